"""By which rules was decided: those of every policy version that was in use. Nothing removes them."""

from sqlalchemy import Column, Table, Text

from adapters.database.tables.base import metadata

policy_rules = Table(
    "policy_rules",
    metadata,
    Column("rules_version", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
    sqlite_strict=True,
)

policy_version = Table(
    "policy_version",
    metadata,
    Column("version", Text, primary_key=True),
    Column("rules_version", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
    sqlite_strict=True,
)
