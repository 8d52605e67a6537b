"""Weekly digests: who gets them when, what went out, what a week says, and whether it may go out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("digest_organization", "digest_week", "digest_sent", "subscription")


def upgrade() -> None:
    op.create_table(
        "subscription",
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("conversation", sa.Text, primary_key=True),
        sa.Column("organization", sa.Text, nullable=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("local_time", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("next_day", sa.Text, nullable=False),
        sa.Column("next_run_utc", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("subscription_by_run", "subscription", ["next_run_utc"])
    op.create_index("subscription_by_organization", "subscription", ["organization", "next_run_utc"])
    op.create_table(
        "digest_sent",
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("conversation", sa.Text, primary_key=True),
        sa.Column("week", sa.Text, primary_key=True),
        sa.Column("local_date", sa.Text, nullable=False),
        sa.Column("organization", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("digest_sent_by_time", "digest_sent", ["organization", "changed_at"])
    op.create_index("digest_sent_by_state", "digest_sent", ["state", "changed_at"])
    op.create_table(
        "digest_week",
        sa.Column("organization", sa.Text, primary_key=True),
        sa.Column("week", sa.Text, primary_key=True),
        sa.Column("tip", sa.Text, nullable=False),
        sa.Column("numbers", sa.Text),
        sqlite_strict=True,
    )
    op.create_table(
        "digest_organization",
        sa.Column("organization", sa.Text, primary_key=True),
        sa.Column("approved_at", sa.Text),
        sa.Column("approved_by", sa.Text),
        sa.Column("held_since", sa.Text),
        sa.Column("held_by", sa.Text),
        sqlite_strict=True,
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
