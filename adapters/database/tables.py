"""The tables of the decision log. What is filtered on is a column; the body alone is what counts."""

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text

metadata = MetaData()

_number = BigInteger().with_variant(Integer, "sqlite")

decision = Table(
    "decision",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("seq", _number, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("at", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("verdict", Text),
    Column("categories", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("entry_hash", Text, nullable=False),
    Index("decision_by_time", "tenant", "at"),
    Index("decision_by_event", "tenant", "event", "seq"),
    Index("decision_by_actor", "tenant", "actor", "seq"),
    Index("decision_by_verdict", "tenant", "verdict", "seq"),
    sqlite_strict=True,
)

checkpoint = Table(
    "checkpoint",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("seq", _number, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("signature", Text, nullable=False),
    sqlite_strict=True,
)
