"""Professional profiles: what was approved, until when, and what differs from it now. Pure.

Of a profile's text only keyed fingerprints are kept, one a sentence: enough to point at sentences that are
new and to count those that are gone, and nothing that could be read.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from bot.errors import CommandError
from bot.model import Outlet, Verdict
from bot.personal import Personal, Profile, Shown
from bot.profile_parts import Part, pieces
from bot.splitting import sentences

Mark = Callable[[str], str]
"""The keyed fingerprint of a text."""

MARK_LENGTH = 32
"""Hexadecimal digits of a fingerprint that are kept: enough to tell a person's sentences apart."""
BEFORE = timedelta(days=7)
"""So long before its day a profile comes up."""
TERMS = {"quarter": 91, "half": 182, "year": 365}
"""Days after which somebody may want to look again."""
LONGEST = timedelta(days=1_100)


@dataclass(frozen=True, slots=True)
class ProfileKind:
    """A profile that people keep, and what to look at there.

    Attributes:
        looks: What no pasted text shows.
        limits: Characters that a part may have.
        every: After which it is looked at again, where its owner says nothing.
    """

    id: str
    name: str
    outlet: Outlet
    looks: tuple[str, ...]
    limits: Mapping[Part, int]
    every: timedelta


@dataclass(frozen=True, slots=True)
class Drift:
    """What differs from the text that was approved: sentences that are new, and how many are gone."""

    new: tuple[str, ...] = field(default=(), repr=False)
    gone: int = 0
    moved: bool = False

    @property
    def none(self) -> bool:
        """Whether it is the approved text."""
        return not (self.new or self.gone or self.moved)


def kinds_of(lists: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[ProfileKind, ...]:
    """The profiles of a pack that are switched on."""
    return tuple(
        ProfileKind(
            item["id"],
            item["name"],
            Outlet(item["outlet"]),
            tuple(item["looks"]),
            {Part(name): most for name, most in item.get("limits", {}).items()},
            timedelta(days=item.get("review_days", 180)),
        )
        for item in lists.get("profiles", ())
        if item.get("status", "active") == "active"
    )


def marks(text: str, mark: Mark) -> tuple[str, ...]:
    """The fingerprint of each sentence of ``text``; how it is broken into lines does not count."""
    return tuple(mark(sentence)[:MARK_LENGTH] for sentence in _plain_sentences(text))


def drift(approved: Shown, text: str, mark: Mark) -> Drift:
    """What of ``text`` is not as it was approved."""
    now = _plain_sentences(text)
    found = [mark(sentence)[:MARK_LENGTH] for sentence in now]
    known = set(approved.marks)
    new = tuple(sentence for sentence, one in zip(now, found, strict=True) if one not in known)
    gone = sum(one not in set(found) for one in approved.marks)
    return Drift(new, gone, not new and not gone and tuple(found) != approved.marks)


def as_shown(text: str, verdict: Verdict, mark: Mark, today: date) -> Shown:
    """What is kept of a text that somebody showed: what stands there, or should."""
    return Shown(today, marks(text, mark), verdict.value)


def shown(personal: Personal, kind: ProfileKind, now: Shown) -> Personal:
    """Write down what was shown; it waits for its owner's word."""
    return _with(personal, kind.id, replace(_of(personal, kind.id), shown=now))


def approved(personal: Personal, kind: ProfileKind, today: date) -> Personal:
    """What was shown last stands there now; a blocked text cannot be approved."""
    known = _of(personal, kind.id)
    if known.shown is None or known.shown.verdict == Verdict.BLOCK:
        return personal
    now = replace(
        known,
        approved=replace(known.shown, on=today),
        shown=None,
        looked=today,
        review_by=_next(known, kind, today),
    )
    return _with(personal, kind.id, now)


def still_right(personal: Personal, kind: ProfileKind, today: date) -> Personal:
    """The person looked, and says that what was approved is still right."""
    known = _of(personal, kind.id)
    if known.approved is None:
        return personal
    return _with(personal, kind.id, replace(known, review_by=_next(known, kind, today), looked=today))


def review_by(personal: Personal, kind: ProfileKind, when: str, today: date) -> Personal:
    """The person says when to look again; a term is remembered for the next time.

    Raises:
        CommandError: It is no term and no day that lies ahead, within three years.
    """
    known = _of(personal, kind.id)
    if when.lower() in TERMS:
        days = TERMS[when.lower()]
        return _with(personal, kind.id, replace(known, every=days, review_by=today + timedelta(days=days)))
    return _with(personal, kind.id, replace(known, review_by=_day(when, today)))


def forgotten(personal: Personal, name: str) -> Personal:
    """Nothing is kept of that profile any more."""
    return replace(personal, profiles={key: item for key, item in personal.profiles.items() if key != name})


def over(text: str, kind: ProfileKind) -> tuple[tuple[Part, int, int], ...]:
    """Each part that is longer than it may be: its length and its limit."""
    return tuple(
        (piece.part, len(piece.text), kind.limits[piece.part])
        for piece in pieces(text)
        if len(piece.text) > kind.limits.get(piece.part, len(piece.text))
    )


def _plain_sentences(text: str) -> list[str]:
    found = (" ".join(one.split()) for piece in pieces(text) for one in sentences(piece.text))
    return [sentence for sentence in found if sentence]


def _next(known: Profile, kind: ProfileKind, today: date) -> date:
    return today + (timedelta(days=known.every) if known.every is not None else kind.every)


def _of(personal: Personal, name: str) -> Profile:
    return personal.profiles.get(name) or Profile()


def _with(personal: Personal, name: str, profile: Profile) -> Personal:
    return replace(personal, profiles={**personal.profiles, name: profile})


def _day(when: str, today: date) -> date:
    try:
        day = date.fromisoformat(when)
    except ValueError:
        day = None
    if day is None or not today < day <= today + LONGEST:
        raise CommandError("Please say quarter, half or year, or a day ahead of you such as 2027-03-01.")
    return day
