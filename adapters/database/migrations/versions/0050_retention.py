"""Retention: where a chain begins once its oldest entries were kept long enough, and legal holds."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0040"
branch_labels = None
depends_on = None

LOG_TABLES = ("decision", "checkpoint")
REFUSAL = "the decision log is append-only"
KEPT = "NOT EXISTS (SELECT 1 FROM beginning WHERE tenant = OLD.tenant AND seq >= OLD.seq)"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "beginning",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("seq", number, primary_key=True, autoincrement=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "legal_hold",
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("decision_id", sa.Text, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO legal_hold (tenant, decision_id, at) "
        "SELECT tenant, decision_id, '2026-01-01T00:00:00.000000Z' FROM draft_text WHERE held = 1"
    )
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    bind = op.get_bind()
    if bind.scalar(sa.text("SELECT count(*) FROM beginning")):
        raise RuntimeError("entries were removed by retention; an earlier version cannot verify this log")
    for table in LOG_TABLES:
        if bind.dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {table}_no_delete")
            op.execute(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        else:
            op.execute(f"DROP TRIGGER {table}_keeps ON {table}")
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION bedside_append_only()"
            )
    op.drop_table("legal_hold")
    op.drop_table("beginning")
    if bind.dialect.name == "postgresql":
        op.execute("DROP FUNCTION bedside_keeps()")


def _guard_sqlite() -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER beginning_no_{change.lower()} BEFORE {change} ON beginning "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    for table in LOG_TABLES:
        op.execute(f"DROP TRIGGER {table}_no_delete")
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {KEPT} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION bedside_keeps() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {KEPT} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN OLD; END $$"
    )
    op.execute(
        "CREATE TRIGGER beginning_append_only BEFORE UPDATE OR DELETE ON beginning "
        "FOR EACH ROW EXECUTE FUNCTION bedside_append_only()"
    )
    for table in LOG_TABLES:
        op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION bedside_append_only()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_keeps BEFORE DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION bedside_keeps()"
        )
