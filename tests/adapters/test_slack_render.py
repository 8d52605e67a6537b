"""Slack's messages: within every limit, nothing lost, people's words without power."""

import copy
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block as SlackBlock

from adapters.slack import desk_forms, home, modals, wording
from adapters.slack.blocks import Message
from adapters.slack.limits import problems, view_problems, weight
from adapters.slack.render import COPY_BELOW, render
from bot.cards import Card, NoteCard, ReviewCard
from bot.judging import judge
from bot.model import (
    Complaint,
    Finding,
    Outcome,
    Reply,
    Review,
    SaferVersion,
    Severity,
    Sign,
    Source,
    SourceKind,
    Span,
    Taker,
    Tone,
    Triage,
)
from bot.reply_cards import ReplyCheckCard, RespondCard
from tests.builders import a_draft
from tests.slack_cards import a_submission_card, at_home, cards, every_card, windows
from tests.web import BOAST, FINE, SELFIE, the_pack

NASTY = st.one_of(
    st.text(st.characters(codec=None), max_size=200),
    st.sampled_from(
        [
            "<!channel> <!here> <!everyone>",
            "<@U123> <#C123|general> <!subteam^S1>",
            "<https://evil.example|your bank>",
            "*bold* _it_ ~gone~ `code` > quote",
            "\u202edesrever\u202c",
            "a\u200b\u200db",
            "👩\u200d👩\u200d👧\u200d👦" * 30,
            "e\u0301" * 500,
            "\ud83d",
            "\x00\x07\x1b[31m",
            "&amp;&lt;" * 100,
            "x" * 10_000,
            " \n" * 3000,
            "שלום עולם " * 200,
        ]
    ),
)
LONG = st.builds(lambda piece, times: (piece * times)[:30_000], NASTY, st.integers(1, 400))
WORDS = st.one_of(NASTY, LONG)

FINDINGS = st.builds(
    lambda severity, message, why, suggestion, start, end: Finding(
        "phi.image.selfie",
        severity,
        Span(min(start, end), max(start, end)) if start % 3 else None,
        message,
        why,
        (Source(SourceKind.LAW, "45 CFR 164.508"),),
        suggestion,
    ),
    st.sampled_from(Severity),
    WORDS,
    NASTY,
    st.none() | WORDS,
    st.integers(0, 300),
    st.integers(0, 300),
)
CARDS = st.builds(
    lambda text, findings, safer, decide, good, notices: ReviewCard(
        a_draft(text),
        Review(tuple(findings), "organization@1"),
        SaferVersion(safer, tuple(decide)),
        "d-1",
        good,
        tuple(notices),
    ),
    WORDS,
    st.lists(FINDINGS, max_size=8),
    st.none() | WORDS,
    st.lists(NASTY, max_size=3),
    st.none() | NASTY,
    st.lists(NASTY, max_size=3),
)
TRIAGES = st.builds(
    lambda outcome, words, todo: Triage(
        outcome, (Sign("x.y", words, 1.0, ()),), (), words, None, words, tuple(todo), policy_version="p@1"
    ),
    st.sampled_from(Outcome),
    NASTY,
    st.lists(WORDS, max_size=3),
)
REPLIES = st.one_of(
    st.builds(
        lambda triage, texts, holding, note, decision: RespondCard(
            Complaint("x"),
            triage,
            triage.outcome,
            tuple(Reply(tone, text) for tone, text in zip(Tone, texts, strict=False)),
            Reply(Tone.HOLDING, holding) if holding is not None else None,
            (Taker(triage.why, triage.why),),
            triage.todo,
            handover=note,
            decision_id=decision,
        ),
        TRIAGES,
        st.lists(WORDS, max_size=3),
        st.none() | WORDS,
        WORDS,
        st.none() | st.just("d-1"),
    ),
    st.builds(
        lambda text, findings, faults, corrected, triage: ReplyCheckCard(
            Complaint("x"), text, Review(tuple(findings), "p@1"), triage, tuple(faults), corrected
        ),
        WORDS,
        st.lists(FINDINGS, max_size=4),
        st.lists(NASTY, max_size=3),
        st.none() | WORDS,
        TRIAGES,
    ),
)
HARD = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def check(messages: tuple[Message, ...]) -> None:
    """Every judge we have: our own table, and the models of Slack's SDK."""
    assert messages
    for message in messages:
        assert problems(message.text, message.blocks) == []
        for block in SlackBlock.parse_all(copy.deepcopy(list(message.blocks))):
            block.validate_json()
        assert [b.to_dict()["type"] for b in SlackBlock.parse_all(copy.deepcopy(list(message.blocks)))] == [
            block["type"] for block in message.blocks
        ]


def body(messages: tuple[Message, ...]) -> str:
    """What the blocks show, without white space."""
    return "".join("".join(_shown(block)) for message in messages for block in message.blocks)


def _shown(node: object) -> list[str]:
    if isinstance(node, dict):
        if node.get("type") == "actions":
            return []
        own = ["".join(node["text"].split())] if isinstance(node.get("text"), str) else []
        return own + [words for value in node.values() for words in _shown(value)]
    return [words for item in node for words in _shown(item)] if isinstance(node, list) else []


def squeezed(text: str) -> str:
    return "".join(wording.visible(text).split())


@given(CARDS)
@HARD
def test_any_card_keeps_within_every_limit(card: ReviewCard):
    check(render(card))


@given(REPLIES)
@HARD
def test_any_answer_to_a_review_keeps_within_every_limit(card: RespondCard | ReplyCheckCard):
    messages = render(card)

    check(messages)
    assert not any("<" in message.text for message in messages)


@given(WORDS)
@HARD
def test_no_word_of_a_note_or_of_a_safer_version_is_lost(text: str):
    card = ReviewCard(a_draft("x"), Review((), "organization@1"), SaferVersion(text), "d-1")

    assert body(render(NoteCard(text))) in {squeezed(text), ""}
    assert squeezed(text) in body(render(card))


@given(CARDS)
@HARD
def test_nothing_that_a_person_typed_can_ping_link_or_format(card: ReviewCard):
    for message in render(card):
        assert "<" not in message.text
        assert ">" not in message.text
        assert "mrkdwn" not in str([_types(block) for block in message.blocks])


def _types(node: object) -> list[object]:
    if isinstance(node, dict):
        return [node.get("type"), *(_types(value) for value in node.values())]
    return [_types(item) for item in node] if isinstance(node, list) else []


@pytest.mark.parametrize("length", [1, 2999, 3000, 3001, 12_001, 40_000, 200_000])
def test_a_safer_version_of_any_length_is_split_and_whole(length: int):
    text = ("Our team did well. " * (length // 19 + 1))[:length]
    messages = render(ReviewCard(a_draft("x"), Review((), "organization@1"), SaferVersion(text), "d-1"))

    check(messages)
    assert squeezed(text) in body(messages)


@given(WORDS, st.integers(2, 3000))
@HARD
def test_pieces_fit_and_put_together_are_the_text_again(text: str, most: int):
    cut = list(wording.pieces(text, max(most, 8)))

    assert "".join(cut) == text
    assert all(0 < weight(piece) <= max(most, 8) for piece in cut)


def test_a_cut_does_not_tear_a_family_or_an_accent():
    family = "👩\u200d👩\u200d👧\u200d👦"

    assert list(wording.pieces(family * 3, 12)) == [family, family, family]
    assert list(wording.pieces("ae\u0301", 2)) == ["a", "e\u0301"]


def test_a_review_says_the_verdict_first_and_points_at_the_exact_words():
    draft = a_draft(f"{SELFIE} {BOAST}")
    review, safer = judge(draft, the_pack())
    first, second = render(ReviewCard(draft, review, safer, "d-1"))

    lines = first.text.splitlines()
    assert lines[0] == "■ BLOCK: Please do not publish this yet. 4 things to look at."
    assert '"selfie with a patient"' in lines
    assert "One more thing is below." in lines
    assert second.text.startswith("4. ○ Advise: ")


def test_a_safer_version_stands_alone_in_the_next_message_so_that_a_phone_can_copy_it():
    draft = a_draft(BOAST)
    review, safer = judge(draft, the_pack())
    first, second, *_ = render(ReviewCard(draft, review, safer, "d-1"))

    assert COPY_BELOW in first.text
    assert second.text == safer.text
    assert [block["type"] for block in second.blocks] == ["section"]


def test_buttons_carry_ids_and_no_words_and_without_a_record_nobody_can_disagree():
    draft = a_draft(SELFIE)
    review, safer = judge(draft, the_pack())
    card = ReviewCard(draft, review, safer, "d-1")

    kept, lost = (_actions(render(shown)) for shown in (card, replace(card, decision_id=None)))

    assert kept == [("why", "d-1|phi.image.selfie"), ("disagree", "d-1|phi.image.selfie")]
    assert lost == [("why", "|phi.image.selfie")]


def _actions(messages: tuple[Message, ...]) -> list[tuple[str, str]]:
    rows = [block for message in messages for block in message.blocks if block["type"] == "actions"]
    return [(element["action_id"], element["value"]) for row in rows for element in row["elements"]]


def test_a_good_draft_gets_a_short_answer():
    draft = a_draft(FINE)
    review, safer = judge(draft, the_pack())

    (message,) = render(ReviewCard(draft, replace(review, findings=()), safer, "d-1"))

    assert message.text.startswith("✓ OK: Good to go.\n")


def test_eighty_findings_with_endless_headings_are_all_delivered():
    finding = Finding("llm.words.many", Severity.REVISE, None, "heading " * 700, "why")
    messages = render(ReviewCard(a_draft("x"), Review((finding,) * 80, "p@1"), SaferVersion()))

    check(messages)
    assert body(messages).count("heading") == 80 * 700


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("Ask &lt;b&gt; &amp; co", "Ask <b> & co"),
        ("see <https://a.org/x|a.org/x> or <https://b.org>", "see a.org/x or https://b.org"),
        ("<@U1> <@U1|ann> <#C1|general> <!here> <!subteam^S1|@team>", "@U1 @ann #general @here @team"),
        ("<mailto:a@b.org|a@b.org> <mailto:a@b.org>", "a@b.org a@b.org"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_a_draft_is_read_as_it_was_typed_and_not_as_slack_codes_it(sent: str, typed: str):
    assert wording.typed(sent) == typed


@pytest.mark.parametrize("name", cards())
def test_every_card_has_a_layout_of_its_own_within_every_limit(name: str):
    messages = render(cards()[name])

    check(messages)
    assert not any("<" in message.text for message in messages)


def test_no_kind_of_card_was_forgotten():
    assert {type(card) for card in every_card()} == set(get_args(Card))


def test_every_window_and_tab_keeps_within_every_limit():
    assert [view_problems(view) for view in (*windows(), home.home(at_home()))] == [[]] * (len(windows()) + 1)


@given(WORDS, WORDS)
@HARD
def test_any_draft_can_be_opened_to_decide_on_it(text: str, before: str):
    card = a_submission_card(draft=a_draft(text), before=a_draft(before))

    assert view_problems(desk_forms.submission_form(card, modals.Place("C1", "1.1"))) == []
    check(render(card))


@pytest.mark.parametrize("length", [3000, 3001, 40_000, 200_000])
def test_a_draft_of_any_length_can_be_opened_and_one_too_long_for_a_form_can_not_be_changed_there(
    length: int,
):
    text = ("Our team did well. " * (length // 19 + 1))[:length]
    view = desk_forms.submission_form(
        a_submission_card(draft=a_draft(text), before=None), modals.Place("C1", "1.1")
    )

    assert view_problems(view) == []
    assert ("text" in {block.get("block_id") for block in view["blocks"]}) is (length <= 3000)


@given(WORDS, WORDS)
@HARD
def test_any_new_version_shows_its_difference_within_every_limit(text: str, before: str):
    check(render(ReviewCard(a_draft(text), Review((), "p@1"), SaferVersion(), "d-1", before=before)))


def test_both_lists_of_the_home_tab_say_how_many_more_there_are():
    shown = at_home()
    assert shown.queue is not None
    assert shown.mine is not None
    longer = replace(
        shown,
        mine=replace(shown.mine, waiting=len(shown.mine.items) + 2),
        queue=replace(shown.queue, waiting=len(shown.queue.items) + 7),
    )

    told = str(home.home(longer))

    assert "2 more are at the desk." in told
    assert "7 more are at the desk." in told
    assert view_problems(home.home(longer)) == []
