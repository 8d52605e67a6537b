"""A person's own presence on Slack and in Teams: the same cards, every link and button, within limits."""

import json

import pytest

from adapters.slack.limits import problems
from adapters.slack.render import render as slack
from adapters.teams.render import outgoing
from adapters.teams.text import MOST_BYTES, size
from adapters.teams.words import AskedCommand, AskedReview, AskedWrongly, asked
from bot.personal_cards import GuideCard
from bot.policy import PolicyPack
from bot.pressed import command_of
from tests.packs import shipped
from tests.personal import OwnWorld

WORDS = (
    "presence",
    "presence begin",
    "presence impersonators wrong",
    "todos",
    "accounts",
    "accounts facebook have",
    "accounts list",
    "mine",
    "mine export",
    "mine delete",
    "ideas",
    "ideas access",
    "start",
    "start post",
    "start case-study",
    "pillars",
    "pillars stop",
    "profile",
    "profile linkedin",
    "profile linkedin\nHeadline: Interim Chief Nursing Officer\nBio: The best nurse in the state since 2009.",
)


async def the_cards(pack: PolicyPack | None = None) -> list[GuideCard]:
    world = OwnWorld(pack or shipped())
    cards = [await world.guide(words) for words in WORDS]
    name = world.kept().todos[0].id
    return [*cards, await world.guide(f"todos {name}"), await world.guide(f"todos {name} request")]


async def test_slack_shows_every_sentence_link_and_button_within_its_limits():
    for card in await the_cards():
        messages = slack(card)

        assert not [found for message in messages for found in problems(message.text, message.blocks)]
        shown = json.dumps([message.blocks for message in messages], ensure_ascii=False)
        for text in (*card.lines, *(button.label for button in card.buttons)):
            assert json.dumps(text, ensure_ascii=False)[1:-1] in shown
        for link in card.links:
            assert json.dumps(link.address)[1:-1] in shown


async def test_teams_shows_every_sentence_link_and_button_within_its_limits():
    for card in await the_cards():
        sent = outgoing(card)

        assert sent.card is not None
        assert size(sent.card) <= MOST_BYTES
        shown = json.dumps(sent.card, ensure_ascii=False)
        for button in card.buttons:
            assert json.dumps(button.words) in shown
        for link in card.links:
            assert link.address in shown


async def test_a_notification_says_nothing_of_what_was_found():
    for card in await the_cards():
        assert outgoing(card).summary == "Bedside answered you, for you alone."


@pytest.mark.parametrize(
    "words",
    [
        "presence",
        "todos",
        "accounts",
        "accounts facebook have",
        "mine",
        "mine delete",
        "remind stop",
        "remind zone America/Chicago",
        "ideas access",
        "start case-study 2",
        "pillars stop",
        "profile linkedin",
        "profile linkedin by 2027-03-01",
    ],
)
def test_in_teams_a_whole_message_in_small_letters_is_what_it_says(words: str):
    assert asked(words) == AskedCommand(command_of(words))


@pytest.mark.parametrize(
    ("said", "words", "text"),
    [
        ("profile linkedin: Headline: Nurse", "profile linkedin", "Headline: Nurse"),
        (
            "profile linkedin\n\nHeadline: Nurse\nBio: I care.",
            "profile linkedin",
            "Headline: Nurse\nBio: I care.",
        ),
        ("where:\nProud of the team.", "where", "Proud of the team."),
    ],
)
def test_in_teams_a_text_goes_along_after_a_colon_or_on_the_next_line(said: str, words: str, text: str):
    assert asked(said) == AskedCommand(command_of(words, text))


@pytest.mark.parametrize(
    "words",
    [
        "Presence",
        "mine is the best",
        "presence of mind",
        "Accounts",
        "start the conversation today",
        "profile photos matter most",
        "ideas worth spreading",
        "where do we go from here?",
        "Profile linkedin: a new look",
    ],
)
def test_a_draft_stays_a_draft(words: str):
    assert isinstance(asked(words), AskedReview)


def test_an_outlet_that_takes_no_drafts_is_told_and_is_no_error():
    assert isinstance(asked("where: a1 google"), AskedWrongly)
