"""The tables that are ours. Moments are text in UTC, always as long, so that text sorts as time does.

Of the decision log, what is filtered on is a column; the body alone is what counts.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, Computed, Index, Integer, MetaData, Table, Text

metadata = MetaData()


def written(table: Table) -> list[Column[Any]]:
    """The columns that somebody writes; the others the database works out."""
    return [column for column in table.columns if column.computed is None]


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
    Column("seq", _number, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("signature", Text, nullable=False),
    sqlite_strict=True,
)

beginning = Table(
    "beginning",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("seq", _number, primary_key=True, autoincrement=False),
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
    Column("free_at_ms", _number, nullable=False),
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

submission = Table(
    "submission",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("revision", _number, nullable=False),
    Column("state", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("due_at", Text, nullable=False),
    Column("asked_for", Text, nullable=False),
    Column("decision_id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("submission_by_deadline", "tenant", "state", "due_at", "id"),
    Index("submission_by_due", "state", "due_at"),
    Index("submission_by_review", "tenant", "decision_id"),
    Index("submission_once", "tenant", "asked_for", "purpose", unique=True),
    sqlite_strict=True,
)
"""Drafts that people decide on. Whoever writes one names the ``revision`` that was read."""

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

personal = Table(
    "personal",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("revision", _number, nullable=False),
    Column("remind_at", Text),
    Column("changed_at", Text, nullable=False),
    Column("ciphertext", Text, nullable=False),
    Index("personal_by_reminder", "remind_at"),
    Index("personal_by_time", "changed_at"),
    sqlite_strict=True,
)
"""What people keep about their own presence, encrypted. ``remind_at`` says when to look, never at what."""

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

model_usage = Table(
    "model_usage",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("calls", _number, nullable=False),
    Column("tokens_in", _number, nullable=False),
    Column("tokens_out", _number, nullable=False),
    Column("millionths", _number, nullable=False),
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
    Column("checked_at", _number, nullable=False),
    sqlite_strict=True,
)
"""What an endpoint understands, by a hash of its address; ``checked_at`` in milliseconds since 1970."""

pillar = Table(
    "pillar",
    metadata,
    Column("tenant", Text, primary_key=True),
    Column("pillar", Text, primary_key=True),
    Column("last_on", Text, nullable=False),
    sqlite_strict=True,
)
"""The last day on which anybody wrote about a pillar, or the first day on which it was counted; no person."""
