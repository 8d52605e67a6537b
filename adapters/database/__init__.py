"""The database: the decision log, its tables, its migrations and the auditor's verifier."""
