"""The desk: submissions, drafts kept encrypted for a while, registers, sessions and ways to sign in."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "submission",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("revision", number, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("due_at", sa.Text, nullable=False),
        sa.Column("asked_for", sa.Text, nullable=False),
        sa.Column("decision_id", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("submission_by_deadline", "submission", ["tenant", "state", "due_at", "id"])
    op.create_index("submission_by_due", "submission", ["state", "due_at"])
    op.create_index("submission_by_review", "submission", ["tenant", "decision_id"])
    op.create_index("submission_once", "submission", ["tenant", "asked_for", "purpose"], unique=True)
    op.create_table(
        "draft_text",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("decision_id", sa.Text, primary_key=True),
        sa.Column("ciphertext", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Text, nullable=False),
        sa.Column("held", sa.Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("draft_text_by_end", "draft_text", ["held", "expires_at"])
    op.create_table(
        "register",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("register", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("changed_at", sa.Text, nullable=False),
        sa.Column("ciphertext", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "session",
        sa.Column("key_hash", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("seen_at", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("session_by_end", "session", ["expires_at"])
    op.create_table(
        "signing_in",
        sa.Column("key_hash", sa.Text, primary_key=True),
        sa.Column("ciphertext", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("signing_in_by_end", "signing_in", ["expires_at"])


def downgrade() -> None:
    for table in ("signing_in", "session", "register", "draft_text", "submission"):
        op.drop_table(table)
