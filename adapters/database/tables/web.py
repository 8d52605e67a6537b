"""Who is signed in, and what the page waits for."""

from sqlalchemy import Column, Index, Table, Text

from adapters.database.tables.base import metadata

session = Table(
    "session",
    metadata,
    Column("key_hash", Text, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("subject", Text, nullable=False, server_default=""),
    Index("session_by_end", "expires_at"),
    sqlite_strict=True,
)
"""Who is signed in. The key itself is in the browser's cookie alone."""

signing_in = Table(
    "signing_in",
    metadata,
    Column("key_hash", Text, primary_key=True),
    Column("ciphertext", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Index("signing_in_by_end", "expires_at"),
    sqlite_strict=True,
)
"""Ways to sign in that were begun: a one-time link, a trip to the issuer. Each is taken once."""

pending_answer = Table(
    "pending_answer",
    metadata,
    Column("key_hash", Text, primary_key=True),
    Column("ciphertext", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Index("pending_answer_by_end", "expires_at"),
    sqlite_strict=True,
)
"""Answers of the page that a model may still add to, for minutes; each is taken once."""
