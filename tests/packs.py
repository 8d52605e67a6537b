"""The packs that come with Bedside, read once for all tests: each takes 48 MB, and seconds to prove."""

from functools import cache

from adapters.policy_files import load
from bot.policy import PolicyPack


@cache
def shipped(name: str = "organization") -> PolicyPack:
    """The pack of that name."""
    return load(name=name)
