"""A chat platform as the server sees it."""

from collections.abc import Sequence
from typing import Protocol

from fastapi import APIRouter


class Platform(Protocol):
    """Something that people can reach Bedside through, besides the page."""

    @property
    def name(self) -> str:
        """As shown to people."""
        ...

    @property
    def status(self) -> str:
        """One sentence for the operator: how it is connected."""
        ...

    @property
    def routes(self) -> APIRouter | None:
        """Where it is sent requests; it lets in by itself who may."""
        ...

    @property
    def paths(self) -> Sequence[str]:
        """What its routes begin with: the door of the web page does not guard them."""
        ...

    async def begin(self) -> None:
        """Start to listen; returns at once, also when the platform cannot be reached."""
        ...

    async def end(self) -> None:
        """Take in nothing new and close what is open."""
        ...
