"""The way in and out: inbox, what was decided once, outbound, pace, conversations; the job queue on PostgreSQL.

Procrastinate's tables are made from a copy of the schema of its version 3.10: its own migrations cannot run in
one transaction, and a schema read from the package would change under an old database when the package does.
"""

from importlib.resources import files

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PROCRASTINATE = "procrastinate_3_10.sql"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "once",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("event_key", sa.Text, primary_key=True),
        sa.Column("decision_id", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("once_by_time", "once", ["at"])
    op.create_table(
        "inbox",
        sa.Column("event_key", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("lock", sa.Text, nullable=False),
        sa.Column("received_at", sa.Text, nullable=False),
        sa.Column("due_at", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("finished_at", sa.Text),
        sa.Column("payload", sa.Text),
        sqlite_strict=True,
    )
    op.create_index("inbox_by_state", "inbox", ["state", "due_at"])
    op.create_index("inbox_by_end", "inbox", ["finished_at"])
    op.create_table(
        "outbound",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("changed_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("outbound_by_time", "outbound", ["changed_at"])
    op.create_table(
        "pace",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("free_at_ms", number, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "conversation",
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("zone", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("changed_at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    if op.get_bind().dialect.name == "postgresql":
        _make_the_queue()


def downgrade() -> None:
    bind = op.get_bind()
    if bind.scalar(sa.text("SELECT count(*) FROM inbox WHERE state = 'waiting'")):
        raise RuntimeError("the inbox holds unfinished work; let it end first")
    if bind.dialect.name == "postgresql":
        _drop_the_queue()
    for table in ("conversation", "pace", "outbound", "inbox", "once"):
        op.drop_table(table)


def _make_the_queue() -> None:
    schema = files("adapters.database.migrations").joinpath(PROCRASTINATE).read_text("utf-8")
    cursor = op.get_bind().connection.cursor()  # without parameters, so that a % in the SQL is only that
    cursor.execute(schema)
    cursor.close()
    # To find the next job Procrastinate looks for earlier ones of its lock, and has no index for that.
    op.execute(
        "CREATE INDEX bedside_jobs_by_lock ON procrastinate_jobs (lock, priority DESC, id) "
        "WHERE status IN ('todo', 'doing')"
    )


def _drop_the_queue() -> None:
    op.execute(
        "DO $$ DECLARE it record; BEGIN "
        "FOR it IN SELECT tablename AS n FROM pg_tables "
        "  WHERE schemaname = current_schema() AND tablename LIKE 'procrastinate!_%' ESCAPE '!' LOOP "
        "  EXECUTE format('DROP TABLE %I CASCADE', it.n); END LOOP; "
        "FOR it IN SELECT p.oid::regprocedure AS n FROM pg_proc p JOIN pg_namespace s ON s.oid = p.pronamespace "
        "  WHERE s.nspname = current_schema() AND p.proname LIKE 'procrastinate!_%' ESCAPE '!' LOOP "
        "  EXECUTE format('DROP FUNCTION %s CASCADE', it.n); END LOOP; "
        "FOR it IN SELECT t.typname AS n FROM pg_type t JOIN pg_namespace s ON s.oid = t.typnamespace "
        "  WHERE s.nspname = current_schema() AND t.typname LIKE 'procrastinate!_%' ESCAPE '!' LOOP "
        "  EXECUTE format('DROP TYPE %I CASCADE', it.n); END LOOP; "
        "END $$"
    )
