"""The decision log: entries, their seals, what was removed from the beginning, what nothing removes.

What is filtered on is a column; the body alone is what counts.
"""

from sqlalchemy import Column, Computed, Index, Table, Text

from adapters.database.tables.base import metadata, number

decision = Table(
    "decision",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("seq", number, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("verdict", Text),
    Column("categories", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("entry_hash", Text, nullable=False),
    Column("subject", Text, Computed("worked out from the body: see migration 0087")),
    Index("decision_by_time", "tenant", "at"),
    Index("decision_by_event", "tenant", "event", "seq"),
    Index("decision_by_actor", "tenant", "actor", "seq"),
    Index("decision_by_verdict", "tenant", "verdict", "seq"),
    Index("decision_by_subject", "tenant", "subject", "seq"),
    sqlite_strict=True,
)

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("seq", number, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("signature", Text, nullable=False),
    sqlite_strict=True,
)

beginning = Table(
    "beginning",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("seq", number, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("signature", Text, nullable=False),
    sqlite_strict=True,
)
"""After which entry a chain begins, signed: what was before it was kept long enough. The latest counts."""

legal_hold = Table(
    "legal_hold",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("decision_id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    sqlite_strict=True,
)
"""Reviews that nothing removes, nor anything after them."""

once = Table(
    "once",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("event_key", Text, primary_key=True),
    Column("decision_id", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("once_by_time", "at"),
    sqlite_strict=True,
)
"""Which decision answers which event: written with the decision, so that there is never a second one."""
