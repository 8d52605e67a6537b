"""A model's replies pass what composed ones pass; its second opinion decides nothing."""

import pytest

from bot.model import Complaint, Draft, Kind, Outcome, Outlet, Reply, Tone
from bot.model_answers import SaidReply, SaidSign
from bot.model_calls import Unfit
from bot.page import Page
from bot.redaction import redact
from bot.replies import by_model
from bot.reply_advice import Proof, graver, second_opinion, wants_replies, with_replies
from bot.responding import respond
from tests.complaints import WAIT, a_complaint
from tests.packs import shipped

GOOD = (
    "Everyone deserves clear and respectful communication, and time that is well used. We want to hear more "
    "about what could be better for everyone in our community, since that is how things improve. Please call "
    "our patient relations lead at 555-0160."
)


def proof(text: str, complaint: Complaint | None = None) -> tuple[Reply, ...]:
    complaint = complaint or a_complaint(WAIT)
    card = respond(complaint, shipped())
    said = (SaidReply(Tone.WARM, text),)
    return Proof(complaint, card.triage, shipped(), "Speak of what anyone should expect of us").of(
        said, card.replies
    )


def test_a_reply_that_passes_every_check_takes_the_place_of_its_tone():
    standing = respond(a_complaint(WAIT), shipped()).replies

    replies = with_replies(standing, proof(GOOD))

    assert [reply.tone for reply in replies] == [reply.tone for reply in standing]
    assert [by_model(reply) for reply in replies] == [reply.tone is Tone.WARM for reply in standing]


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("We want", "We are sorry about your visit. We want"),
        GOOD.replace("We want", "Thank you for choosing us. We want"),
        GOOD.replace("We want", "You were our patient. We want"),
        GOOD.replace("We want", "Our records show nothing. We want"),
        GOOD.replace("We want", "The clerk was wrong. We want"),
        GOOD.replace("We want", "Jennifer will call. We want"),
        GOOD.replace("We want", "We will refund it. We want"),
        GOOD.replace("We want", "Come back on Tuesday. We want"),
        GOOD.replace("We want", "Diabetes is hard. We want"),
        GOOD.replace("555-0160", "555-0199"),
        GOOD.replace("555-0160", "www.evil.example"),
        GOOD.replace("We want", "Two hours in that lobby and nobody said a word. We want"),
        GOOD.replace("We want", "[PERSON_1], we want"),
        "Speak of what anyone should expect of us, please, at any time. " + GOOD,
        "Thanks.",
        "",
    ],
)
def test_a_reply_that_confirms_echoes_adds_or_promises_is_refused(text: str):
    with pytest.raises(Unfit):
        proof(text)


def test_replies_are_asked_for_only_where_one_may_be_given():
    assert wants_replies(Outcome.REPLY, a_complaint())
    assert not wants_replies(Outcome.ESCALATE, a_complaint())
    assert not wants_replies(Outcome.REPLY, Complaint(WAIT, Outlet.X))


def signs(*said: SaidSign) -> tuple[str, ...]:
    card = respond(a_complaint(WAIT), shipped())
    redacted = redact(Page(Draft(WAIT, Kind.REVIEW)))
    return graver(said, redacted, card.triage, shipped())


def test_a_sign_that_is_quoted_and_known_is_told_to_the_person():
    found = signs(SaidSign("triage.discrimination", "rolled her eyes"))
    (told,) = second_opinion(found, shipped())

    assert found == ("triage.discrimination",)
    assert "Civil Rights Coordinator" in told


@pytest.mark.parametrize(
    "said",
    [
        SaidSign("triage.discrimination", "words that are not there"),
        SaidSign("triage.nothing", "rolled her eyes"),
        SaidSign("triage.fake", "rolled her eyes"),
    ],
)
def test_a_sign_without_words_or_name_or_of_less_weight_is_not_told(said: SaidSign):
    assert signs(said) == ()
