"""By which account of the issuer somebody signed in, so that two of them are known to be two."""

import sqlalchemy as sa
from alembic import op

revision = "0090"
down_revision = "0089"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("session", sa.Column("subject", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("session", "subject")
