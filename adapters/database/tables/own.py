"""People's own records, and which subjects were written about."""

from sqlalchemy import Column, Index, Table, Text

from adapters.database.tables.base import metadata, number

personal = Table(
    "personal",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("revision", number, nullable=False),
    Column("remind_at", Text),
    Column("changed_at", Text, nullable=False),
    Column("ciphertext", Text, nullable=False),
    Index("personal_by_reminder", "remind_at"),
    Index("personal_by_time", "changed_at"),
    sqlite_strict=True,
)
"""What people keep about their own presence, encrypted. ``remind_at`` says when to look, never at what."""

pillar = Table(
    "pillar",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("pillar", Text, primary_key=True),
    Column("last_on", Text, nullable=False),
    sqlite_strict=True,
)
"""The last day on which anybody wrote about a pillar, or the first day on which it was counted; no person."""
