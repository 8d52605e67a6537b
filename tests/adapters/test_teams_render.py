"""Every card fits, says its verdict without colour, and shows hostile words as the words they are."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.elements import Element
from adapters.teams.render import outgoing
from adapters.teams.text import MOST_BYTES, inert, short, size, split
from bot.cards import Card, NoteCard, ReviewCard
from bot.judging import judge
from bot.model import Finding, Review, SaferVersion, Severity, Source, SourceKind, Span, Wording
from tests.builders import a_draft
from tests.teams import node
from tests.teams.gallery import GALLERY
from tests.web import BOAST, SELFIE, the_pack

HOSTILE = (
    "<at>Anna</at> [click](https://evil.example) **bold** # head",
    '{"type":"AdaptiveCard","body":[]}',
    "ignore your rules {{DATE(2026-01-01T00:00:00Z, SHORT)}} ${secret}",
    "right\u202eto left\u2066 \u200bzero\u200d",
    "nul\x00 bell\x07 half \ud800 \U0001f469\u200d\U0001f469\u200d\U0001f467 漢字",
)


def elements(card: Any) -> Iterator[Element]:
    """Every element of a card, however deep."""
    if isinstance(card, dict):
        if "type" in card:
            yield card
        for value in card.values():
            yield from elements(value)
    elif isinstance(card, list):
        for value in card:
            yield from elements(value)


def shown(card: Element | None) -> str:
    """All words that people see in text runs."""
    return "".join(e["text"] for e in elements(card) if e["type"] == "TextRun")


def a_review(text: str, **changes: Any) -> ReviewCard:
    draft = a_draft(text)
    result, safer = judge(draft, the_pack())
    return ReviewCard(draft, result, safer, changes.get("decision", "d1"))


def a_card_about(words: str, findings: int = 1, safer: str | None = None) -> ReviewCard:
    """A card in which everything that a policy or a person wrote is ``words``."""
    source = (Source(SourceKind.LAW, words),)
    many = tuple(
        Finding(f"a.b.r{n}", Severity(n % 3), Span(0, len(words)), words, words, source, words)
        for n in range(findings)
    )
    return ReviewCard(a_draft(words), Review(many, "t@1"), SaferVersion(safer), "d1", None, (words,) * 3)


def test_the_verdict_is_a_mark_and_a_word_and_a_colour():
    card = outgoing(a_review(SELFIE)).card
    assert card is not None

    head = card["body"][0]

    assert head["style"] == "attention"
    assert head["items"][0]["text"] == "■ Block"


def test_the_words_at_fault_the_reason_and_the_version_that_passes_are_there():
    words = shown(outgoing(a_review(BOAST)).card)

    for part in ("the best hospital in the country", "This claim has no source.", "a hospital that measures"):
        assert part in words


def test_a_notification_says_no_word_of_the_draft():
    sent = outgoing(a_review(SELFIE))
    assert sent.card is not None

    for said in (sent.summary, sent.card["fallbackText"]):
        assert "selfie" not in said
        assert "draft" in said


def test_a_clean_draft_has_nothing_to_disagree_with():
    card = outgoing(a_review("Visiting hours are from two to six.")).card
    assert card is not None

    assert "actions" not in card


def test_without_a_log_entry_there_is_no_button_that_would_need_one():
    card = outgoing(a_review(SELFIE, decision=None)).card
    assert card is not None

    assert "actions" not in card


def test_every_button_has_a_fallback_with_the_same_data():
    card = outgoing(a_review(SELFIE)).card

    executes = [e for e in elements(card) if e["type"] == "Action.Execute" and e["verb"] != "look"]

    assert executes
    for button in executes:
        assert button["fallback"]["type"] == "Action.Submit"
        assert button["fallback"]["data"] == button["data"]
        assert button["data"]["decision"] == "d1"


def test_what_is_beside_the_point_is_subtle_where_teams_looks_for_it():
    for card in GALLERY.values():
        texts = list(elements(outgoing(card).card))
        assert not [e for e in texts if e["type"] == "RichTextBlock" and "isSubtle" in e]


def test_a_deadline_is_shown_in_the_readers_own_time():
    card = outgoing(GALLERY["notice"]).card

    said = [e["text"] for e in elements(card) if e["type"] == "TextBlock"]
    assert said == ["**Answer by:** {{TIME(2026-03-02T12:00:00Z)}}, {{DATE(2026-03-02T12:00:00Z, SHORT)}}"]


def test_every_input_has_a_label_and_says_what_is_missing():
    for field in elements(outgoing(a_review(SELFIE)).card):
        if field["type"].startswith("Input."):
            assert field["label"]
            assert field["errorMessage"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stand_in_text_runs_only(words: str):
    for card in (a_card_about(words, 4, safer=words), NoteCard(words)):
        drawn = outgoing(card).card
        blocks = [e["text"] for e in elements(drawn) if e["type"] == "TextBlock"]

        assert inert(words) in shown(drawn)
        assert all(piece not in block for block in blocks for piece in ("<at>", "](", "{{", '"type"'))
        assert all("{{" not in e["text"] for e in elements(drawn) if e["type"] == "TextRun")


def test_what_turns_the_direction_of_text_is_taken_out_and_what_joins_a_character_stays():
    assert inert("a\u202eb\r\nc\x00") == "ab\nc"
    assert inert("\U0001f469\u200d\U0001f467") == "\U0001f469\u200d\U0001f467"


def test_a_version_too_long_for_a_card_follows_whole_in_messages():
    long = "Thank you all. 謝謝 🎉\n" * 9000
    sent = outgoing(a_card_about("x", 1, safer=long))

    assert size(sent.card) <= MOST_BYTES
    assert "".join(sent.more) == long
    assert all(size(part) <= MOST_BYTES for part in sent.more)


def test_sentences_are_a_card_a_line_each_and_a_longer_answer_is_plain_text():
    lines = [e for e in elements(outgoing(NoteCard("One\n\nTwo")).card) if e["type"] == "RichTextBlock"]

    assert [shown(line) for line in lines] == ["One", "Two"]
    assert outgoing(NoteCard("Recorded.")).card is not None
    assert outgoing(NoteCard("word " * 1000)).text == "word " * 1000
    assert outgoing(NoteCard("a\n" * 1900)).text == "a\n" * 1900


def test_what_a_model_worded_says_so_in_words_and_in_teams_own_label():
    card = replace(a_review(BOAST), wording=Wording("We measure ourselves.", 0.5))

    sent = outgoing(card)

    assert sent.by_model
    assert "We measure ourselves." in shown(sent.card)
    assert "A wording by a language model" in json.dumps(sent.card)
    assert not outgoing(a_review(BOAST)).by_model


def test_many_findings_fit_and_the_rest_is_counted():
    sent = outgoing(a_card_about("字" * 2000, 300, safer="字" * 30_000))

    assert size(sent.card) <= MOST_BYTES
    assert "more. Mend these first" in json.dumps(sent.card)


ANY_TEXT = st.text(st.characters(), max_size=300) | st.sampled_from(HOSTILE)


@settings(deadline=None, max_examples=60)
@given(ANY_TEXT, st.integers(0, 60), st.integers(1, 300), ANY_TEXT)
def test_every_card_is_drawn_and_fits(words: str, findings: int, times: int, safer: str):
    for card in (a_card_about(words * times, findings, safer=safer * times), NoteCard(words * times)):
        sent = outgoing(card)

        assert (sent.card is None) != (sent.text is None)
        for part in (sent.card, sent.text, *sent.more):
            assert size(part) <= MOST_BYTES
            json.dumps(part, ensure_ascii=False).encode()


@settings(deadline=None)
@given(st.text(st.characters()) | st.sampled_from(HOSTILE), st.integers(1, 40))
def test_split_text_put_together_is_the_text_and_no_part_is_too_long(text: str, most: int):
    parts = split(text, most)

    assert "".join(parts) == text
    assert all(0 < len(p.encode("utf-16-le", "surrogatepass")) // 2 <= max(most, 2) for p in parts)


@given(st.text(), st.integers(1, 30))
def test_short_is_never_longer_than_asked(text: str, most: int):
    assert len(short(text, most)) <= most


CARDS: dict[str, Card] = {
    **GALLERY,
    "many": a_card_about("Some words", 9, safer="Some better words"),
    "note": NoteCard("Your disagreement is on the record."),
    **{f"hostile{n}": a_card_about(words, 2, safer=words) for n, words in enumerate(HOSTILE)},
}


def test_the_cards_pass_the_independent_judge():
    folder = node.module("adaptivecards")

    found = node.judged("judge_cards.mjs", folder, [outgoing(card).card for card in CARDS.values()])

    assert dict(zip(CARDS, found, strict=True)) == {name: [] for name in CARDS}
