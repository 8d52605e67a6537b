"""What changed between two versions of a text, word by word. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST_DIFFERENCE = 20_000
"""Characters beyond which no word difference is worked out: nobody reads one that long."""

_TOKENS = re.compile(r"\s*(?:\w+(?:['’]\w+)*|[^\w\s])|\s+$")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words in a difference: ``same``, ``removed`` or ``added``."""

    kind: str
    text: str


def difference(before: str, after: str) -> tuple[Change, ...]:
    """The words removed from ``before`` and added in ``after``; empty beyond a readable length."""
    if len(before) + len(after) > LONGEST_DIFFERENCE:
        return ()
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    changes: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            changes.append(Change("same", "".join(new[c:d])))
            continue
        pair = (Change("removed", "".join(old[a:b])), Change("added", "".join(new[c:d])))
        changes += [change for change in pair if change.text]
    return tuple(changes)
