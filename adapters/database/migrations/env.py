"""Run by Alembic; the connection comes from ``adapters.database.migrate`` and is already open."""

from alembic import context

from adapters.database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # on SQLite too, since the engine opens its transactions itself
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
