"""The language model behind the port ``Adviser``: an endpoint, and everything that keeps it in its place."""
