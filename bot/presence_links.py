"""Search links made ready on the person's own side: a template, and the facts that fill it. Pure.

Bedside hands out templates. They are filled in the person's browser or terminal, so that no name reaches
the server; where nothing can fill them (in a chat), they say plainly what belongs there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

FACTS: Mapping[str, str] = {
    "name": "YOUR NAME",
    "employer": "YOUR EMPLOYER",
    "city": "YOUR CITY",
    "former": "FORMER EMPLOYER",
    "fact": "",
}
"""What a link may ask for, and what stands there until somebody fills it in.

``fact`` is a second fact for people whose name is common; it goes at the end of every search.
"""
LONGEST = 100
"""Characters of a fact that are used."""

_PLACE = re.compile(r"\{([a-z]+)\}")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~")


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go.

    Attributes:
        template: An address in which ``{name}`` and the like stand for facts; often none do.
    """

    label: str
    template: str

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts it asks for, but for the second one, which is never needed."""
        return tuple(name for name in written(self.template) if name != "fact")

    @property
    def address(self) -> str:
        """As it works for somebody of whom nothing is known."""
        return self.filled({})

    def filled(self, facts: Mapping[str, str]) -> str:
        """With the facts in their places; one that is missing says what belongs there."""
        return _PLACE.sub(lambda found: _fact(found[1], facts), self.template)


def template(search: str, query: str, label: str = "") -> Link:
    """The link for ``query`` at an engine's ``search`` address."""
    pieces = enumerate(_PLACE.split(query))  # every second one is the name of a fact
    made = "".join(f"{{{piece}}}" if number % 2 else encoded(piece) for number, piece in pieces)
    return Link(label, search.replace("{query}", f"{made}{{fact}}"))


def written(text: str) -> tuple[str, ...]:
    """The facts that ``text`` asks for, in order."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def encoded(text: str) -> str:
    """``text`` as part of an address, in any script."""
    raw = text.encode("utf-8", "replace")
    return "".join(chr(byte) if chr(byte) in _PLAIN else f"%{byte:02X}" for byte in raw)


def _fact(name: str, facts: Mapping[str, str]) -> str:
    said = " ".join(facts.get(name, "").split())[:LONGEST] or FACTS.get(name, "")
    return encoded(f" {said}" if name == "fact" and said else said)
