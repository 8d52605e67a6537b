"""One thing that was looked at before people rely on it, and what to do where it is not well."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``advice`` is what to do when it is not ``well``."""

    name: str
    well: bool
    said: str
    advice: str = ""
