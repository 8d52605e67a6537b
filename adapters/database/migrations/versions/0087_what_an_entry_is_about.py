"""Which entry an entry is about, worked out by the database from the body, so that it can be looked up."""

import sqlalchemy as sa
from alembic import op

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None

SQLITE = "CASE WHEN json_valid(body) THEN json_extract(body, '$.subject') END"
POSTGRESQL = r"""substring(body from '"subject":"([^"]*)","tenant":"(?:[^"\\]|\\.)*","verdict":[a-z"]+\}$')"""
"""The names in a body are sorted, so that these three end it. A damaged body stops nothing, as it would read as JSON."""


def upgrade() -> None:
    # A column that the database works out needs no change of an entry, and a version that does not know it can write.
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    told = sa.Computed(SQLITE, persisted=False) if on_sqlite else sa.Computed(POSTGRESQL, persisted=True)
    op.add_column("decision", sa.Column("subject", sa.Text, told))
    op.create_index("decision_by_subject", "decision", ["tenant", "subject", "seq"])


def downgrade() -> None:
    op.drop_index("decision_by_subject", "decision")
    op.drop_column("decision", "subject")
