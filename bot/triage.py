"""A complaint becomes a triage: who must know and how fast, whether to answer, what it is about.

Pure. The rules of kind ``review`` say what they see; the local reader, where it knows such texts, says what
it understands. Both add up to signs; the first sign of the pack's list that stands decides. No result holds a
word of the complaint.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from bot.errors import DraftError, PolicyError
from bot.evidence import log_odds
from bot.language import looks_english
from bot.model import Complaint, Consideration, Draft, Finding, Kind, Outcome, Outlet, Reading, Sign, Triage
from bot.page import Page
from bot.policy import PolicyPack
from bot.review import findings_of
from bot.thread import already_answered, how_many

INSTRUCTS = "triage.fake.instructs"
"""The rule for reviews that try to instruct an assistant: a label, never an instruction."""

NOT_SET_UP = (
    "This policy pack cannot sort reviews. Extend the pack 'article', or add 'triage:' and 'replies:' to it."
)
INSTRUCTED = (
    "The review tries to instruct an assistant. That changed nothing, and none of it comes out again."
)
READER = "reader"
GRAVE = "triage."
PRAISE = "theme.praise"
LANGUAGE = "triage.language"
NEUTRAL = 3
"""Stars that say neither praise nor complaint."""

FEW_WORDS = 15
"""Below so many words, everyday English may be missing by chance."""

_WORD = re.compile(r"[^\W\d_]")
_HARSH = re.compile(
    r"\b(?:idiots?|morons?|scum|trash|garbage|clowns?|worst|crooks?|sucks?|hate|horrible|awful|terrible)\b"
)


def triage(complaint: Complaint, pack: PolicyPack, reading: Reading | None = None) -> Triage:
    """Sort ``complaint`` by ``pack``, with what the local reader understood as further evidence.

    Raises:
        DraftError: There is nothing to sort, or there are several reviews; nothing is kept.
        PolicyError: The pack says nothing about reviews.
    """
    if not pack.triage:
        raise PolicyError(NOT_SET_UP)
    check(complaint)
    page = Page(Draft(complaint.text, Kind.REVIEW, complaint.outlet))
    found = _apart_from_instructions(_met(page, pack), page)
    signs = _signs(found, page, pack, reading)
    themes = _themes(found, pack, reading)
    instructs = any(finding.rule == INSTRUCTS for finding in found)
    praise = _praises(complaint, themes, signs)
    outcomes = _outcomes(pack)
    escalates = any(outcomes[sign.category] is Outcome.ESCALATE for sign in signs)
    decided = _decided(complaint, page, signs, themes, outcomes, praise=praise)
    outcome, sign, why = decided
    plan = _plan(sign, pack)
    organization = pack.organization
    role_key = plan.get("role", "")
    return Triage(
        outcome=outcome,
        signs=signs,
        themes=themes,
        role=organization.get("roles", {}).get(role_key) or plan.get("default_role"),
        within=organization.get("deadlines", {}).get(role_key) or plan.get("within"),
        why=why or plan.get("why", ""),
        todo=tuple(plan.get("todo", ())),
        consider=_considerations(themes, pack),
        instructs=instructs,
        praise=praise,
        notices=tuple(_notices(complaint, themes, signs, reading, escalates=escalates, instructs=instructs)),
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


def _signs(
    found: Sequence[Finding], page: Page, pack: PolicyPack, reading: Reading | None
) -> tuple[Sign, ...]:
    """The signs that stand, in the order of the pack's list."""
    weights = pack.triage["weigh"]["weights"]
    met: dict[str, dict[str, float]] = {item["category"]: {} for item in pack.triage["signs"]}
    for finding in found:
        if finding.category in met:
            met[finding.category][finding.rule] = weights[finding.severity.word]
    strengths = {category: min(sum(rules.values()), 1.0) for category, rules in met.items()}
    scores = reading.categories if reading else {}
    certain = {finding.category for finding in found if finding.rule in pack.certain}
    knows = reading is not None and any(name.startswith(GRAVE) for name in scores)
    standing = certain | (
        _weighed(strengths, reading, pack) if reading and knows else _alone(strengths, pack)
    )
    if any(finding.rule == INSTRUCTS for finding in found):
        standing |= _alone(strengths, pack)  # who writes for a machine may also write to calm the reader
    if _foreign(page.text):
        standing.add(LANGUAGE)
    spoke_at = pack.triage["weigh"]["sign_at"]
    signs = []
    for item in pack.triage["signs"]:
        category, score = item["category"], scores.get(item["category"], 0.0)
        if category in standing:
            spoke = (READER,) if score >= spoke_at or (not met[category] and reading) else ()
            strength = max(strengths[category], score) if category != LANGUAGE else 1.0
            signs.append(Sign(category, item["label"], strength, (*sorted(met[category]), *spoke)))
    return tuple(signs)


def _alone(strengths: Mapping[str, float], pack: PolicyPack) -> set[str]:
    """What stands by rules alone."""
    stands_at = pack.triage["weigh"]["stands_at"]
    return {category for category, strength in strengths.items() if strength >= stands_at}


def _weighed(strengths: Mapping[str, float], reading: Reading, pack: PolicyPack) -> set[str]:
    """What stands by rules and reader together, in log-odds.

    First whether the review is grave at all, by the reader's verdict and the strongest rule; then which signs
    it is grave for, at least the likeliest one. Signs that hand nothing over are weighed each by itself.
    """
    weigh = pack.triage["weigh"]
    by_rule: float = weigh["rule"]

    def odds(category: str, score: float) -> float:
        return log_odds(score) + by_rule * strengths[category]

    scores = reading.categories
    outcomes = _outcomes(pack)
    lighter = {category for category in strengths if outcomes[category] is not Outcome.ESCALATE}
    grave = [category for category in strengths if category not in lighter and category != LANGUAGE]
    standing = {c for c in lighter if odds(c, scores.get(c, 0.0)) >= log_odds(weigh["raise_at"])}
    strongest = max(grave, key=lambda category: strengths[category], default=None)
    if strongest is None or odds(strongest, reading.block) < log_odds(weigh["grave_at"]):
        return standing
    bar = log_odds(weigh["sign_at"])
    standing |= {c for c in grave if strengths[c] >= weigh["stands_at"] or odds(c, scores.get(c, 0.0)) >= bar}
    if standing <= lighter:
        standing.add(max(grave, key=lambda category: strengths[category] + scores.get(category, 0.0)))
    return standing


def _foreign(text: str) -> bool:
    """Say whether it reads like another language; a few words without a verb are no sign of one."""
    letters = sum(not character.isascii() and character.isalpha() for character in text)
    return not looks_english(text) and (letters > 1 or len(text.split()) >= FEW_WORDS)


def _themes(found: Sequence[Finding], pack: PolicyPack, reading: Reading | None) -> tuple[str, ...]:
    """Themes by how often they are met and how sure the reader is; the pack's order breaks ties."""
    least = pack.triage["weigh"]["theme_at"]
    scores = reading.categories if reading else {}
    weights: dict[str, float] = {}
    for item in pack.triage["themes"]:
        category = item["category"]
        count = sum(finding.category == category for finding in found)
        score = scores.get(category, 0.0)
        if count or score >= least:
            weights[category] = min(count, 3) + 3 * score
    return tuple(sorted(weights, key=lambda name: (name == PRAISE, -weights[name])))


def _praises(complaint: Complaint, themes: Sequence[str], signs: Sequence[Sign]) -> bool:
    """Say whether it is praise: kind words, with nothing but kind words or stars that say so."""
    if PRAISE not in themes or any(sign.category != "triage.staff_named" for sign in signs):
        return False
    others = [theme for theme in themes if theme != PRAISE]
    if complaint.rating is None:
        return not others
    return complaint.rating > NEUTRAL or (complaint.rating == NEUTRAL and not others)


def _decided(
    complaint: Complaint,
    page: Page,
    signs: Sequence[Sign],
    themes: Sequence[str],
    outcomes: Mapping[str, Outcome],
    *,
    praise: bool,
) -> tuple[Outcome, Sign | None, str]:
    """The outcome, the sign that decided, and the reason where no sign gives one."""
    answered = complaint.answered or already_answered(complaint.text)
    for sign in signs:
        outcome = outcomes[sign.category]
        if sign.category == "triage.fake" and themes and sign.rests_on == (INSTRUCTS,):
            continue  # the instruction changes nothing: what is left is judged as if it were not there
        if outcome is Outcome.OFFLINE and praise:
            continue  # thanks need no name, and no private call
        if answered and outcome is not Outcome.ESCALATE:
            continue  # what is grave still needs a person; the rest got its answer
        return outcome, sign, ""
    if answered:
        return Outcome.SILENT, None, "This was answered already. A second answer would be an argument."
    if not _WORD.search(page.text):
        return Outcome.SILENT, None, "There are no words to answer."
    if praise:
        return Outcome.REPLY, None, "Praise. Thank without confirming that anybody was here."
    if themes:
        return Outcome.REPLY, None, "An ordinary complaint. Answer briefly, and move it to a private call."
    if len(page.text.split()) <= 12 or _HARSH.search(page.text):
        return Outcome.SILENT, None, "It names nothing that could be mended. An answer would only feed it."
    return Outcome.REPLY, None, "It can be answered in general terms."


def _outcomes(pack: PolicyPack) -> dict[str, Outcome]:
    """What the pack says that each sign leads to."""
    return {item["category"]: Outcome(item["outcome"]) for item in pack.triage["signs"]}


def _plan(sign: Sign | None, pack: PolicyPack) -> Mapping[str, Any]:
    if sign is None:
        return {}
    return next(item for item in pack.triage["signs"] if item["category"] == sign.category)


def _considerations(themes: Sequence[str], pack: PolicyPack) -> tuple[Consideration, ...]:
    known = {item["category"]: item for item in pack.triage["themes"]}
    return tuple(
        Consideration(theme, item["label"], item["valid"], item["find_out"], item["owner"])
        for theme in themes[:3]
        if (item := known.get(theme)) is not None
    )


def _notices(
    complaint: Complaint,
    themes: Sequence[str],
    signs: Sequence[Sign],
    reading: Reading | None,
    *,
    escalates: bool,
    instructs: bool,
) -> Iterable[str]:
    if instructs:
        yield INSTRUCTED
    if complaint.rating is not None:
        only_praise = set(themes) == {PRAISE}
        if complaint.rating <= 2 and only_praise and not signs:
            yield "The stars say complaint and the words say praise: please read it again before you answer."
        if complaint.rating >= 4 and escalates:
            yield "The stars say praise and the words do not. The words count."
    if complaint.outlet not in REVIEW_OUTLETS:
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
