"""What gives a relationship away in a reply: owning, doing, telling; echoes; a missing private route."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review import review
from tests.builders import a_draft, a_pack, a_rule


def words(
    text: str, detector: str, options: dict[str, object] | None = None, about: str = ""
) -> list[str | None]:
    pack = a_pack(a_rule({"detector": detector, "with": options or {}}, severity={"default": "block"}))
    draft = a_draft(text, "reply", "google", about)
    return [f.span.of(text) if f.span else None for f in review(draft, pack).findings]


def test_what_the_writer_owns_gives_them_away_unless_it_is_about_the_review():
    assert words("Your next visit is free.", "owns_care") == ["Your next visit"]
    assert words("Thank you for your comment.", "owns_care", {"allow": ["comment"]}) == []
    assert words("We would like to hear from you or your wife.", "owns_care") == []


def test_what_the_writer_did_gives_them_away_unless_they_wrote_it():
    assert words("You had already signed it.", "did_something") == ["You had already signed"]
    assert words("Thank you for what you wrote.", "did_something", {"allow": ["wrote"]}) == []
    assert words("If you asked, we would answer.", "did_something") == []


def test_what_we_did_for_the_writer_gives_them_away():
    assert words("We did see the note.", "we_did_something") == ["We did see"]
    assert words("We have shared this.", "we_did_something", {"allow": ["shared"]}) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("He waved it off.", "He waved"),
        ("The second form was signed.", "The second form was"),
        ("Sedation was offered.", "Sedation was"),
        ("Dr. Osei explained it.", "Dr. Osei explained"),
    ],
)
def test_a_story_about_one_person_gives_them_away(text: str, told: str):
    assert words(text, "tells_what_happened") == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody should have to ask twice.",
        "We would like to hear how it was put.",
        "Please tell us what the nurse said.",
        "Everyone ought to be asked about pain.",
        "The garage was closed.",
    ],
)
def test_what_holds_for_everybody_gives_nobody_away(text: str):
    assert words(text, "tells_what_happened", {"topics": ["garage"]}) == []


def test_a_name_of_the_complaint_that_comes_back_is_an_echo():
    about = "review: I waited for Ottoline. Traffic was bad on Fridays."

    assert words("We will tell Ottoline.", "echoes_name", about=about) == ["Ottoline"]
    assert words("We know that Fridays are busy.", "echoes_name", about=about) == []
    assert words("Traffic is not ours to steer.", "echoes_name", about=about) == []
    assert words("We will tell Ottoline.", "echoes_name") == []


@pytest.mark.parametrize(
    "reply",
    [
        "Please call 555-0160.",
        "Write to care@hospital.example.",
        "DM us.",
        "Please message us.",
        "Reach our desk.",
    ],
)
def test_a_private_way_to_go_on_is_known_in_many_words(reply: str):
    assert words(reply, "no_private_route", about="review: I waited two hours") == []


def test_a_reply_to_a_complaint_needs_a_private_way_and_thanks_for_praise_do_not():
    assert words("Long waits are hard.", "no_private_route", about="review: I waited two hours") == [None]
    assert words("What a kind note!", "no_private_route", about="review: Lovely staff, five stars") == []
    assert (
        words("This seems meant for another business.", "no_private_route", about="review: Cold fries") == []
    )


@given(st.text(max_size=300), st.text(max_size=100))
def test_spans_lie_inside_any_reply(text: str, complaint: str):
    for detector in ("owns_care", "did_something", "we_did_something", "tells_what_happened"):
        assert all(word is not None for word in words(text, detector))
    words(text, "echoes_name", about="review: " + complaint)
    words(text, "no_private_route", about="review: " + complaint)
