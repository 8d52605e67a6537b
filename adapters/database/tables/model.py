"""The language model: what it cost, how far texts may go, what an endpoint understands."""

from sqlalchemy import Column, Table, Text

from adapters.database.tables.base import metadata, number

model_usage = Table(
    "model_usage",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("calls", number, nullable=False),
    Column("tokens_in", number, nullable=False),
    Column("tokens_out", number, nullable=False),
    Column("millionths", number, nullable=False),
    sqlite_strict=True,
)
"""What a workspace spent on the model in a day; money in millionths of the currency of the prices set."""

model_switch = Table(
    "model_switch",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("mode", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("changed_by", Text, nullable=False),
    sqlite_strict=True,
)
"""How far the texts of a workspace may go: ``off``, ``local`` or ``baa``."""

model_ability = Table(
    "model_ability",
    metadata,
    Column("endpoint", Text, primary_key=True),
    Column("model", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("checked_at", number, nullable=False),
    sqlite_strict=True,
)
"""What an endpoint understands, by a hash of its address; ``checked_at`` in milliseconds since 1970."""
