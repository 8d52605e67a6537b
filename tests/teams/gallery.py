"""One card of every kind that Teams is sent, for the judges that are not ours."""

from dataclasses import replace

from adapters.chart import draw_mix
from bot.approval import State, Submission
from bot.cards import Card, NoteCard, ReviewCard
from bot.desk_buttons import Button
from bot.desk_cards import (
    WAIVERS,
    NoticeCard,
    OutcomeCard,
    QueueCard,
    SubmissionCard,
    decision_buttons,
    look,
    outcome_buttons,
)
from bot.digest_card import DigestCard
from bot.digest_numbers import HOLD, IMPROVE, READY, Share, WeekNumbers
from bot.digest_words import APPROVE, OTHER_DAY, PREVIEW, STOP, WHEN
from bot.judging import judge
from bot.model import FindingRecord
from bot.tips import Tip
from tests.approvals import a_submission
from tests.builders import NOON, a_draft
from tests.cases import shown_cases
from tests.digests import MONDAY
from tests.listed import LISTED
from tests.web import BOAST, FINE, SELFIE, the_pack

WEEK = WeekNumbers(47, (Share(READY, 31), Share(IMPROVE, 12), Share(HOLD, 4)))
TIP = Tip("ask", "do.test", "Ask before you show", "What it is about.", "Do one thing.", "Done well.")
DIGEST = DigestCard(
    MONDAY,
    TIP,
    "Protect privacy",
    "House rules",
    link="https://mercy.example/rules",
    numbers=WEEK,
    image=draw_mix(WEEK, "A bar of last week's 47 drafts."),
    buttons=(WHEN, STOP),
)


def a_review_with_buttons(text: str, *, late: bool = False, before: str | None = None) -> ReviewCard:
    """A review as somebody gets it who can do something about it."""
    draft = a_draft(text)
    result, safer = judge(draft, the_pack())
    offered = outcome_buttons("d1", result.verdict, late=late)
    return ReviewCard(draft, result, safer, "d1", None, (), offered, before)


def a_submission_card(
    now: Submission | None = None, text: str | None = BOAST, **changes: object
) -> SubmissionCard:
    """A draft that Dana may decide on; without ``text`` she has not looked at it."""
    now = now or a_submission("revise")
    shown = {"may_decide": True, "may_release": False, "is_author": False}
    card = SubmissionCard(
        now,
        "Ann Author",
        waits_for=("Carl Comms", "Dana Chief"),
        findings=(FindingRecord("claim.superlative.best", "claim.superlative", "revise", 7, 39),),
        draft=a_draft(text) if text is not None else None,
        before=a_draft("We are the best hospital. Tours on Thursday."),
        buttons=decision_buttons(now, **shown),
    )
    return replace(card, **changes)  # type: ignore[arg-type]


DECIDED = replace(a_submission("revise"), state=State.RETURNED, reason="off_strategy", decided_at=NOON)

GALLERY: dict[str, Card] = {
    "ok": a_review_with_buttons(FINE),
    "revise": a_review_with_buttons(BOAST, late=True, before=FINE),
    "block": a_review_with_buttons(SELFIE),
    "submission": a_submission_card(),
    "unread": a_submission_card(text=None, notices=("You see the findings and not the draft.",)),
    "decided": a_submission_card(DECIDED, decided_by="Dana Chief", told="Recorded."),
    "queue": QueueCard(
        (a_submission_card(text=None), a_submission_card(text=None, holder="Carl Comms")), 3, NOON
    ),
    "nothing": QueueCard((), 0, NOON),
    **shown_cases(),
    "queue of both": QueueCard((shown_cases()["case waits"], a_submission_card(text=None)), 2, NOON),
    "notice": NoticeCard(
        "Ann asks you to decide on a draft.",
        (("What", "LinkedIn post, for approval"), ("Bedside says", "revise")),
        NOON,
        (look(a_submission()), Button("I have it", "take s1")),
    ),
    "outcome": OutcomeCard(
        "Please pick why.", buttons=(Button("Go ahead", "outcome d1 published", WAIVERS, grave=True),)
    ),
    "digest": DIGEST,
    **LISTED,
    "subscribed": NoteCard("Done. It comes here on Mondays.", buttons=(PREVIEW, APPROVE, OTHER_DAY, STOP)),
}
