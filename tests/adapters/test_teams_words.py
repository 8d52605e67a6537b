"""What a person writes in Teams is understood as what it is: a draft, unless it is plainly a command."""

import pytest

from adapters.teams.words import AskedHelp, AskedReplies, AskedReview, asked, said, spoken_to, words_of
from bot.model import Outlet
from tests.teams.channel import Channel
from tests.teams.desk import an_activity

PLACE = {"id": "19:c@thread.tacv2", "conversationType": "channel"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Proud of the team.", AskedReview("Proud of the team.")),
        ("Review of our year: 2,000 babies.", AskedReview("Review of our year: 2,000 babies.")),
        ("review Proud of the team.", AskedReview("Proud of the team.")),
        ("review x: Proud.", AskedReview("Proud.", Outlet.X)),
        ("review for press: Proud.", AskedReview("Proud.", Outlet.PRESS)),
        ("review\nTwo\nlines", AskedReview("Two\nlines")),
        ("reviewers are kind", AskedReview("reviewers are kind")),
        ("respond-review They lost my file.", AskedReplies("They lost my file.")),
        ("Respond-Review They lost my file.", AskedReplies("They lost my file.")),
        ("/respond-review Two\nlines", AskedReplies("Two\nlines")),
        ("help", AskedHelp()),
        ("Help!", AskedHelp()),
        ("Hello.", AskedHelp()),
        ("review", AskedHelp()),
        ("respond-review  ", AskedReplies("")),
        ("Help us to raise funds.", AskedReview("Help us to raise funds.")),
        ("Hi all, proud of you.", AskedReview("Hi all, proud of you.")),
    ],
)
def test_words_are_a_draft_unless_they_are_a_command(text: str, meant: object):
    assert asked(text) == meant


def test_our_own_mention_is_out_and_those_of_others_are_names():
    channel = Channel.__new__(Channel)
    channel.service_url = "http://127.0.0.1/"
    told = channel.in_a_channel("Thanks &amp; love to <at>Dr. Lee</at>")
    told["entities"].append({"type": "mention", "text": "<at>Dr. Lee</at>", "mentioned": {"id": "29:lee"}})

    assert said(an_activity(channel, **told)) == "Thanks & love to Dr. Lee"


@pytest.mark.parametrize("name", ["Bed.*side", "Bed(side", "Bed\\side"])
def test_a_name_that_looks_like_a_pattern_is_only_a_name(name: str):
    channel = Channel.__new__(Channel)
    channel.service_url = "http://127.0.0.1/"
    activity = channel.in_a_channel("hello")
    activity["text"] = f"<at>{name}</at> hello"
    activity["entities"][0]["text"] = f"<at>{name}</at>"

    assert said(an_activity(channel, **activity)) == "hello"


def test_among_others_only_a_mention_is_meant_for_us():
    channel = Channel.__new__(Channel)
    channel.service_url = "http://127.0.0.1/"

    assert spoken_to(an_activity(channel))
    assert spoken_to(an_activity(channel, **channel.in_a_channel("hello")))
    assert not spoken_to(an_activity(channel, **channel.in_a_channel("hello", mention=False)))
    spoof = channel.in_a_channel("<at>Bedside</at> hello", mention=False)
    assert not spoken_to(an_activity(channel, **spoof))


def test_the_words_of_a_message_in_html_are_words():
    assert words_of("<div>Proud&nbsp;of <b>you</b><br>all &amp; more</div>") == "Proud of you\nall & more"
    assert words_of("<script>alert(1)</script>") == "alert(1)"
    assert words_of("") == ""
