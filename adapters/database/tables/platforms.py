"""What chat platforms need to be remembered."""

from sqlalchemy import Column, Index, Table, Text

from adapters.database.tables.base import metadata

kept_card = Table(
    "kept_card",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("conversation", Text, primary_key=True),
    Column("message_id", Text, primary_key=True),
    Column("decision_id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Index("kept_card_by_end", "expires_at"),
    sqlite_strict=True,
)
"""Cards with buttons as they stand on a platform, encrypted, for a week."""

slack_installation = Table(
    "slack_installation",
    metadata,
    Column("place", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    sqlite_strict=True,
)
"""Where Bedside is installed in Slack, by the id of the workspace or of the organization; encrypted."""

slack_oauth_state = Table(
    "slack_oauth_state",
    metadata,
    Column("state", Text, primary_key=True),
    Column("expires_at", Text, nullable=False),
    sqlite_strict=True,
)
"""Installations that were begun and not ended, as hashes."""
