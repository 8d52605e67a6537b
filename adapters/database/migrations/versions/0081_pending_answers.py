"""Answers of the page that a model may still add to, so that any web process can."""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pending_answer",
        sa.Column("key_hash", sa.Text, primary_key=True),
        sa.Column("ciphertext", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("pending_answer_by_end", "pending_answer", ["expires_at"])


def downgrade() -> None:
    op.drop_table("pending_answer")
