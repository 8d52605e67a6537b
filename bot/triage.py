"""A complaint becomes a triage: who must know and how fast, whether to answer, what it is about.

Pure. The rules of kind ``review`` say what they see; the local reader, where it knows such texts, says what
it understands. Both add up to signs; the first sign of the pack's list that stands decides. No result holds a
word of the complaint.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from bot.answerable import INSTRUCTS, Seen, decided, outcomes
from bot.errors import DraftError, PolicyError
from bot.model import Complaint, Consideration, Draft, Finding, Kind, Outcome, Outlet, Reading, Sign, Triage
from bot.mood import PRAISE, STARS_HARSH, STARS_KIND, Mood, kindly_said, mood_of, surely_kind
from bot.page import Page
from bot.policy import PolicyPack
from bot.review import findings_of
from bot.takers import taker_for
from bot.thread import how_many
from bot.weighing import GRAVE, LANGUAGE, weighed

NOT_SET_UP = (
    "This policy pack cannot sort reviews. Extend the pack 'article', or add 'triage:' and 'replies:' to it."
)
INSTRUCTED = (
    "The review tries to instruct an assistant. That changed nothing, and none of it comes out again."
)
RULE_OUT = "Please rule out first: {signs}. If one may be meant, hand it over before anybody answers."
MAY_ALSO = "It may also be: {signs}."
KINDLY = 0.25
"""What a theme weighs where it is met among kind words only ("nice building, but ...")."""


def triage(
    complaint: Complaint, pack: PolicyPack, reading: Reading | None = None, *, today: date | None = None
) -> Triage:
    """Sort ``complaint`` by ``pack``, with what the local reader understood as further evidence.

    Args:
        complaint: What was written, where, and what is known of it.
        pack: The signs, the themes and what follows from them.
        reading: What the local reader understood.
        today: The day by which an old review is known; ``None`` asks for no day.

    Raises:
        DraftError: There is nothing to sort, there are several reviews, or its day is yet to come.
        PolicyError: The pack says nothing about reviews.
    """
    if not pack.triage:
        raise PolicyError(NOT_SET_UP)
    check(complaint)
    page = Page(Draft(complaint.text, Kind.REVIEW, complaint.outlet))
    found = _apart_from_instructions(_met(page, pack), page)
    stand = weighed(found, page, pack, reading)
    complaints = _complaints(found, page, pack, reading)
    mood = mood_of(complaint.rating, found, complaints, reading, pack.triage["weigh"])
    if any(sign.category != "triage.staff_named" for sign in stand.standing):
        mood = replace(mood, grave=True)
    themes = (*complaints, PRAISE) if mood.has_praise else complaints
    seen = Seen(complaint, page, stand.standing, themes, mood)
    decision = decided(seen, pack, today)
    plan = _plan(decision.sign, pack)
    taker = taker_for(plan, pack) if plan.get("role") else None
    return Triage(
        outcome=decision.outcome,
        signs=stand.standing,
        possible=stand.possible,
        themes=themes,
        role=taker.role if taker else None,
        within=taker.within if taker else None,
        why=decision.why or plan.get("why", ""),
        todo=steps_of(decision.outcome, plan, stand.possible),
        consider=considerations(_looked_into(themes, mood, decision.outcome), pack),
        instructs=any(finding.rule == INSTRUCTS for finding in found),
        praise=mood.praises,
        half_praise=mood.half_praises,
        unclear=mood.unclear,
        notices=tuple(_notices(seen, found, pack, reading)),
        policy_version=pack.version,
        reader_version=reading.version if reading else None,
    )


def check(complaint: Complaint) -> None:
    """Refuse what nobody could sort.

    Raises:
        DraftError: It is empty, or several reviews were pasted together.
    """
    if not complaint.text.strip():
        raise DraftError("The review is empty. Nothing was recorded. Please paste the review to answer.")
    count = how_many(complaint.text)
    if count > 1:
        raise DraftError(
            f"These look like {count} reviews. Which one shall be answered? Nothing was recorded. "
            "Please paste that one alone."
        )


def is_crisis(triage: Triage, pack: PolicyPack) -> bool:
    """Say whether a holding line with emergency numbers may be put to the people who take this."""
    crises = {item["category"] for item in pack.triage.get("signs", ()) if item.get("crisis")}
    return triage.outcome is Outcome.ESCALATE and any(sign.category in crises for sign in triage.signs)


def _met(page: Page, pack: PolicyPack) -> list[Finding]:
    """What the rules of kind ``review`` find; no other rule is asked about a text that is never published."""
    matches = pack.scan(page, complaint=True)
    asked = {index for probe in matches.probes() for index in pack.complaint_triggers.get(probe, ())}
    rules = (pack.rules[index] for index in sorted(asked))
    return [
        finding for rule in rules if rule.status == "active" for finding in findings_of(rule, page, matches)
    ]


def _apart_from_instructions(found: Sequence[Finding], page: Page) -> list[Finding]:
    """``found`` without themes and names that only the words for an assistant bring up: no complaint is that.

    Graver signs stay: an instruction may not be the place to hide a threat in.
    """
    spans = [finding.span for finding in found if finding.rule == INSTRUCTS and finding.span is not None]
    if not spans:
        return list(found)
    starts = [*page.sentence_starts(), len(page.text)]
    zones = [
        page.span(start, end)
        for start, end in pairwise(starts)
        if start < end and any(page.span(start, end).overlaps(span) for span in spans)
    ]
    return [
        finding
        for finding in found
        if (finding.category.startswith(GRAVE) and finding.category != "triage.staff_named")
        or finding.span is None
        or not any(finding.span.overlaps(zone) for zone in zones)
    ]


def _complaints(
    found: Sequence[Finding], page: Page, pack: PolicyPack, reading: Reading | None
) -> tuple[str, ...]:
    """Themes of complaint, weightiest first; the pack's order breaks ties.

    Weighed by how often a theme is met, how sure the reader is, and how early it is told: people begin with
    what brought them to write, and end with the chairs.
    """
    least = pack.triage["weigh"]["theme_at"]
    scores = reading.categories if reading else {}
    kindly = kindly_said(found, page)
    praised = surely_kind(found, reading, pack.triage["weigh"])
    weights: dict[str, float] = {}
    for item in pack.triage["themes"]:
        category = item["category"]
        met = [finding for finding in found if finding.category == category]
        score = scores.get(category, 0.0)
        if category != PRAISE and ((met and not praised) or score >= least):
            often = sum(KINDLY if finding in kindly else 1.0 for finding in met)
            told = [finding for finding in met if finding not in kindly]
            early = _early(category, told, reading, page) if told or not met else 0.0
            weights[category] = min(often, 3) / 2 + 3 * score + 2 * early
    return tuple(sorted(weights, key=lambda name: -weights[name]))


def _early(category: str, told: Sequence[Finding], reading: Reading | None, page: Page) -> float:
    """How early ``category`` is spoken of: 1 at the first character, 0 at the end or where nobody knows."""
    starts = [finding.span.start for finding in told if finding.span]
    if reading is not None:
        starts += [passage.span.start for passage in reading.passages if passage.category == category]
    length = len(page.draft.text)
    return 1 - min(starts, default=length) / length


def _plan(sign: Sign | None, pack: PolicyPack) -> Mapping[str, Any]:
    if sign is None:
        return {}
    return next(item for item in pack.triage["signs"] if item["category"] == sign.category)


def _looked_into(themes: Sequence[str], mood: Mood, outcome: Outcome) -> Sequence[str]:
    """The themes worth looking into; what is praised by a review that seems bought or fake is no news."""
    if outcome is Outcome.REPORT:
        return [theme for theme in themes if theme != PRAISE]
    return (PRAISE,) if mood.only_praises else themes


def considerations(themes: Sequence[str], pack: PolicyPack) -> tuple[Consideration, ...]:
    """What to look into, of the first few ``themes``."""
    known = {item["category"]: item for item in pack.triage["themes"]}
    return tuple(
        Consideration(theme, item["label"], item["valid"], item["find_out"], item["owner"])
        for theme in themes[:3]
        if (item := known.get(theme)) is not None
    )


def steps_of(outcome: Outcome, plan: Mapping[str, Any], possible: Sequence[Sign]) -> tuple[str, ...]:
    """What to do: before all else, look again where something grave cannot be ruled out.

    What may also be, of an escalated review or without calling anybody, is named at the end.
    """
    steps = tuple(plan.get("todo", ()))
    doubtful = [] if outcome is Outcome.ESCALATE else [sign for sign in possible if sign.grave]
    further = [sign for sign in possible if sign not in doubtful]
    if doubtful:
        steps = (RULE_OUT.format(signs=_listed(doubtful)), *steps)
    return (*steps, MAY_ALSO.format(signs=_listed(further))) if further else steps


def _listed(signs: Iterable[Sign]) -> str:
    return "; ".join(sign.label for sign in signs)


def _notices(
    seen: Seen, found: Sequence[Finding], pack: PolicyPack, reading: Reading | None
) -> Iterable[str]:
    if any(finding.rule == INSTRUCTS for finding in found):
        yield INSTRUCTED
    heavier = {sign.category for sign in seen.signs} - {LANGUAGE}
    escalates = any(outcomes(pack)[category] is Outcome.ESCALATE for category in heavier)
    if seen.mood.kind_stars and (escalates or not seen.mood.grave):
        yield STARS_KIND
    if seen.mood.harsh_stars and not seen.mood.grave:
        yield STARS_HARSH
    if seen.complaint.outlet not in REVIEW_OUTLETS:
        yield "This outlet is not a review site; the reply is written for one."
    if reading is not None and reading.truncated:
        yield "The review is long: the local reader read its first part, the rules read all of it."


REVIEW_OUTLETS = frozenset(
    {
        Outlet.GOOGLE,
        Outlet.YELP,
        Outlet.HEALTHGRADES,
        Outlet.FACEBOOK,
        Outlet.X,
        Outlet.INSTAGRAM,
        Outlet.THREADS,
        Outlet.BLUESKY,
        Outlet.YOUTUBE,
        Outlet.TIKTOK,
        Outlet.LINKEDIN,
        Outlet.WEBSITE,
        Outlet.BLOG,
    }
)
