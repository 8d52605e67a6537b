"""The rules of each policy version that is in use, for whoever asks later by which ones was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0089"
down_revision = "0088"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "policy_rules",
        sa.Column("rules_version", sa.Text, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("kept_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "policy_version",
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("rules_version", sa.Text, nullable=False),
        sa.Column("kept_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("policy_version")
    op.drop_table("policy_rules")
