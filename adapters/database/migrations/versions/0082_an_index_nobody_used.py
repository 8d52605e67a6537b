"""Kept cards are found by their message alone: the index on their decision only cost what it takes to write."""

from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("kept_card_by_decision", "kept_card")


def downgrade() -> None:
    op.create_index("kept_card_by_decision", "kept_card", ["decision_id"])
