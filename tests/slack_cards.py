"""Every card, window and tab that Slack shows, for those who judge their shape and their looks."""

from dataclasses import replace
from datetime import date
from typing import Any

from adapters.slack import actions, desk_forms, home, modals, posted, tips_forms
from bot.approval import State
from bot.cards import Card, NoteCard, ReviewCard
from bot.desk_buttons import Button
from bot.desk_cards import (
    RETURNS,
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
from bot.digest_numbers import WeekNumbers
from bot.digest_words import APPROVE, OTHER_DAY, PREVIEW, STOP, WHEN
from bot.judging import judge
from bot.model import FindingRecord
from bot.personal_cards import GuideCard
from bot.responding import check_reply, respond
from bot.schedule import Schedule
from bot.tips import Tip
from bot.zones import time_named
from tests.approvals import a_submission
from tests.builders import NOON, a_draft
from tests.cases import shown_cases
from tests.complaints import WAIT, a_complaint
from tests.listed import LISTED
from tests.packs import shipped
from tests.web import BOAST, FINE, SELFIE, the_pack


def reviews() -> dict[str, ReviewCard]:
    """A review of each verdict, with all that may hang on one."""
    return {
        "block": review_of(f"{SELFIE} {BOAST}"),
        "revise": replace(review_of(BOAST), good="Well said.", notices=("A notice.",)),
        "new version": replace(review_of(FINE), before=f"{FINE} And the best food.", good="Well said."),
    }


def review_of(text: str) -> ReviewCard:
    """The review of ``text`` with its buttons."""
    draft = a_draft(text)
    review, safer = judge(draft, the_pack())
    return ReviewCard(draft, review, safer, "d-1", buttons=outcome_buttons("d-1", review.verdict))


def a_submission_card(**changes: Any) -> SubmissionCard:
    """A draft that waits, as whoever may decide sees it."""
    now = changes.pop("submission", a_submission("revise", id="k7m2p9q4x1z8"))
    card = SubmissionCard(
        now,
        "Ann Author",
        ("Carl Comms", "Dana Chief"),
        holder="Dana Chief",
        findings=(FindingRecord("claim.superlative.best", "claim.superlative", "revise", 0, 10),),
        draft=a_draft(BOAST),
        before=a_draft(BOAST.replace("best", "very best")),
        buttons=decision_buttons(now, may_decide=True, may_release=True, is_author=True),
    )
    return replace(card, **changes)


def a_digest() -> DigestCard:
    """A digest with a week of numbers."""
    tip = Tip(
        "ask",
        "do.test",
        "Ask before you show",
        "A face is an identifier, also at the edge of a picture.",
        "Look at your last three pictures, and ask whoever is in them.",
        "We asked everybody in this picture, and they said yes.",
    )
    return DigestCard(
        date(2026, 11, 30),
        tip,
        "Protect privacy",
        "House policy",
        "https://intranet.example.org/social-media-policy",
        numbers=WeekNumbers(drafts=24, worked_on=9, improved=7),
        often="Protect privacy",
        helps="Ask before you show",
        notices=("The numbers of the week before are added when that week is over.",),
    )


def cards() -> dict[str, Card]:
    """Every card, by a name for its picture."""
    pack, complaint, now = shipped(), a_complaint(WAIT, rating=1), a_submission(id="k7m2p9q4x1z8")
    waiting = a_submission_card(draft=None, before=None)
    return {
        "note": NoteCard("Thank you. Your disagreement is on the record for the owner of the policy."),
        **reviews(),
        "replies": replace(respond(complaint, pack), decision_id="d-2"),
        "check": replace(
            check_reply("We are sorry you waited during your visit on Tuesday.", complaint, pack),
            decision_id="d-3",
        ),
        "submission": a_submission_card(told="Sent."),
        "decided": a_submission_card(
            submission=replace(now, state=State.APPROVED, decided_by="dana", decided_at=NOON),
            decided_by="Dana Chief",
            told="Already approved by Dana Chief at 12:00 UTC on 2 March 2026.",
        ),
        **shown_cases(),
        "queue": QueueCard((waiting, replace(waiting, holder=None), shown_cases()["case waits"]), 12, NOON),
        "notice": NoticeCard(
            "Ann Author asks you to decide on a draft.",
            (("What", "LinkedIn post, for approval"), ("Bedside says", "revise")),
            NOON,
            (look(now), Button("I have it", f"take {now.id}")),
        ),
        "outcome": OutcomeCard(
            "Bedside asked for changes. To go ahead all the same, please pick why; your name goes with it.",
            buttons=(Button("Go ahead", "outcome d-1 published", WAIVERS, grave=True),),
        ),
        "returned": OutcomeCard("It went back.", buttons=(Button("Return", f"return {now.id}", RETURNS),)),
        "digest": replace(a_digest(), buttons=(WHEN, STOP)),
        "tips": NoteCard(
            "The weekly digest does not come here.", buttons=(PREVIEW, APPROVE, OTHER_DAY, STOP)
        ),
        **LISTED,
        "guide": GuideCard(
            "Look at your own name",
            "Noted.",
            "Step 3 of 12",
            ("Open a private window and search for yourself.",),
            (("Last looked at", "2 March 2026"),),
            copies=("Please take this entry off your page.",),
            paste=Button("Check this text", "profile linkedin", asks="What stands there", hint="Bio: …"),
            buttons=(look(now),),
        ),
    }


def every_card() -> list[Card]:
    """Every card."""
    return list(cards().values())


def windows() -> list[dict[str, Any]]:
    """Every window: of a draft, of a public review, of the desk and of the weekly tips."""
    place = modals.Place("C0DESK", "1.1")
    known = tips_forms.Known(
        "C0WARD",
        "The weekly digest comes here on Mondays at 09:00 (America/Chicago).",
        Schedule(0, time_named("9:00"), "America/Chicago"),
        "America/Chicago",
        member=False,
        steers=tuple(tips_forms.STEER),
    )
    return [
        modals.review_form("As it will be posted."),
        modals.respond_form(WAIT),
        modals.paste_form("profile linkedin", place),
        modals.disagree_form(actions.About("d-1", "phi.image.selfie"), place),
        modals.why_view("phi.image.selfie", the_pack()),
        posted.posted_form("posted d-1", place),
        desk_forms.submission_form(a_submission_card(), place),
        desk_forms.submission_form(a_submission_card(buttons=()), place),
        desk_forms.submission_form(NoteCard("Not here."), place),
        desk_forms.shown(shown_cases()["case waits"], place),
        tips_forms.tips_form(known),
        tips_forms.preview_view(a_digest()),
        tips_forms.told_view(NoteCard("Done.")),
    ]


def at_home() -> home.Shown:
    """A home tab on which everything is shown."""
    queue = QueueCard((a_submission_card(draft=None, before=None),), 3, NOON)
    return home.Shown((), queue, queue, "The weekly digest does not come here.", "D0ANN")
