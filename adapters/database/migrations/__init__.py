"""Alembic's migrations; ``adapters.database.migrate`` runs them."""
