"""Weekly digests: who gets them, what became of them, what a week says."""

from sqlalchemy import Column, Index, Integer, Table, Text

from adapters.database.tables.base import metadata

subscription = Table(
    "subscription",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("conversation", Text, primary_key=True),
    Column("organization", Text, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("local_time", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("next_day", Text, nullable=False),
    Column("next_run_utc", Text, nullable=False),
    Index("subscription_by_run", "next_run_utc"),
    Index("subscription_by_organization", "organization", "next_run_utc"),
    sqlite_strict=True,
)
"""Who gets the weekly digest when. ``next_day`` is the local day that the next run belongs to."""

digest_sent = Table(
    "digest_sent",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("conversation", Text, primary_key=True),
    Column("week", Text, primary_key=True),
    Column("local_date", Text, nullable=False),
    Column("organization", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Index("digest_sent_by_time", "organization", "changed_at"),
    Index("digest_sent_by_state", "state", "changed_at"),
    sqlite_strict=True,
)
"""What became of a week's digest: ``queued``, ``sent`` or ``skipped``. One row a local week, so never two."""

digest_week = Table(
    "digest_week",
    metadata,
    Column("organization", Text, primary_key=True),
    Column("week", Text, primary_key=True),
    Column("tip", Text, nullable=False),
    Column("numbers", Text),
    sqlite_strict=True,
)
"""What digests of an organization say in a week: the rotation's memory. ``numbers`` are counts as JSON."""

digest_organization = Table(
    "digest_organization",
    metadata,
    Column("organization", Text, primary_key=True),
    Column("approved_at", Text),
    Column("approved_by", Text),
    Column("held_since", Text),
    Column("held_by", Text),
    sqlite_strict=True,
)
"""Whether digests may go out: approved by a person, and held by nobody."""
