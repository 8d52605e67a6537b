"""Text files in Teams are read as if their words had been typed; others are not, and that is said."""

from typing import Any

import pytest

from adapters.database.engine import Database
from adapters.teams.wording import CANNOT_READ, NO_WORDS_IN_IT, NOT_FETCHED, SOME_UNREAD
from tests.adapters.test_teams_render import elements, shown
from tests.documents import a_docx, a_pdf
from tests.packs import shipped
from tests.teams.channel import TENANT, Channel
from tests.teams.desk import Bench, a_bench
from tests.web import BOAST, SELFIE

FILE = "application/vnd.microsoft.teams.file.download.info"
STORE = "https://mercy.sharepoint.com"


def a_file(name: str, kind: str = "txt") -> dict[str, Any]:
    """A file as Teams describes it."""
    return {
        "contentType": FILE,
        "name": name,
        "content": {"fileType": kind, "downloadUrl": f"{STORE}/{name}"},
    }


class Store:
    """Where a tenant's files lie; takes note of what was fetched."""

    def __init__(self, **files: str) -> None:
        self.files = files
        self.fetched: list[str] = []

    def __call__(self, url: str, most: int, within_s: float) -> bytes:
        self.fetched.append(url)
        return self.files[url.removeprefix(f"{STORE}/")].encode()


def texts(bench: Bench) -> str:
    """Everything that was said in the private conversation."""
    cards = [m["attachments"][0]["content"] for m in bench.channel.messages if m.get("attachments")]
    return "\n".join(shown(card) for card in cards)


@pytest.mark.parametrize(
    "attachments",
    [
        [{"contentType": "image/png", "contentUrl": "https://evil.example/x.png"}],
        [{"contentType": "text/html", "content": "<p></p>"}],
        [{"contentType": FILE, "content": {"fileType": "xlsx", "downloadUrl": "https://m.sharepoint.com/x"}}],
        [{"contentType": FILE, "content": {"fileType": "txt", "downloadUrl": "https://evil.example/x"}}],
        [{"contentType": FILE, "content": {"fileType": "txt", "downloadUrl": "http://m.sharepoint.com/x"}}],
        [{"contentType": FILE, "content": None}],
    ],
)
async def test_what_cannot_be_read_is_said_and_nothing_is_fetched(
    sqlite: Database, channel: Channel, attachments: list[Any]
):
    def get(*_: Any) -> bytes:
        raise AssertionError("something was fetched")

    async with a_bench(sqlite, channel, get=get) as bench:
        await bench.say("", attachments=attachments)
        await bench.settled()

        assert shown(bench.card) == CANNOT_READ


async def test_a_text_file_is_read_from_the_tenants_own_store(sqlite: Database, channel: Channel):
    url = "https://mercy.sharepoint.com/download?token=1"
    file = {"contentType": FILE, "name": "draft.txt", "content": {"fileType": "txt", "downloadUrl": url}}

    async with a_bench(sqlite, channel, get=lambda got, *_: SELFIE.encode() if got == url else b"") as bench:
        await bench.say("", attachments=[file])
        await bench.settled()

        assert "selfie with a patient" in shown(bench.card)


async def test_a_file_is_accepted_before_it_is_fetched(sqlite: Database, channel: Channel):
    fetched: list[str] = []

    def get(url: str, *_: Any) -> bytes:
        fetched.append(url)
        return SELFIE.encode()

    async with a_bench(sqlite, channel, get=get, work=False) as bench:
        file = {"fileType": "txt", "downloadUrl": "https://mercy.sharepoint.com/x"}
        for _ in range(2):
            await bench.say("", id="f1", attachments=[{"contentType": FILE, "content": file}])
        assert fetched == []
        assert await bench.workshop.conversations.recall("teams", TENANT, "a:ann") is not None

        bench.workshop.begin()
        await bench.settled()
        assert "selfie with a patient" in shown(bench.card)
        assert len(await bench.entries()) == len(fetched) == 1


async def test_a_file_that_does_not_come_is_told_in_the_end(sqlite: Database, channel: Channel):
    def get(*_: Any) -> bytes:
        raise OSError("gone")

    async with a_bench(sqlite, channel, get=get) as bench:
        file = {"fileType": "txt", "downloadUrl": "https://mercy.sharepoint.com/x"}
        await bench.say("", attachments=[{"contentType": FILE, "content": file}])
        await bench.settled()

        assert shown(bench.card) == NOT_FETCHED
        assert await bench.entries() == ()


async def test_words_and_files_are_read_together_in_the_order_they_came(sqlite: Database, channel: Channel):
    store = Store(one=SELFIE, two=BOAST)
    async with a_bench(sqlite, channel, get=store) as bench:
        await bench.say("review x:", attachments=[a_file("one"), a_file("two")])
        await bench.settled()

        (entry,) = await bench.entries("reviewed")
        draft = await bench.service.kept_draft("local", entry.id)
        assert entry.decision.outlet == "x"
        assert draft is not None
        assert draft.text == f"{SELFIE}\n\n{BOAST}"


async def test_a_file_that_is_not_read_is_named_beside_the_answer(sqlite: Database, channel: Channel):
    store = Store(one=SELFIE)
    async with a_bench(sqlite, channel, get=store) as bench:
        await bench.say("Please.", attachments=[a_file("one"), a_file("two", "xlsx")])
        await bench.settled()

        assert "selfie with a patient" in texts(bench)
        assert texts(bench).endswith(SOME_UNREAD)
        assert len(store.fetched) == 1


async def test_words_beside_a_document_are_answered_and_the_document_is_not_passed_over_in_silence(
    bench: Bench,
):
    await bench.say(SELFIE, attachments=[a_file("two", "pptx")])
    await bench.settled()

    assert "selfie with a patient" in texts(bench)
    assert texts(bench).endswith(SOME_UNREAD)


async def test_a_profile_is_checked_from_a_file(sqlite: Database, channel: Channel):
    store = Store(bio="Headline: Interim Chief Nursing Officer\nBio: I write about staffing.")
    async with a_bench(sqlite, channel, pack=shipped("article"), get=store) as bench:
        await bench.say("profile linkedin", attachments=[a_file("bio")])
        await bench.settled()

        assert "Approve this text" in [e.get("title") for e in elements(bench.card_of())]
        assert "Interim" in shown(bench.card_of())
        assert await bench.entries("responded") == ()


@pytest.mark.parametrize(("kind", "body"), [("docx", a_docx(SELFIE)), ("pdf", a_pdf(SELFIE))])
async def test_a_document_is_read_for_its_words(sqlite: Database, channel: Channel, kind: str, body: bytes):
    async with a_bench(sqlite, channel, get=lambda *_: body) as bench:
        await bench.say("", attachments=[a_file("draft", kind)])
        await bench.settled()

        assert "selfie with a patient" in texts(bench)


async def test_a_document_without_words_is_told(sqlite: Database, channel: Channel):
    async with a_bench(sqlite, channel, get=lambda *_: b"no document") as bench:
        await bench.say("", attachments=[a_file("draft", "docx")])
        await bench.settled()

        assert NO_WORDS_IN_IT in texts(bench)
        assert await bench.entries() == ()


async def test_a_public_review_comes_in_a_file(sqlite: Database, channel: Channel):
    store = Store(r="I waited three hours.")
    async with a_bench(sqlite, channel, pack=shipped(), get=store) as bench:
        await bench.say("respond-review", attachments=[a_file("r")])
        await bench.settled()

        assert len(await bench.entries("responded")) == 1
