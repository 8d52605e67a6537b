"""The local reader keeps the port's promise: deterministic, bounded, whole words, no exceptions."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.local_reader import WEIGHTS, LocalReader
from adapters.reader_card import CARD, DRAFTS, FILES, REVIEWS, Card, fingerprint, sha256
from adapters.reader_package import ReaderUnavailable
from adapters.reader_words import REVIEW_BUCKETS, snapped, windows_of, word_features
from bot.model import Context, Draft, Kind, Outlet, Reading

READER = LocalReader()
needs_weights = pytest.mark.skipif(not READER.available(), reason=READER.available().reason)

FINE = Draft("Thank you to the volunteers who painted the fence along the river path this weekend.")
TELLING = Draft(
    "Our new wing is open. Mrs. Adele Fournier, 94, in bed 12 on the stroke unit, cut the ribbon yesterday."
)


COMPLAINT = Draft("They gave me my sister's pills and I was sick for a week.", Kind.REVIEW, Outlet.GOOGLE)


def card() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((WEIGHTS / CARD).read_text("utf-8"))
    return told


def copied(folder: Path) -> Path:
    for name in FILES:
        shutil.copy(WEIGHTS / name, folder / name)
    return folder


def read(text: str, kind: Kind = Kind.POST, context: str = "") -> Reading:
    return READER.read(Draft(text, kind, Outlet.GOOGLE, Context(text=context)))


@needs_weights
def test_a_draft_that_tells_of_a_patient_scores_above_a_thank_you():
    fine, telling = READER.read(FINE), READER.read(TELLING)

    assert telling.block > 0.5 > fine.block
    assert telling.revise >= telling.block


@needs_weights
def test_the_words_that_tell_are_pointed_out():
    passages = READER.read(TELLING).passages

    words = " ".join(p.span.of(TELLING.text) for p in passages if p.category.startswith("phi."))
    assert "Fournier" in words
    assert "Our new wing" not in words


@needs_weights
def test_a_passage_points_at_the_same_words_behind_emoji_and_accents():
    before = "Été 🎉🎉 İstanbul ﬁne. "
    text = before + TELLING.text

    spans = [p.span for p in read(text).passages if p.category == "phi.name"]

    assert any("Fournier" in span.of(text) for span in spans)


@needs_weights
def test_the_same_draft_gives_the_same_reading_alone_or_among_others():
    alone = READER.read(TELLING)

    among = READER.read_many([FINE, TELLING, FINE])

    assert among == [READER.read(FINE), alone, READER.read(FINE)]


@needs_weights
def test_threads_that_meet_an_unloaded_reader_all_get_the_same_reading():
    fresh = LocalReader()

    with ThreadPoolExecutor(4) as threads:
        readings = list(threads.map(fresh.read, [TELLING] * 8))

    assert set(map(repr, readings)) == {repr(READER.read(TELLING))}


@needs_weights
def test_what_only_a_reply_can_do_is_no_category_of_a_post():
    text = "Call our lawyers if you dare. You are lying about the visit."

    post, reply = read(text), read(text, Kind.REPLY, "review: They were rude to me.")

    assert all(post.categories[name] == 0 for name in post.categories if name.startswith("reply."))
    assert max(reply.categories[name] for name in reply.categories if name.startswith("reply.")) > 0


@needs_weights
@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_and_its_scores_are_probabilities(text: str):
    reading = read(text)

    assert 0 <= reading.block <= reading.revise <= 1
    assert all(0 <= score <= 1 for score in reading.categories.values())


@needs_weights
@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=" \n.,-'’é🙏abZ", max_size=60), st.text(alphabet=" \n.-'🙏xY", max_size=60))
def test_spans_lie_inside_the_text_are_trimmed_and_end_with_whole_words(before: str, after: str):
    text = f"{before} {TELLING.text} {after}"

    for passage in read(text).passages:
        start, end = passage.span.start, passage.span.end
        words = passage.span.of(text)
        assert 0 <= start < end <= len(text)
        assert words == words.strip()
        assert not (text[start].isalnum() and start and text[start - 1].isalnum())
        assert not (text[end - 1].isalnum() and end < len(text) and text[end].isalnum())


@needs_weights
@pytest.mark.parametrize("text", ["", " \n\t", "\x00", "\u200b\u200d", "\ud800 broken", "🙏", "." * 500])
def test_odd_texts_are_read_without_an_exception(text: str):
    assert not READER.read(Draft(text, context=Context(text=text))).truncated


@needs_weights
@pytest.mark.parametrize("text", ["a" * 1_000_000, "a&" * 500_000, "a " * 500_000, "\n" * 1_000_000])
def test_a_megabyte_is_read_in_part_and_the_reading_says_so(text: str):
    assert read(text).truncated


@needs_weights
def test_trouble_far_into_an_article_is_still_found():
    article = (FINE.text + " ") * 60 + TELLING.text

    reading = read(article)

    assert reading.block > 0.5
    assert not reading.truncated
    assert any(p.span.start > len(article) - len(TELLING.text) - 1 for p in reading.passages)


@needs_weights
def test_every_reading_carries_the_hash_of_what_decided_it():
    assert READER.read(FINE).version == READER.read(COMPLAINT).version == READER.version
    assert READER.version == fingerprint(card())
    assert card()["files"] == {name: sha256(WEIGHTS / name) for name in FILES if name != CARD}


@needs_weights
def test_the_package_stays_under_fifty_megabytes_and_a_network_under_twenty_five():
    assert sum((WEIGHTS / name).stat().st_size for name in FILES) < 50_000_000
    assert all((WEIGHTS / name).stat().st_size < 25_000_000 for name in (DRAFTS, REVIEWS))


@needs_weights
def test_a_grave_complaint_scores_above_an_ordinary_one_and_names_its_sign():
    ordinary = Draft(
        "Two hours in a cold room for a five minute chat. Never again!", Kind.REVIEW, Outlet.GOOGLE
    )

    grave, plain = READER.read(COMPLAINT), READER.read(ordinary)

    assert grave.block > 0.5 > plain.block
    signs = {name: score for name, score in grave.categories.items() if name.startswith("triage.")}
    assert max(signs, key=signs.__getitem__) == "triage.safety"
    assert all(
        score == 0 for name, score in grave.categories.items() if not name.startswith(("triage.", "theme."))
    )


@needs_weights
def test_who_reads_drafts_alone_does_not_load_the_network_for_reviews(tmp_path: Path):
    reader = LocalReader(copied(tmp_path))
    (tmp_path / REVIEWS).write_bytes(b"not a network")

    assert reader.read(TELLING) == READER.read(TELLING)
    with pytest.raises(ReaderUnavailable, match="do not match"):
        reader.read(COMPLAINT)


@needs_weights
def test_a_server_learns_of_damaged_weights_before_it_reads_anything(tmp_path: Path):
    reader = LocalReader(copied(tmp_path))
    (tmp_path / REVIEWS).write_bytes(b"not a network")

    reader.load(Kind.POST)
    with pytest.raises(ReaderUnavailable, match="do not match"):
        reader.load()


def test_a_missing_file_is_a_reason_and_not_an_exception(tmp_path: Path):
    reader = LocalReader(tmp_path)

    assert not reader.available()
    assert reader.available().reason
    with pytest.raises(ReaderUnavailable):
        reader.read(FINE)


@needs_weights
@pytest.mark.parametrize("name", [name for name in FILES if name != CARD])
def test_weights_that_do_not_match_their_card_are_refused(tmp_path: Path, name: str):
    with (copied(tmp_path) / name).open("r+b") as table:
        table.write(b"\x01\x02\x03")

    with pytest.raises(ReaderUnavailable, match="do not match"):
        LocalReader(tmp_path).load()


@needs_weights
def test_a_card_that_was_changed_is_refused(tmp_path: Path):
    told = card()
    told["calibration"]["block"]["post"][-1] -= 1
    (copied(tmp_path) / CARD).write_text(json.dumps(told), "utf-8")

    with pytest.raises(ReaderUnavailable, match="do not match"):
        LocalReader(tmp_path).read(FINE)


def test_importing_the_reader_loads_none_of_its_libraries():
    script = "import sys, adapters.local_reader as r; r.LocalReader().available(); print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert not {"onnxruntime", "tokenizers", "numpy"} & set(loaded.split())


def test_a_slim_install_is_told_apart_from_a_full_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    assert "onnxruntime" in LocalReader().available().reason


def test_the_card_names_blocking_categories_first():
    told = Card.of(card())

    assert "phi.name" in told.blocking
    assert "strategy.tone" in told.categories
    assert "strategy.tone" not in told.blocking


def test_windows_cover_every_token_and_end_with_sentences():
    text = "One two. Three four five. " * 10
    offsets = [(at, at + 1) for at, letter in enumerate(text) if letter != " "]

    bounds = windows_of(text, offsets, 50)

    assert [start for start, _ in bounds[1:]] == [end for _, end in bounds[:-1]]
    assert bounds[0][0] == 0
    assert bounds[-1][1] == len(offsets)
    assert all(0 < end - start <= 50 for start, end in bounds)
    assert all(text[offsets[end - 1][0]] == "." for _, end in bounds)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(2, 4, "alpha"), (5, 9, "beta-gamma"), (5, 6, None), (18, 20, "don’t"), (8, 18, "beta-gamma don’t")],
)
def test_a_span_grows_to_whole_words_and_loses_white_space(start: int, end: int, words: str | None):
    text = "alpha beta-gamma don’t"

    span = snapped(text, start, end)

    assert (span.of(text) if span else None) == words


def test_word_features_see_words_pairs_and_context_apart():
    assert word_features("post", "", "b a") != word_features("post", "", "a b")
    assert word_features("post", "a", "b") != word_features("post", "b", "a")
    assert word_features("post", "", "A B") == word_features("post", "", "a b")
    assert max(word_features("review", "", "a b c d e", REVIEW_BUCKETS)) < REVIEW_BUCKETS
