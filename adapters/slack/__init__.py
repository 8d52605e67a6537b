"""Slack: what comes in, how a card looks there, how it is sent."""
