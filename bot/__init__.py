"""The review core: plain functions over plain nouns; no file, no clock, no network, no SDK."""
