"""Length as each outlet counts it, media, hashtags, and the outlet that would suit better."""

import pytest

from bot.detectors.outlets import length, weight
from bot.review import review
from tests.builders import a_draft, a_pack, a_rule

X = {"limit": 280, "counts": "weighted", "link": 23, "wide": 2, "short_news": True}
OUTLETS = {
    "x": X,
    "google": {"limit": 30, "counts": "bytes"},
    "instagram": {"hashtags": 2, "links_clickable": False},
    "linkedin": {"fold": 140},
}


def found(text: str, detector: str, options: dict[str, object], **draft: str):
    rule = a_rule(
        {"detector": detector, "with": options}, message="{count}{better}", severity={"default": "advise"}
    )
    return review(a_draft(text, **draft), a_pack(rule, outlets=OUTLETS)).findings


@pytest.mark.parametrize(
    ("text", "weighs"),
    [
        ("a" * 280, 280),
        ("see https://example.org/a/very/long/address/indeed", 4 + 23),
        ("👩‍⚕️", 2),
        ("👍🏽", 2),
        ("日本", 4),
        ("e\u0301", 1),
    ],
)
def test_x_weighs_links_emoji_and_wide_letters_in_its_own_way(text: str, weighs: int):
    assert weight(text, link=23, wide=2) == weighs


def test_google_counts_bytes():
    assert length("ñ" * 10, OUTLETS["google"]) == 20
    assert found("ñ" * 16, "too_long", {}, kind="reply", outlet="google")


def test_a_draft_over_the_limit_says_by_how_much():
    assert not found("a" * 280, "too_long", {}, outlet="x")
    (finding,) = found("a" * 281, "too_long", {}, outlet="x")

    assert finding.span is None
    assert finding.message.startswith("281")


def test_an_outlet_without_a_limit_is_not_counted():
    assert not found("a" * 9_000, "too_long", {}, outlet="press")


def test_only_a_known_lack_of_media_counts():
    assert found("Golden light", "no_media", {}, outlet="instagram", about="attachments: none")
    assert not found("Golden light", "no_media", {}, outlet="instagram")


def test_hashtags_beyond_the_most_are_offered_for_removal():
    text = "Open day #One #Two #Three"

    (finding,) = found(text, "many_hashtags", {}, outlet="instagram")

    assert finding.rewrite is not None
    assert finding.rewrite.span.of(text) == "#Three"
    assert finding.rewrite.text == ""


def test_a_rule_may_allow_more_hashtags_than_the_outlet_s_figure():
    assert not found("Open day #One #Two #Three", "many_hashtags", {"most": 3}, outlet="instagram")


def test_a_link_where_none_can_be_followed_would_do_better_elsewhere():
    (finding,) = found("All of it: https://example.org/guide", "better_outlet", {}, outlet="instagram")

    assert "LinkedIn" in finding.message


def test_a_long_argument_on_x_would_do_better_on_linkedin_and_a_thread_is_left_alone():
    long = "We listened to families for a year. " * 12

    (finding,) = found(long, "better_outlet", {}, outlet="x")

    assert "LinkedIn" in finding.message
    assert not found("1/9 " + long, "better_outlet", {}, outlet="x")


def test_a_long_text_that_opens_with_greetings_is_told_so():
    text = (
        "Happy Monday, all of you out there! Hope you had a good weekend. " + "We changed four things. " * 40
    )

    (finding,) = found(text, "late_point", {"from": 500})

    assert finding.span is not None
    assert finding.span.of(text).endswith("good weekend.")
    assert not found("We changed four things. " * 40, "late_point", {"from": 500})
