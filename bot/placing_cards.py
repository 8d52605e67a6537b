"""What Bedside says about where a draft should go. Pure; plain, kind and short."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.adapting import Version
from bot.cards import MARKS, headline
from bot.desk_buttons import Button
from bot.fitting import Fit, Level
from bot.model import Finding, Review, Verdict
from bot.outlet_names import OUTLET_NAMES
from bot.personal_cards import GuideCard

ASK = "Where should this go?"
HELP = GuideCard(
    ASK,
    lines=(
        "Give me a draft. I review it, say which outlets suit it and why, and show it as it stands there.",
        "I invent no word: a text is cut at the end of a sentence, or not at all.",
    ),
    paste=Button("Say where", "where", asks="Your draft"),
)
GONE = "That draft is no longer kept. Please give it to me again."
NOT_A_POST = "A reply belongs below the review that it answers, so there is nothing to choose."
BLOCKED = "First things first: please see to the review. Then I say where it should go, and how."
ASK_YOUR_BODY = (
    "Groups: ask the professional body that you belong to which of its groups this is for. Your organization "
    "has named none yet, and I invent none."
)
BELONGS = "A post in a group can leak: the same review holds for it."
KEPT_BACK = "Like this it should not go out, so I do not give it to you to copy."
NO_OUTLETS = "The policy pack says of no outlet what it is good for, so I cannot say where."


def overview(
    review: Review, found: Sequence[Fit], groups: Sequence[Mapping[str, Any]], words: str, *, listed: bool
) -> GuideCard:
    """All outlets, the best first.

    Args:
        review: What is said of the draft itself.
        found: The outlets.
        groups: Those of the organization's list that go with the draft.
        words: With an outlet behind them they ask for a version; empty where nobody could ask.
        listed: Whether the organization keeps such a list at all.
    """
    if not found:
        return GuideCard(ASK, NO_OUTLETS, failed=True)
    if review.verdict is Verdict.BLOCK:
        return GuideCard(ASK, BLOCKED, lines=(headline(review),))
    versions = [fit for fit in found if fit.version.posts and fit.level is not Level.POOR]
    return GuideCard(
        ASK,
        lines=(f"Bedside says of the draft itself: {headline(review)}", *_named(groups, listed=listed)),
        facts=tuple((OUTLET_NAMES[fit.outlet], fit_words(fit)) for fit in found),
        buttons=tuple(
            Button(f"For {OUTLET_NAMES[fit.outlet]}", f"{words} {fit.outlet.value}")
            for fit in versions
            if words
        ),
    )


def fit_words(fit: Fit) -> str:
    """How an outlet suits, in a line."""
    because = "; ".join((*fit.why, *fit.against))
    said = f"{fit.level.label}: {because}." if because else f"{fit.level.label}."
    return said if fit.level is Level.POOR else f"{said} Good for {fit.good_for}."


def version_card(
    version: Version, limit: str, verdict: Verdict, findings: Sequence[Finding], back: str
) -> GuideCard:
    """A draft as it would stand on one outlet, and what its own review says."""
    name = OUTLET_NAMES[version.outlet]
    if not version.posts:
        return GuideCard(f"For {name}", lines=(_too_long(version, name),), buttons=_back(back), failed=True)
    count = len(version.posts)
    return GuideCard(
        f"For {name}" if count == 1 else f"For {name}: {count} posts, one after another",
        lines=(
            *(version.changes or ("Nothing had to change.",)),
            *version.prompts,
            *(f"{MARKS[one.severity]} {one.message}" for one in findings),
            *((KEPT_BACK,) if verdict is Verdict.BLOCK else ()),
        ),
        facts=(
            ("Bedside says of this version", _verdict(verdict, len(findings))),
            ("Length", limit),
            *((("Seen first", version.seen_first),) if version.seen_first else ()),
        ),
        copies=version.shown if verdict is not Verdict.BLOCK else (),
        buttons=_back(back),
    )


def _too_long(version: Version, name: str) -> str:
    return (
        f"It is {version.over:,} too long for {name}, and cutting it at the ends of sentences does not help. "
        "I shorten nothing for you: which sentence may go is yours to say."
    )


def _verdict(verdict: Verdict, count: int) -> str:
    if verdict is Verdict.OK:
        return "ok" if not count else "ok, with something you could improve"
    return f"{verdict.value}, see above"


def _named(groups: Sequence[Mapping[str, Any]], *, listed: bool) -> tuple[str, ...]:
    if not groups:
        return () if listed else (ASK_YOUR_BODY, BELONGS)
    told = [f"From your organization's list of groups: {item['name']}. {_what(item)}" for item in groups]
    return (*told, BELONGS)


def _what(item: Mapping[str, Any]) -> str:
    words = str(item["what"]).rstrip(".")
    return f"{words}. {item['link']}" if item.get("link") else f"{words}."


def _back(words: str) -> tuple[Button, ...]:
    return (Button("All outlets", words),) if words else ()
