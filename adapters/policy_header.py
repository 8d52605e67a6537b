"""What a pack builds on, found before anything else of it is read."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from bot.errors import PolicyError

_NAMED = re.compile(r"""\bextends["']?\s*:""")
"""Wherever a file may say what its pack builds on; also in a comment or a sentence, which costs time only."""
_PLAIN = re.compile(r"^[ ]+extends:[ ]*\[([\w.@, -]*)\][ ]*(?:#.*)?$", re.MULTILINE)
"""The usual line, which needs no YAML parser."""


def extends(texts: Sequence[tuple[str, str]]) -> list[str]:
    """The packs that a pack of these files (name, text) builds on; empty where none are named.

    A cached pack is read without a YAML parser, whose import alone costs start time, so the usual line is
    taken as it stands. However else the header is written, it is parsed. What cannot be parsed names nothing
    here: reading the pack tells its author, with file and line.
    """
    named = [(label, text) for label, text in texts if _NAMED.search(text)]
    if len(named) == 1:
        (_, text), *_ = named
        plain = _PLAIN.findall(text)
        if len(plain) == len(_NAMED.findall(text)) == 1:
            return [_pack(item.strip()) for item in plain[0].split(",") if item.strip()]
    return [_pack(item) for label, text in named for item in _parsed(label, text)]


def _parsed(label: str, text: str) -> Iterator[str]:
    from adapters.policy_yaml import read  # noqa: PLC0415 - only for a header that is written otherwise

    header: Any = None
    with suppress(PolicyError):
        header = read(label, text).data.get("pack")
    listed = header.get("extends") if isinstance(header, dict) else None
    if isinstance(listed, list):
        yield from (item for item in listed if isinstance(item, str))


def _pack(named: str) -> str:
    """The pack's name; a version may stand behind it (``article@1``)."""
    return named.split("@", maxsplit=1)[0]
