"""When an organization last wrote about each of its pillars: a day each, and no person."""

import sqlalchemy as sa
from alembic import op

revision = "0086"
down_revision = "0082"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pillar",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("pillar", sa.Text, primary_key=True),
        sa.Column("last_on", sa.Text, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("pillar")
