"""A person's own answer: talk of the house is left alone; what singles a person out is not."""

import pytest

from bot.model import Complaint, Outlet, Passage, Reading, Span, Verdict
from bot.own_faults import own_faults
from bot.responding import check_reply
from tests.packs import shipped

CALL = "Please call 555-0160."


def an_answer_to(review: str, own: str) -> set[str]:
    complaint = Complaint(review, Outlet.GOOGLE)
    return {fault.code for fault in own_faults(own, complaint, shipped(), needs_contact=False)}


@pytest.mark.parametrize(
    ("review", "own"),
    [
        ("My test results sat there.", "Please do not post any results here."),
        (
            "My lab results got lost.",
            "Nobody should wait for results without a word. The lab supervisor answers.",
        ),
        ("Physical therapy canceled twice.", "The therapy manager takes calls herself."),
        ("They were lovely at the flu fair.", "Flu fairs are our favorite days."),
        ("I need my refill.", "Anyone who needs a refill may ask at the desk."),
        ("My biopsy took weeks.", "Waiting for a biopsy is hard on anybody."),
        ("No Spanish forms.", "Spanish forms are at every desk."),
        ("Traffic made me late. Awful.", "Traffic is nobody's fault."),
        ('What is a "facility fee"?', "A facility fee ought to be explained before, not after."),
    ],
)
def test_a_word_of_the_review_that_is_said_of_everybody_is_no_echo(review: str, own: str):
    assert an_answer_to(review, own) == set()


@pytest.mark.parametrize(
    ("review", "own"),
    [
        ("My lab results got lost.", "The results came back the next day."),
        ("The refill was late.", "We sent the refill twice."),
        ("She never looked at my chart.", "We have pulled the chart."),
        ("My knee replacement went well.", "So happy the new knee is dancing!"),
        ("Dr. Kessler rushed me.", "Kessler did mention it."),
        ("The Peralta family says thanks.", "To the whole Peralta family: thanks."),
        ('He called it "a tiny little pinch".', "A tiny little pinch is never nothing."),
    ],
)
def test_a_word_of_the_review_that_is_one_person_s_is_an_echo(review: str, own: str):
    assert "echo" in an_answer_to(review, own)


@pytest.mark.parametrize(
    "own",
    [
        "The margins on the biopsy came back clear.",
        "The rash on both elbows is as classic as it gets.",
        "Those veneers look incredible!",
        "We stopped the warfarin in time.",
    ],
)
def test_a_detail_of_care_that_the_review_does_not_tell_is_worse_than_an_echo(own: str):
    assert "told" in an_answer_to("Great doctor, long wait.", own)


@pytest.mark.parametrize(
    "own",
    [
        "Our flu clinic is open to all.",
        "Anybody with chest pain should call 911.",
        "Questions about medication go to our pharmacist.",
        "Rudeness is salt in the wound.",
    ],
)
def test_talk_of_what_the_house_does_tells_nothing_of_anybody(own: str):
    assert an_answer_to("Long wait.", own) == set()


@pytest.mark.parametrize(
    "own",
    [
        "The desk answers weekdays, 8 to 5, and would like to hear how it went.",
        "We open at 7:30 a.m. on Saturdays.",
        "Calls are answered 24/7; press 2 for a nurse.",
        "Requests are met within 30 days.",
        "A sports physical is a flat $35.",
        "Plans change every January.",
        "The garage opens in March.",
        "You just made our Monday!",
        "Our lead keeps Friday mornings open.",
        "Thank you for lending us your shovels and your Saturday.",
    ],
)
def test_hours_deadlines_prices_and_days_of_the_house_are_no_detail(own: str):
    assert an_answer_to("Rude staff.", own) == set()


@pytest.mark.parametrize(
    ("own", "code"),
    [
        ("The tray was cleared at 6.", "number"),
        ("The cell ending in 88 was called.", "number"),
        ("Tell them that 4 West found the slippers.", "number"),
        ("On Tuesday the desk was short.", "date"),
        ("That Sunday was hard on all of us.", "date"),
        ("Your Tuesday sessions can move.", "date"),
        ("Come back in October.", "date"),
    ],
)
def test_a_number_or_a_day_of_one_person_is_a_fault(own: str, code: str):
    assert code in an_answer_to("Rude staff.", own)


def test_a_number_or_a_day_of_the_review_stays_a_fault_in_any_shape():
    assert "number" in an_answer_to("It cost $35.", "A sports physical is a flat $35.")
    assert "date" in an_answer_to("Closed on Friday!", "Our lead keeps Friday mornings open.")


@pytest.mark.parametrize(
    "own",
    [
        "Please feel free to reach the desk.",
        "The Elm Street lot is free after five.",
        "Estimates are free to anyone who asks.",
        "Refunds run every week.",
        "The nurses deserve most of the credit.",
        "The gift shop is open late.",
    ],
)
def test_what_costs_nobody_anything_is_no_incentive(own: str):
    assert an_answer_to("Pricey.", own) == set()


@pytest.mark.parametrize(
    "own",
    [
        "We would give you a free cleaning.",
        "We'll credit the difference as soon as the review comes down.",
        "Enjoy a free visit on your next Monday.",
        "A gift card waits for you.",
    ],
)
def test_a_favor_for_the_writer_or_for_a_review_is_an_incentive(own: str):
    assert "incentive" in an_answer_to("Pricey.", own)


@pytest.mark.parametrize(
    "own",
    [
        "No one at a desk can promise coverage.",
        "A promised call matters.",
        "We cannot confirm or deny whether anyone is a patient here.",
        "If somebody told you otherwise, we want to know.",
        "We are sorry for the wait; if you would like to say more, we will listen.",
        "What happened, and what should change?",
        "Please do not post your name or date of birth here.",
        "Thank you! \N{SMILING FACE WITH SMILING EYES}",
        "Thank you…\r\nThe team",
    ],
)
def test_what_only_looks_like_a_fault_is_none(own: str):
    assert an_answer_to("Long wait.", own) == set()


@pytest.mark.parametrize(
    ("own", "code"),
    [
        ("We can confirm this.", "relationship"),
        ("We are sorry if you were upset.", "conditional"),
        ("We promise that it never happens again.", "promise"),
        ("Tell us your date of birth.", "asks"),
        ("You told us otherwise; you had a choice.", "relationship"),
    ],
)
def test_an_excuse_reaches_no_further_than_its_own_words(own: str, code: str):
    assert code in an_answer_to("Long wait.", own)


def test_a_fault_points_at_its_words_in_the_answer_as_typed():
    own = "We’re sorry. The results came back. Please call 555-0160."
    complaint = Complaint("My results were late.", Outlet.GOOGLE)

    (fault,) = [f for f in own_faults(own, complaint, shipped(), needs_contact=False) if f.code == "echo"]

    assert fault.span is not None
    assert fault.span.of(own) == "results"


def a_doubtful_reading(category: str, chance: float, own: str) -> Reading:
    return Reading("w1", 0.01, chance, {category: chance}, (Passage(Span(0, len(own)), category, chance),))


def test_what_the_reader_alone_says_of_tone_or_law_does_not_stop_an_answer():
    own = f"Everybody should be able to enter with ease. {CALL}"
    complaint = Complaint("The door is broken.", Outlet.GOOGLE)

    def passes(category: str) -> bool:
        said = a_doubtful_reading(category, 0.97, own)
        return check_reply(own, complaint, shipped(), None, said).passes

    assert passes("strategy.tone")
    assert passes("claim.unsubstantiated")
    assert not passes("reply.blame")


def test_the_reader_s_doubt_about_a_block_is_enough_to_ask():
    own = f"Such stamina in one person. {CALL}"
    complaint = Complaint("Long wait.", Outlet.GOOGLE)
    passage = (Passage(Span(0, 27), "phi.relationship", 0.4),)
    said = Reading("w1", 0.35, 0.4, {"phi.relationship": 0.4}, passage)

    assert check_reply(own, complaint, shipped()).passes
    assert not check_reply(own, complaint, shipped(), None, said).passes


def test_what_the_reader_finds_harmless_a_rule_that_guesses_does_not_stop():
    own = f"Our transport team has added a check of the lobby. {CALL}"
    complaint = Complaint("No wheelchairs at the door.", Outlet.GOOGLE)
    calm = Reading("w1", 0.001, 0.001, {}, ())

    assert not check_reply(own, complaint, shipped()).passes
    assert check_reply(own, complaint, shipped(), None, calm).passes


def test_a_certain_rule_stands_whatever_the_reader_thinks():
    own = f"We looked at the account. {CALL}"
    calm = Reading("w1", 0.001, 0.001, {}, ())

    assert not check_reply(own, Complaint("Pricey.", Outlet.GOOGLE), shipped(), None, calm).passes


def test_a_call_without_a_number_is_no_route_and_a_message_is_one():
    complaint = Complaint("They are rude and slow.", Outlet.GOOGLE)

    def codes(own: str) -> set[str]:
        return {fault.code for fault in own_faults(own, complaint, shipped(), needs_contact=True)}

    assert codes("Please call us.") == {"no_contact"}
    assert codes("Please send us a private message here.") == set()
    assert codes(CALL) == set()


def test_a_fault_is_told_with_its_words():
    card = check_reply(f"Grumpy at 6 and 7. {CALL}", Complaint("Open at 6 and 7?", Outlet.GOOGLE), shipped())

    assert card.faults == ("It holds a number that is no contact of yours: “6”, “7”.",)
    assert "“6”" not in repr(card)


def test_a_reward_for_another_rating_is_stopped_even_where_the_reader_sees_nothing():
    own = f"If you change this to five stars we'll waive the fee. {CALL}"
    calm = Reading("w1", 0.001, 0.001, {}, ())

    card = check_reply(own, Complaint("Pricey.", Outlet.GOOGLE), shipped(), None, calm)

    assert card.review.verdict is Verdict.BLOCK


def test_the_corrected_version_keeps_a_sentence_that_only_a_guessing_rule_met():
    kind = "Our no-show rule is posted on the website, and exceptions are made for snow."
    own = f"Thank you for the kind part. {kind} We would give you a free cleaning. {CALL}"
    calm = Reading("w1", 0.001, 0.001, {}, ())

    card = check_reply(own, Complaint("They charged me a fee.", Outlet.GOOGLE), shipped(), None, calm)

    assert card.corrected == f"Thank you for the kind part. {kind} {CALL}"


def test_what_a_rule_points_at_is_not_said_again_in_the_reader_s_words():
    own = f"See you in six months. {CALL}"
    span = Span(0, 21)
    read = (Passage(span, "phi.story", 0.9), Passage(span, "phi.date", 0.8))
    said = Reading("w1", 0.95, 0.95, {"phi.story": 0.9, "phi.date": 0.8}, read)

    card = check_reply(own, Complaint("Great dentist!", Outlet.GOOGLE), shipped(), None, said)

    assert [finding.rule for finding in card.review.findings] == ["phi.relationship.reply-again"]


def test_what_the_reader_withdrew_is_not_shown_and_a_missing_contact_is_said_once():
    complaint = Complaint("They charged me a fee. Rude.", Outlet.GOOGLE)
    calm = Reading("w1", 0.001, 0.001, {}, ())

    posted = check_reply(f"Our rule is posted at the desk. {CALL}", complaint, shipped(), None, calm)
    curt = check_reply("Long waits are bad.", complaint, shipped())

    assert posted.passes
    assert posted.review.findings == ()
    assert curt.faults == ("It offers no private contact of yours.",)
    assert curt.review.findings == ()


def test_call_the_office_gets_the_contact_put_in():
    card = check_reply(
        "You should have called. Thank you for writing, and please call the office.",
        Complaint("Rude staff.", Outlet.GOOGLE),
        shipped(),
    )

    assert card.corrected is not None
    assert card.corrected.startswith(
        "Thank you for writing, and please call our patient relations lead at 555-0160"
    )


def test_what_a_finding_points_at_is_no_fault_of_its_own_on_the_card():
    card = check_reply(
        f"Sorry if you felt unheard. {CALL}", Complaint("Rude staff.", Outlet.GOOGLE), shipped()
    )

    assert not card.passes
    assert card.faults == ()
    assert [finding.rule for finding in card.review.findings] == ["reply.conditional_apology.if"]
