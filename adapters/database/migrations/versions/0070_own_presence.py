"""What people keep about their own presence: one encrypted record a person."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "personal",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("revision", number, nullable=False),
        sa.Column("remind_at", sa.Text),
        sa.Column("changed_at", sa.Text, nullable=False),
        sa.Column("ciphertext", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("personal_by_reminder", "personal", ["remind_at"])
    op.create_index("personal_by_time", "personal", ["changed_at"])


def downgrade() -> None:
    op.drop_table("personal")
