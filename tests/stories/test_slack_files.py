"""Files instead of words: text is read, a picture gets a checklist, nothing of them is kept."""

import struct
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters import documents
from adapters.database.engine import Database
from adapters.slack import media, pictures
from tests.documents import a_docx, a_pdf
from tests.packs import shipped
from tests.slack import DM, a_dm
from tests.slack_server import SlackServer
from tests.slack_stage import Stage, a_stage, playing
from tests.web import FINE, SELFIE

PROFILE = "Interim Chief Nursing Officer. I write about staffing."


def a_jpeg(*, located: bool, order: str = "<") -> bytes:
    """The head of a camera's picture, with or without a GPS directory."""
    entries = [(0x010F, 2, 1, 0), *([(0x8825, 4, 1, 50)] if located else [])]
    tiff = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    tiff += struct.pack(f"{order}H", len(entries))
    tiff += b"".join(struct.pack(f"{order}HHII", *entry) for entry in entries) + b"\0\0\0\0"
    tiff = tiff.ljust(50, b"\0") + struct.pack(f"{order}H", 2)
    tiff += struct.pack(f"{order}HHII", 2, 5, 3, 90) + struct.pack(f"{order}HHII", 4, 5, 3, 114)
    return b"\xff\xd8\xff\xe1\x00\xffExif\0\0" + tiff + b"\0" * 60 + b"\xff\xd9"


def a_file(
    stage: Stage, name: str, body: bytes, mimetype: str = "application/octet-stream"
) -> dict[str, Any]:
    kind = name.rpartition(".")[2]
    return {
        "id": "F1",
        "name": name,
        "filetype": kind,
        "mimetype": mimetype,
        "url_private_download": stage.slack.file(name, body),
    }


async def send(stage: Stage, *files: dict[str, Any], text: str = "") -> list[str]:
    await stage.client.event(a_dm(text, subtype="file_share", files=list(files)))
    await stage.settled(1)
    return stage.final(DM)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("draft.txt", SELFIE.encode()),
        ("draft.txt", b"\xef\xbb\xbf" + SELFIE.encode()),
        ("draft.txt", SELFIE.encode("utf-16")),
        ("draft.docx", a_docx("Hello.", SELFIE)),
        ("draft.pdf", a_pdf(SELFIE)),
    ],
)
async def test_the_words_of_a_file_are_reviewed(stage: Stage, name: str, body: bytes):
    (answer,) = await send(stage, a_file(stage, name, body))

    assert answer.startswith("■ BLOCK")
    assert '"selfie with a patient"' in answer


async def test_a_picture_alone_gets_the_checklist_and_its_place_is_told_and_not_kept(stage: Stage):
    (answer,) = await send(stage, a_file(stage, "ward.jpg", a_jpeg(located=True), "image/jpeg"))

    assert answer == media.checklist(located=True)
    assert await stage.decisions() == ()


async def test_a_picture_with_words_has_its_words_reviewed_and_its_place_told(stage: Stage):
    picture = a_file(stage, "ward.jpg", a_jpeg(located=True), "image/jpeg")

    review, place = await send(stage, picture, text=FINE)

    assert review.startswith("✓ OK")
    assert place == media.LOCATED


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("draft.docx", b"PK not a zip"),
        ("scan.pdf", b"%PDF-1.4 broken"),
        ("draft.txt", b"\0\1\2"),
        ("a.key", b"x"),
    ],
)
async def test_a_file_that_cannot_be_read_is_explained_and_nothing_is_recorded(
    stage: Stage, name: str, body: bytes
):
    assert await send(stage, a_file(stage, name, body)) == [media.UNREADABLE]
    assert await stage.decisions() == ()


@pytest.mark.parametrize("left", ["unknown kind", "sixth file"])
async def test_a_file_that_is_left_out_beside_one_that_is_read_is_told(stage: Stage, left: str):
    texts = [a_file(stage, "draft.txt", SELFIE.encode())] * (6 if left == "sixth file" else 1)
    others = [a_file(stage, "deck.key", b"x")] if left == "unknown kind" else []

    review, *_, told = await send(stage, *others, *texts)

    assert review.startswith("■ BLOCK")
    assert told == media.LEFT_OUT


async def test_words_beside_a_file_that_nobody_reads_are_reviewed_and_the_file_is_told(stage: Stage):
    review, told = await send(stage, a_file(stage, "deck.key", b"x"), text=FINE)

    assert review.startswith("✓ OK")
    assert told == media.LEFT_OUT


async def test_a_film_beside_words_is_only_named(stage: Stage):
    (review,) = await send(stage, a_file(stage, "ward.mp4", b"x", "video/mp4"), text=FINE)

    assert review.startswith(("✓ OK", "▲ REVISE"))


async def test_a_file_that_lies_elsewhere_is_not_fetched_and_the_token_stays_here(stage: Stage):
    async with SlackServer() as stranger:
        url = stranger.file("draft.txt", b"x").replace("127.0.0.1", "localhost")
        file = {**a_file(stage, "draft.txt", b"x"), "url_private_download": url}

        assert await send(stage, file) == [media.UNREADABLE]
        assert stranger.calls["file"] == 0


async def test_a_file_that_is_too_large_is_not_read_to_its_end(stage: Stage):
    file = a_file(stage, "draft.txt", b"x" * 10_000_001)

    assert await send(stage, file) == [media.UNREADABLE]


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_place_in_a_picture_is_seen_in_both_byte_orders(order: str):
    assert pictures.says_where(a_jpeg(located=True, order=order))
    assert not pictures.says_where(a_jpeg(located=False, order=order))
    assert pictures.says_where(b"<x:xmpmeta exif:GPSLatitude='41,52N'>")


@given(st.binary(max_size=300), st.sampled_from([b"", b"II*\0", b"MM\0*", b"Exif\0\0II*\0"]))
def test_any_bytes_can_be_asked_for_a_place(body: bytes, head: bytes):
    pictures.says_where(head + body)


@given(st.binary(max_size=300), st.sampled_from(["txt", "docx", "pdf"]))
def test_any_bytes_give_words_or_are_unreadable(body: bytes, kind: str):
    with suppress(documents.Unreadable):
        assert documents.words(kind, body).strip()


def test_a_word_file_that_declares_entities_is_not_read():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><w:document xmlns:w="{W}"><w:t>&a;</w:t></w:document>'

    with pytest.raises(documents.Unreadable):
        documents.words("docx", a_docx(xml=bomb))


def test_a_word_file_that_unpacks_to_much_is_read_only_as_far_as_a_draft_goes():
    words = documents.words("docx", a_docx(*(["word " * 1000] * 2000)))

    assert len(words) == 200_001


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("bio.txt", PROFILE.encode()),
        ("bio.docx", a_docx(PROFILE)),
        ("bio.pdf", a_pdf(PROFILE)),
    ],
)
async def test_a_file_beside_the_name_of_a_profile_is_that_profile(sqlite: Database, name: str, body: bytes):
    async with SlackServer() as slack, playing(a_stage(slack, sqlite, pack=shipped("article"))) as stage:
        (answer,) = await send(stage, a_file(stage, name, body), text="profile linkedin")

        (entry,) = [one for one in await stage.decisions() if one.decision.event == "reviewed"]
        assert entry.decision.kind == "profile"
        assert "Interim" in answer
        assert "not approved yet" in answer
