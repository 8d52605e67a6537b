"""When a draft was sent to people, worked out by the database from the body, so that its author's list can go by it."""

import sqlalchemy as sa
from alembic import op

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None

SQLITE = "CASE WHEN json_valid(body) THEN substr(json_extract(body, '$.asked_at'), 1, 19) END"
POSTGRESQL = r"""substring(body from '"asked_at":"([^"]{19})')"""
"""To the second: what stands behind it is as long as it happens to be, and would not sort."""


def upgrade() -> None:
    # A column that the database works out needs no filling, and a version that does not know it can write.
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    told = sa.Computed(SQLITE, persisted=False) if on_sqlite else sa.Computed(POSTGRESQL, persisted=True)
    op.add_column("submission", sa.Column("asked_at", sa.Text, told))
    op.create_index("submission_by_author", "submission", ["tenant", "author", "asked_at", "id"])


def downgrade() -> None:
    op.drop_index("submission_by_author", "submission")
    op.drop_column("submission", "asked_at")
