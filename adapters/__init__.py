"""Everything that touches the outside world: platforms, database, files, settings."""
