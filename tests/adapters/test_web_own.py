"""A person's own page on the web: private, one thing at a time, and no name ever reaches the server."""

import re

import httpx
import pytest

from adapters.server import create_app
from adapters.session import Session
from adapters.web.access import WebSettings
from tests.packs import shipped
from tests.personal import OwnWorld
from tests.web import a_client


def a_site(world: OwnWorld, **settings: object) -> httpx.AsyncClient:
    return a_client(create_app(world.service, settings=WebSettings(**settings)))  # type: ignore[arg-type]


async def pressed(site: httpx.AsyncClient, words: str, reason: str = "") -> httpx.Response:
    return await site.post("/own", data={"words": words, "reason": reason})


async def test_a_check_is_walked_through_by_its_buttons():
    world = OwnWorld()
    async with a_site(world) as site:
        page = await site.get("/own/presence")
        steps = 0
        while (
            words := re.findall(r'value="(presence [a-z-]+ fine|presence begin)"', page.text)
        ) and steps < 9:
            page, steps = await pressed(site, words[0]), steps + 1
            if "is done" in page.text:
                break

    assert steps == 4
    assert "Your presence check of 2 March 2026 is done" in page.text
    assert len(world.kept("web:local").check.answers) == 3


async def test_no_field_for_a_name_is_ever_sent():
    async with a_site(OwnWorld()) as site:
        page = await pressed(site, "presence begin")

    fields = re.findall(r"<input [^>]*data-fact[^>]*>", page.text)
    assert len(fields) == 2
    assert not any("name=" in field for field in fields)
    for form in re.findall(r"<form.*?</form>", page.text, re.DOTALL):
        assert "data-fact" not in form
    assert 'data-template="https://search.example/web?q=%22{name}%22{fact}"' in page.text
    assert 'referrerpolicy="no-referrer"' in page.text


async def test_beyond_this_machine_a_shared_token_opens_nobodys_page():
    world = OwnWorld()
    async with a_site(world, beyond_loopback=True, token="t" * 24) as site:
        for answer in (
            await site.get("/own", auth=("ann", "t" * 24)),
            await site.post("/own", auth=("ann", "t" * 24), data={"words": "presence begin"}),
        ):
            assert answer.status_code == 403
            assert "belongs to one person alone" in answer.text

    assert world.book.records == {}


async def test_somebody_who_is_signed_in_sees_their_own_page_there_and_others_are_shown_the_way():
    world = OwnWorld()
    await world.guide("presence begin", who="U1", platform="slack")
    sessions = iter([Session("ann", "Ann", (), "local", "x"), None])

    async def session_of(request: object) -> Session | None:
        return next(sessions)

    settings = {"beyond_loopback": True, "token": "t" * 24, "session_of": session_of}
    async with a_site(world, **settings) as site:
        mine = await site.get("/own/presence")
        stranger = await site.get("/own/presence", auth=("ann", "t" * 24))

    assert "Step 1 of 3" in mine.text
    assert (stranger.status_code, stranger.headers["location"]) == (303, "/signin")


async def test_another_site_can_press_nothing():
    world = OwnWorld()
    async with a_site(world) as site:
        answer = await site.post(
            "/own", data={"words": "mine delete yes"}, headers={"Sec-Fetch-Site": "cross-site"}
        )

    assert answer.status_code == 403


@pytest.mark.parametrize("words", ["", "queue", "subscribe monday", "presence name nice"])
async def test_words_of_something_else_are_refused(words: str):
    async with a_site(OwnWorld()) as site:
        assert (await pressed(site, words)).status_code == 422


async def test_a_link_pasted_into_the_form_is_not_shown_or_kept():
    async with a_site(OwnWorld()) as site:
        await pressed(site, "presence begin")
        page = await pressed(site, "presence https://gossip.example/zoe")

    assert page.status_code == 422
    assert "gossip" not in page.text


async def test_who_sees_to_it_is_picked_from_a_list():
    world = OwnWorld()
    async with a_site(world) as site:
        await pressed(site, "presence name wrong")
        name = world.kept("web:local").todos[0].id
        page = await pressed(site, f"todos {name}")
        assert '<option value="assistant">' in page.text

        changed = await pressed(site, f"todos {name} owner", "assistant")

    assert "Assistant" in changed.text


async def test_where_a_draft_should_go_needs_no_page_of_ones_own():
    async with a_site(OwnWorld(shipped("article")), beyond_loopback=True, token="t" * 24) as site:
        asked = await site.get("/where", auth=("ann", "t" * 24))
        told = await site.post(
            "/where", auth=("ann", "t" * 24), data={"words": "where", "text": "Thank you,\r\nnight crew."}
        )

    assert 'name="text"' in asked.text
    assert "Suits it well: it thanks or celebrates people" in told.text


async def test_a_profile_is_put_in_with_all_its_lines():
    world = OwnWorld(shipped("article"))
    async with a_site(world) as site:
        page = await site.post(
            "/own",
            data={"words": "profile linkedin", "text": "Headline: Chief\r\nBio: I lead. Views my own."},
        )

    assert "Bio, “Views my own”" in page.text
    assert len(world.kept("web:local").profiles["linkedin"].shown.marks) == 3
    assert re.search(r"<textarea[^>]*>Headline: Chief\s+Bio: I lead. Views my own.</textarea>", page.text)
