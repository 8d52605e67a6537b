"""The way in and out: work that came in, messages that go out, where Bedside may speak."""

from sqlalchemy import Column, Index, Integer, Table, Text

from adapters.database.tables.base import metadata, number

inbox = Table(
    "inbox",
    metadata,
    Column("event_key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("lock", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("due_at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("code", Text),
    Column("finished_at", Text),
    Column("payload", Text),
    Index("inbox_by_state", "state", "due_at"),
    Index("inbox_by_end", "finished_at"),
    sqlite_strict=True,
)
"""Work that came in: ``waiting``, ``done`` or ``dead``. The payload is encrypted, and gone when done."""

outbound = Table(
    "outbound",
    metadata,
    Column("key", Text, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("message_id", Text),
    Column("attempts", Integer, nullable=False),
    Column("code", Text),
    Column("changed_at", Text, nullable=False),
    Index("outbound_by_time", "changed_at"),
    sqlite_strict=True,
)

pace = Table(
    "pace",
    metadata,
    Column("key", Text, primary_key=True),
    Column("free_at_ms", number, nullable=False),
    sqlite_strict=True,
)
"""When the next message may go out, per conversation and per tenant: milliseconds since 1970."""

conversation = Table(
    "conversation",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("reference", Text, nullable=False),
    Column("zone", Text),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("changed_at", Text, nullable=False),
    sqlite_strict=True,
)
"""Where Bedside may speak. ``state``: ``live`` or ``dead``; the id ``*`` stands for the whole tenant."""
