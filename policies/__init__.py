"""Policy packs as data. Read through ``importlib.resources``, never imported for code."""
