"""A draft made ready for matching: folded text with a map back to the draft as typed, and its zones.

Folding undoes disguise, not meaning: full-width and decorative letters, combining marks, look-alike
letters inside Latin words, zero-width characters, curly quotes, odd blanks. Every folded character knows
which characters of the draft it stands for, so a span always points at the draft as typed.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import takewhile

from bot.model import Draft, Span

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROLS = r"\t\r\x0b\x0c\x00-\x08\x0e-\x1f\x7f"
_BLANKS = re.compile(rf"[ {_CONTROLS}]*\n[\s{_CONTROLS}]*|[ {_CONTROLS}]{{2,}}|[{_CONTROLS}]")
_ASCII_LETTER = re.compile(r"[A-Za-z]")
_SENTENCE_END = re.compile(r"""[.!?…]+['")\]]*(?=\s)|\n""")
_ABBREVIATION = re.compile(
    r"(?:^|[^a-z])(?:dr|mrs?|ms|st|jr|sr|vs|no|mt|ft|prof|rev|hon|gov|sen|rep|dept|inc|[a-z]\.[a-z]|[a-z])\.$"
)
_QUOTED = re.compile(r'"[^"\n]{1,600}"')
_LINK = re.compile(r"https?://\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.[\w.]+")
_HASHTAG = re.compile(r"#\w+")
_MENTION = re.compile(r"(?<![\w.])@\w[\w.]*")

_SAME = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u02bc": "'", "\uff07": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
    "\u00ad": "", "\u2026": "…", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n",
}  # fmt: skip
_LOOK_ALIKE = dict(
    zip(
        "аеорсухіјѕԁһӏмнктвАВЕКМНОРСТУХІЈЅαοεικνρτυχγωΑΒΕΖΗΙΚΜΝΟΡΤΥΧı",
        "aeopcyxijsdhlmhktbABEKMHOPCTYXIJSaoeiknptuxywABEZHIKMNOPTYXi",
        strict=True,
    )
)


_LATIN = re.compile(r"\bLATIN (?:(SMALL) |CAPITAL )?LETTER (?:SMALL CAPITAL )?([A-Z])(?: WITH .*)?$")
"""The name of a letter that reads as one of A to Z: ``ł``, ``ᴍ``, ``🅼``."""

_UNSEEN = frozenset({"Cf", "Mn", "Me"})
"""Zero-width characters, direction marks, accents, emoji selectors."""


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    """What one non-ASCII character reads as; case is kept, an empty string drops it."""
    known = _SAME.get(character)
    if known is not None:
        return known
    category = unicodedata.category(character)
    if category in _UNSEEN:
        return ""
    if category == "Zs":
        return " "
    if category in {"Cs", "Cc"}:  # lone surrogates and controls cannot be encoded or read
        return "\ufffd" if category == "Cs" else " "
    bare = "".join(c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c) != "Mn")
    if not (bare.isascii() and bare):
        bare = _reads_as(character) or unicodedata.normalize("NFKC", character)
    folded = "".join(c for c in bare if unicodedata.category(c) not in _UNSEEN)
    return folded if len(folded) <= 4 else character


def _reads_as(character: str) -> str | None:
    """The letter from A to Z that ``character`` is by its name; ``None`` for any other."""
    named = _LATIN.search(unicodedata.name(character, ""))
    return None if named is None else named[2].lower() if named[1] else named[2]


class Page:
    """One draft, folded. ``typed`` keeps case, ``text`` is lower case; both have the same length.

    ``notes`` is where a detector keeps what it worked out for other rules that ask about the same page.
    """

    __slots__ = ("_changes", "_ends", "_sentences", "_starts", "_zones", "draft", "notes", "text", "typed")

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.notes: dict[str, object] = {}
        self.typed, self._changes = _folded(draft.text)
        self._starts: Sequence[int] = ()
        self._ends: Sequence[int] = ()
        lower = self.typed.lower()
        if len(lower) != len(self.typed):  # one letter in a few scripts grows when lowered
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.typed)
        self.text = lower
        self._sentences: list[int] | None = None
        self._zones: dict[str, list[tuple[int, int]]] = {}

    def span(self, start: int, end: int) -> Span:
        """The characters of the draft that the folded range ``[start, end)`` stands for."""
        if not self._changes:
            return Span(start, end)
        starts, ends = self._maps()
        return Span(starts[start], ends[end - 1])

    def place(self, span: Span) -> tuple[int, int]:
        """The folded range that stands for ``span`` of the draft; the reverse of ``span``."""
        if not self._changes:
            return span.start, span.end
        starts, ends = self._maps()
        return bisect_right(ends, span.start), bisect_left(starts, span.end)

    def _maps(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where each folded character starts and ends in the draft; only a draft with a finding needs it."""
        if not self._ends:
            size = len(self.draft.text)
            self._starts, self._ends = range(size), range(1, size + 1)
            for changes in self._changes:
                self._starts, self._ends = _carried(changes, self._starts, self._ends)
        return self._starts, self._ends

    def sentence(self, position: int) -> tuple[int, int]:
        """The folded range of the sentence that holds ``position``, blanks left out."""
        starts = self.sentence_starts()
        index = max(bisect_right(starts, position) - 1, 0)
        start = starts[index]
        end = starts[index + 1] if index + 1 < len(starts) else len(self.text)
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, max(end, start)

    def sentence_starts(self) -> list[int]:
        """Where each sentence begins, in folded characters."""
        if self._sentences is None:
            text = self.text
            starts = [0]
            for match in _SENTENCE_END.finditer(text):
                end = match.end()
                if match[0] == "." and _ABBREVIATION.search(text, max(0, end - 6), end):
                    continue
                while end < len(text) and text[end].isspace():
                    end += 1
                if end < len(text) and end > starts[-1]:
                    starts.append(end)
            self._sentences = starts
        return self._sentences

    def zones(self, name: str) -> list[tuple[int, int]]:
        """The folded ranges of every ``quotation``, ``url``, ``hashtag`` or ``mention``."""
        if name not in self._zones:
            found = ZONES[name]
            self._zones[name] = [match.span() for match in found(self.text)]
        return self._zones[name]


ZONES: dict[str, Callable[[str], Sequence[re.Match[str]]]] = {
    "quotation": lambda text: list(_QUOTED.finditer(text)) if '"' in text else [],
    "url": lambda text: list(_LINK.finditer(text)) if "." in text else [],
    "hashtag": lambda text: list(_HASHTAG.finditer(text)) if "#" in text else [],
    "mention": lambda text: list(_MENTION.finditer(text)) if "@" in text else [],
}


Change = tuple[int, int, str]
"""From where to where, and what stands there instead."""


def _folded(text: str) -> tuple[str, tuple[list[Change], ...]]:
    """Fold ``text``; the changes, round by round, each of the text that the round before left."""
    rounds: list[list[Change]] = []
    folded = text
    if not text.isascii():
        rounds.append([(m.start(), m.end(), _letter(text, m.start())) for m in _NOT_ASCII.finditer(text)])
        folded = _changed(text, rounds[0])
    if _has_odd_blanks(folded):
        blanks = [(m.start(), m.end(), "\n" if "\n" in m[0] else " ") for m in _BLANKS.finditer(folded)]
        blanks = [change for change in blanks if folded[change[0] : change[1]] != change[2]]
        if blanks:
            rounds.append(blanks)
            folded = _changed(folded, blanks)
    return folded, tuple(rounds)


def _has_odd_blanks(text: str) -> bool:
    """Say whether blanks need folding; most drafts do not, and asking costs a tenth of the work."""
    if "  " in text or " \n" in text or "\n " in text or "\n\n" in text:
        return True
    return not (text.isprintable() or text.replace("\n", "").isprintable())


def _changed(text: str, changes: list[Change]) -> str:
    """``text`` with each change made."""
    pieces: list[str] = []
    position = 0
    for begin, end, new in changes:
        pieces += (text[position:begin], new)
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def _carried(
    changes: list[Change], starts: Sequence[int], ends: Sequence[int]
) -> tuple[list[int], list[int]]:
    """The maps of a text, carried over to the text that ``changes`` made of it."""
    new_starts: list[int] = []
    new_ends: list[int] = []
    position = 0
    for begin, end, new in changes:
        new_starts += starts[position:begin]
        new_ends += ends[position:begin]
        new_starts += [starts[begin]] * len(new)
        new_ends += [ends[end - 1]] * len(new)
        position = end
    new_starts += starts[position:]
    new_ends += ends[position:]
    return new_starts, new_ends


def _letter(text: str, at: int) -> str:
    character = text[at]
    twin = _LOOK_ALIKE.get(character)
    if twin is not None and _in_latin_word(text, at):
        return twin
    return _fold(character)


def _in_latin_word(text: str, at: int) -> bool:
    """Say whether the word around ``at`` also has Latin letters: only then is it a disguise."""
    return any(
        _ASCII_LETTER.match(c if c.isascii() else _fold(c))
        for step in (range(at - 1, max(-1, at - 40), -1), range(at + 1, min(len(text), at + 40)))
        for c in takewhile(_goes_on, map(text.__getitem__, step))
    )


def _goes_on(character: str) -> bool:
    """Say whether a word goes on at ``character``: a letter, a figure, or something that is not seen."""
    return character.isalnum() or character == "_" or (not character.isascii() and not _fold(character))
