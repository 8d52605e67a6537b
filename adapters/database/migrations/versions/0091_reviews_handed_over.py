"""Public reviews that were handed over, beside the drafts that people decide on."""

import sqlalchemy as sa
from alembic import op

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "review_case",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("revision", NUMBER, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("asker", sa.Text, nullable=False),
        sa.Column("asked_at", sa.Text, nullable=False),
        sa.Column("due_at", sa.Text, nullable=False),
        sa.Column("decision_id", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("review_case_by_asker", "review_case", ["tenant", "asker", "asked_at", "id"])
    op.create_index("review_case_by_deadline", "review_case", ["tenant", "state", "due_at", "id"])
    op.create_index("review_case_by_due", "review_case", ["state", "due_at"])
    op.create_index("review_case_once", "review_case", ["tenant", "decision_id"], unique=True)


def downgrade() -> None:
    op.drop_table("review_case")
