"""What people decide on, and what is on file."""

from sqlalchemy import Column, Computed, Index, Integer, Table, Text

from adapters.database.tables.base import metadata, number

submission = Table(
    "submission",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("revision", number, nullable=False),
    Column("state", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("due_at", Text, nullable=False),
    Column("asked_for", Text, nullable=False),
    Column("decision_id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("asked_at", Text, Computed("worked out from the body: see migration 0088")),
    Index("submission_by_author", "tenant", "author", "asked_at", "id"),
    Index("submission_by_deadline", "tenant", "state", "due_at", "id"),
    Index("submission_by_due", "state", "due_at"),
    Index("submission_by_review", "tenant", "decision_id"),
    Index("submission_once", "tenant", "asked_for", "purpose", unique=True),
    sqlite_strict=True,
)
"""Drafts that people decide on. Whoever writes one names the ``revision`` that was read.

``asked_at`` is the second in which it was sent.
"""

review_case = Table(
    "review_case",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("revision", number, nullable=False),
    Column("state", Text, nullable=False),
    Column("asker", Text, nullable=False),
    Column("asked_at", Text, nullable=False),
    Column("due_at", Text, nullable=False),
    Column("decision_id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("review_case_by_asker", "tenant", "asker", "asked_at", "id"),
    Index("review_case_by_deadline", "tenant", "state", "due_at", "id"),
    Index("review_case_by_due", "state", "due_at"),
    Index("review_case_once", "tenant", "decision_id", unique=True),
    sqlite_strict=True,
)
"""Public reviews that were handed over: codes, people of the house and moments, never a word of a review."""

draft_text = Table(
    "draft_text",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("decision_id", Text, primary_key=True),
    Column("ciphertext", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("held", Integer, nullable=False),
    Index("draft_text_by_end", "held", "expires_at"),
    sqlite_strict=True,
)
"""Drafts, encrypted, by the entry of their review; gone once expired, unless ``held`` for a lawyer."""

register = Table(
    "register",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("register", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("changed_at", Text, nullable=False),
    Column("ciphertext", Text, nullable=False),
    sqlite_strict=True,
)
