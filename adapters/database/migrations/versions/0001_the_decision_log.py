"""The decision log: entries and checkpoints that the database itself refuses to change."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LOG_TABLES = ("decision", "checkpoint")
REFUSAL = "the decision log is append-only"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "decision",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("seq", number, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text),
        sa.Column("categories", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("entry_hash", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("decision_by_time", "decision", ["tenant", "at"])
    op.create_index("decision_by_event", "decision", ["tenant", "event", "seq"])
    op.create_index("decision_by_actor", "decision", ["tenant", "actor", "seq"])
    op.create_index("decision_by_verdict", "decision", ["tenant", "verdict", "seq"])
    op.create_table(
        "checkpoint",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("seq", number, primary_key=True, autoincrement=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    bind = op.get_bind()
    if bind.scalar(sa.text("SELECT count(*) FROM decision")):
        raise RuntimeError("the decision log holds entries; export it and use a new database instead")
    op.drop_table("checkpoint")
    op.drop_table("decision")
    if bind.dialect.name == "postgresql":
        op.execute("DROP FUNCTION bedside_append_only()")


def _guard_sqlite() -> None:
    for table in LOG_TABLES:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        # INSERT OR REPLACE deletes without asking the trigger above.
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE tenant = NEW.tenant AND seq = NEW.seq) "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    op.execute(
        "CREATE TRIGGER decision_no_reuse BEFORE INSERT ON decision "
        "WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION bedside_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for table in LOG_TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION bedside_append_only()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION bedside_append_only()"
        )
