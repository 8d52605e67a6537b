"""The model: what workspaces spent, how far their texts may go, what endpoints understand."""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "model_usage",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("calls", number, nullable=False),
        sa.Column("tokens_in", number, nullable=False),
        sa.Column("tokens_out", number, nullable=False),
        sa.Column("millionths", number, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "model_switch",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Text, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "model_ability",
        sa.Column("endpoint", sa.Text, primary_key=True),
        sa.Column("model", sa.Text, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("checked_at", number, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    for table in ("model_ability", "model_switch", "model_usage"):
        op.drop_table(table)
