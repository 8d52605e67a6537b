"""Calm replies to a complaint, composed of the pack's wordings, each proven before it is offered.

The complaint chooses among the wordings by a hash of its content, and by nothing else of it: no word of it
can come out again. The same complaint always gives the same replies; ``another`` gives other ones.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import gcd
from typing import Any

from bot.model import Complaint, Outcome, Outlet, Reply, Tone, Triage
from bot.policy import PolicyPack
from bot.reply_faults import LEAST_WORDS, faults

PRAISE = "theme.praise"
BY_MODEL = "model"
"""The mark of a reply that a model worded, in the place of its wordings' hashes."""

_THANKS = re.compile(r"\b(?:thanks?|thank you|grateful|gracias)\b", re.IGNORECASE)
TRIES = 40
"""Wordings that are tried for one tone before none is offered."""

NO_CONTACT = (
    "No line with a contact is offered, because your pack names nobody to call. "
    "Add a contact with a role and a phone or an address "
    "under 'organization: contacts' (see docs/policies.md)."
)
NONE_PASSED = (
    "No wording passed every check for this review. Please write a short answer of your own and check it."
)

_SKELETONS: Mapping[Tone, tuple[tuple[str, ...], ...]] = {
    Tone.BRIEF: (
        ("apology", "theme", "values", "contact"),
        ("theme", "values", "contact"),
        ("apology", "theme", "contact"),
    ),
    Tone.WARM: (
        ("thanks", "theme", "values", "contact"),
        ("thanks", "apology", "theme", "contact"),
        ("apology", "thanks", "theme", "contact"),
    ),
    Tone.OFFLINE: (
        ("thanks", "theme", "privacy", "contact_theme"),
        ("thanks", "privacy", "contact_theme"),
        ("theme", "privacy", "contact_theme"),
    ),
}
_NAMED: Mapping[Tone, tuple[tuple[str, ...], ...]] = {
    Tone.BRIEF: (("thanks", "named", "contact"), ("apology", "named", "values", "contact")),
    Tone.WARM: (("thanks", "theme", "named", "contact"), ("apology", "theme", "named", "contact")),
    Tone.OFFLINE: (("thanks", "privacy", "contact_theme"), ("thanks", "named", "privacy", "contact_theme")),
}
_UNCLEAR: Mapping[Tone, tuple[tuple[str, ...], ...]] = {
    Tone.BRIEF: (("theme", "values", "contact"),),
    Tone.WARM: (("thanks", "theme", "values", "contact"),),
    Tone.OFFLINE: (("thanks", "theme", "privacy", "contact_theme"), ("theme", "privacy", "contact_theme")),
}
_HALF_PRAISE: Mapping[Tone, tuple[tuple[str, ...], ...]] = {
    Tone.BRIEF: (("half_praise", "theme", "values", "contact"), ("half_praise", "theme", "contact")),
    Tone.WARM: (("half_praise", "theme", "values", "contact"),),
    Tone.OFFLINE: (
        ("half_praise", "theme", "privacy", "contact_theme"),
        ("half_praise", "privacy", "contact_theme"),
    ),
}
_PRAISE: Mapping[Tone, tuple[tuple[str, ...], ...]] = {
    Tone.BRIEF: (("praise0", "praise1", "praise2"),),
    Tone.WARM: (("praise0", "praise1", "praise1", "praise2"),),
}


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one set of replies is composed from."""

    complaint: Complaint
    triage: Triage
    pack: PolicyPack
    seed: str
    another: int
    recent: frozenset[str]
    contact: str | None

    @property
    def parts(self) -> Mapping[str, Any]:
        return self.pack.replies


def compose(
    complaint: Complaint,
    triage: Triage,
    pack: PolicyPack,
    *,
    another: int = 0,
    recent: frozenset[str] = frozenset(),
    outcome: Outcome | None = None,
) -> tuple[Reply, ...]:
    """Replies in different tones, each free of ``faults``; none where none should be given.

    Args:
        complaint: What is answered.
        triage: What was found about it.
        pack: The wordings, the contacts, and the rules that every reply passes.
        another: Which set: 0 for the first.
        recent: Marks of wordings that were used lately and are avoided where others are left.
        outcome: What a person decided instead of ``triage.outcome``.
    """
    outcome = outcome or triage.outcome
    if not pack.replies or outcome in {Outcome.ESCALATE, Outcome.SILENT}:
        return ()
    desk = _Desk(complaint, triage, pack, _seed(complaint), another, recent, contact_of(triage, pack))
    if outcome is Outcome.REPORT:
        return tuple(
            _first_that_passes(desk, Tone.BRIEF, _single(desk, "disputed"), needs_contact=True, short=True)
        )
    if complaint.outlet is Outlet.X:
        return tuple(_on_x(desk))
    ordinary = _UNCLEAR if triage.unclear else _SKELETONS
    if triage.half_praise and pack.replies.get("half_praise"):
        ordinary = _HALF_PRAISE
    if outcome is Outcome.OFFLINE and _names(triage):
        ordinary = _NAMED
    if triage.praise and (thanks := _in_tones(desk, _PRAISE)):
        return thanks
    return _in_tones(desk, ordinary, always_contact=True)


def _in_tones(
    desk: _Desk, skeletons: Mapping[Tone, tuple[tuple[str, ...], ...]], *, always_contact: bool = False
) -> tuple[Reply, ...]:
    """One reply for each tone, no wording twice in the set."""
    replies: list[Reply] = []
    for tone, shapes in skeletons.items():
        used = frozenset(mark for reply in replies for mark in reply.marks)
        fresh = replace(desk, recent=desk.recent | used)
        drafts = _drafts(fresh, tone, shapes)
        replies += _first_that_passes(fresh, tone, drafts, needs_contact=always_contact)
    return tuple(replies)


def holding(complaint: Complaint, triage: Triage, pack: PolicyPack) -> Reply | None:
    """The one line that a crisis allows, for the people who take it to approve."""
    desk = _Desk(complaint, triage, pack, _seed(complaint), 0, frozenset(), _any_contact(pack))
    if desk.contact is None or not pack.replies:
        return None
    for text, marks in _single(desk, "holding"):
        if not faults(text, complaint, pack, needs_contact=True, crisis=True):
            return Reply(Tone.HOLDING, text, marks)
    return None


def why_none(triage: Triage, pack: PolicyPack, outcome: Outcome | None = None) -> str | None:
    """What to say where no reply came although one was called for."""
    if (outcome or triage.outcome) in {Outcome.ESCALATE, Outcome.SILENT}:
        return None
    return NO_CONTACT if contact_of(triage, pack) is None and not triage.praise else NONE_PASSED


def calls_for_contact(text: str, triage: Triage) -> bool:
    """Say whether ``text``, a person's own answer, must offer a private route.

    An answer to praise needs none, nor one to a review that belongs to somebody else, nor one that thanks
    for an ordinary complaint: there the pack's own rule advises one. What Bedside composes or puts right
    offers one unless it only thanks.
    """
    if triage.praise or triage.outcome is Outcome.REPORT:
        return False
    return bool(triage.signs) or not _THANKS.search(text)


def contact_of(triage: Triage, pack: PolicyPack) -> str | None:
    """The organization's contact for the first theme that has one: the role, and how to reach it."""
    wanted = {item["category"]: item["contact"] for item in pack.triage.get("themes", ())}
    contacts = {item["theme"]: item for item in pack.organization.get("contacts", ())}
    for theme in () if triage.unclear else triage.themes:
        item = contacts.get(wanted.get(theme, ""))
        if item is not None and (told := _told(item)):
            return told
    return _any_contact(pack)


def _any_contact(pack: PolicyPack) -> str | None:
    contacts = pack.organization.get("contacts", ())
    general = ("courtesy", "communication", "wait time")
    ordered = sorted(
        contacts, key=lambda item: general.index(item["theme"]) if item["theme"] in general else 9
    )
    return next((told for item in ordered if (told := _told(item))), None)


def _told(contact: Mapping[str, str]) -> str | None:
    """``our billing advocates at 555-0161``; ``None`` for a contact that cannot be reached."""
    if reach := contact.get("phone") or contact.get("email"):
        return f"our {contact['role']} at {reach}"
    return None


def _seed(complaint: Complaint) -> str:
    words = " ".join(complaint.text.split())
    return hashlib.sha256(f"{complaint.outlet.value}\0{words}".encode("utf-8", "surrogatepass")).hexdigest()


def _names(triage: Triage) -> bool:
    return any(sign.category == "triage.staff_named" for sign in triage.signs)


def mark(wording: str) -> str:
    """A short hash by which a wording is known again."""
    return hashlib.sha256(wording.encode()).hexdigest()[:10]


def by_model(reply: Reply) -> bool:
    """Say whether a model worded ``reply``."""
    return reply.marks[:1] == (BY_MODEL,)


def _ordered(desk: _Desk, name: str, wordings: Sequence[str]) -> list[str]:
    """All ``wordings``, the one that the complaint chooses first, those used lately last."""
    count = len(wordings)
    if not count:
        return []
    step = next(step for step in range(5, 5 + count + 1) if gcd(step, count) == 1)
    start = int(hashlib.sha256(f"{desk.seed}{name}".encode()).hexdigest(), 16) + desk.another * step
    turned = [wordings[(start + at) % count] for at in range(count)]
    return sorted(turned, key=lambda wording: mark(wording) in desk.recent) if desk.recent else turned


def _choices(desk: _Desk, tone: Tone, slot: str) -> list[str]:
    """The wordings for one place in a reply, in the order in which they are tried."""
    parts, name = desk.parts, f"{tone.value}.{slot}"
    if slot == "apology":
        mixed = PRAISE in desk.triage.themes  # half praise: nobody wants to be told how sorry we are
        posture = "none" if mixed else desk.pack.organization.get("apology", "regret")
        return _ordered(desk, name, parts["apology"].get(posture, ()))
    if slot == "theme" and desk.triage.unclear:
        return _ordered(desk, name, parts["themes"].get("unclear") or parts["themes"].get("any", ()))
    if slot == "theme":
        own = next((theme for theme in desk.triage.themes if theme in parts["themes"]), None)
        general = _ordered(desk, name, parts["themes"].get("any", ()))
        return (_ordered(desk, name, parts["themes"][own]) if own else []) + general
    if slot.startswith("praise"):
        return _ordered(desk, name, parts["praise"][int(slot[-1])])
    return _ordered(desk, name, parts[slot])


def _drafts(
    desk: _Desk, tone: Tone, shapes: Sequence[tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Candidate replies: the shapes in turn, each with the next wording in every place."""
    order = _ordered(desk, f"{tone.value}.shape", [str(index) for index in range(len(shapes))])
    chosen = [shapes[int(index)] for index in order]
    wordings = {slot: _choices(desk, tone, slot) for shape in chosen for slot in shape}
    for turn in range(TRIES):
        shape = chosen[turn % len(chosen)]
        taken: list[str] = []
        for place, slot in enumerate(shape):
            options = wordings[slot]
            if not options:
                break
            # The first places stay while the others move on: what the reader sees first is what was chosen.
            shift = turn // len(chosen) if place else turn // (2 * len(chosen))
            taken.append(options[(shift + shape[:place].count(slot)) % len(options)])
        else:
            if not _repeats(taken):
                yield _filled(desk, taken)


def _repeats(wordings: Sequence[str]) -> bool:
    """Say whether sentences begin alike, share a run of words, or thank twice: as a machine would."""
    words = [_WORD.findall(wording.lower()) for wording in wordings]
    spoken = [f" {' '.join(one)} " for one in words]
    firsts, starts = [w[:1] for w in words], [w[:2] for w in words]
    if max(map(firsts.count, firsts)) > SAME_FIRST_WORD or max(map(starts.count, starts)) > 1:
        return True
    runs = [{tuple(w[at : at + RUN]) for at in range(len(w) - RUN + 1)} for w in words]
    if any(one & other for one, other in combinations(runs, 2)):
        return True
    return any(sum(stem in one for one in spoken) > 1 for stem in _ONCE)


_WORD = re.compile(r"[a-z']+")
RUN = 4
"""So many words in a row stand in one sentence of a reply only."""
SAME_FIRST_WORD = 2
"""So many sentences of a reply may begin with the same word."""
_ONCE = (
    " thank",
    " sorry ",
    " private ",
    " conversation ",
    " read this ",
    " feedback ",
    " frustrat",
    " please ",
    " listen",
)
"""What a reply says once: to thank, to regret, to invite."""


def _single(desk: _Desk, slot: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    return (_filled(desk, [wording]) for wording in _ordered(desk, slot, desk.parts[slot]))


def _on_x(desk: _Desk) -> Iterator[Reply]:
    """One sentence for each tone, every one another."""
    short = desk.parts["short"]
    own = short.get(next(iter(desk.triage.themes), ""), ())  # the contact is that of the first theme, too
    if desk.triage.praise and (
        thanks := list(_sentences(desk, short["praise"], _PRAISE, needs_contact=False))
    ):
        yield from thanks
    else:
        yield from _sentences(desk, [*own, *short["any"]], _SKELETONS, needs_contact=True)


def _sentences(
    desk: _Desk, pool: Sequence[str], tones: Iterable[Tone], *, needs_contact: bool
) -> Iterator[Reply]:
    drafts = (_filled(desk, [wording]) for wording in _ordered(desk, "short", pool))
    passing = (
        reply
        for draft in drafts
        for reply in _first_that_passes(desk, Tone.BRIEF, iter((draft,)), needs_contact=needs_contact)
    )
    for tone, reply in zip(tones, passing, strict=False):
        yield Reply(tone, reply.text, reply.marks)


def _filled(desk: _Desk, wordings: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    text = " ".join(wordings).replace("{contact}", desk.contact or "")
    return text, tuple(mark(wording) for wording in wordings)


def _first_that_passes(
    desk: _Desk,
    tone: Tone,
    drafts: Iterator[tuple[str, tuple[str, ...]]],
    *,
    needs_contact: bool,
    short: bool = False,
) -> Iterator[Reply]:
    """The first draft without a fault: one that fails is replaced, never shown with a warning."""
    if needs_contact and desk.contact is None:
        return
    long_enough = LEAST_WORDS if not short and desk.complaint.outlet is not Outlet.X else 0
    for text, marks in drafts:
        if len(text.split()) >= long_enough and not faults(
            text, desk.complaint, desk.pack, needs_contact=needs_contact, short=short
        ):
            yield Reply(tone, text, marks)
            return
