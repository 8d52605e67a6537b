"""How rules look at a draft: one family a file."""
