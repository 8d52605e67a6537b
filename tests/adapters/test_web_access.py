"""Who may call, from where, and what every answer carries."""

import pytest
from starlette.datastructures import Headers

from adapters.web.access import SECURITY_HEADERS, crosses_sites
from bot.errors import SettingsError
from tests.fakes import InMemoryDecisionLog
from tests.web import FINE, SELFIE, a_client, an_app

TOKEN = "a-long-token-for-tests-only"
FORM = {"draft": FINE, "kind": "post", "outlet": "linkedin"}
ROW = {"kind": "post", "platform": "linkedin", "text": FINE}


@pytest.mark.parametrize(
    "path", ["/", "/log", "/nowhere", "/healthz", "/static/bedside.css", "/api/v1/openapi.json"]
)
async def test_every_answer_carries_the_security_headers(path: str):
    async with a_client(an_app()) as client:
        response = await client.get(path)

    assert {name: response.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


async def test_no_page_holds_a_script_or_a_style_of_its_own():
    async with a_client(an_app()) as client:
        pages = [await client.get("/"), await client.get("/log"), await client.post("/review", data=FORM)]

    for page in pages:
        assert "<style" not in page.text
        assert " style=" not in page.text
        assert " onclick=" not in page.text
        assert page.text.count("<script") == 1
        assert 'src="/static/bedside.js"' in page.text


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1", "127.0.0.2:9", "[::1]:8080"])
async def test_on_loopback_this_machine_s_own_names_are_answered(host: str):
    async with a_client(an_app(), Host=host) as client:
        assert (await client.get("/")).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8080", ""]
)
async def test_on_loopback_a_name_that_another_site_rebound_is_refused(host: str):
    async with a_client(an_app(), Host=host) as client:
        assert (await client.get("/")).status_code == 421


@pytest.mark.parametrize(
    ("headers", "crosses"),
    [
        ({}, False),
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "same-site"}, True),
        ({"sec-fetch-site": "cross-site"}, True),
        ({"origin": "http://a.example", "host": "a.example"}, False),
        ({"origin": "http://b.example", "host": "a.example"}, True),
        ({"origin": "null", "host": "a.example"}, True),
        ({"origin": "http://[", "host": "a.example"}, True),
    ],
)
def test_a_request_crosses_sites_when_the_browser_says_so(headers: dict[str, str], crosses: bool):
    assert crosses_sites(Headers(headers)) is crosses


@pytest.mark.parametrize("path", ["/review", "/disagree", "/log/chain", "/api/v1/reviews"])
async def test_another_site_cannot_post_here(path: str):
    log = InMemoryDecisionLog()
    async with a_client(an_app(log), Origin="http://evil.example") as client:
        response = await client.post(path, data=FORM)

    assert response.status_code == 403
    assert (await log.verify("local")).entries == 0


async def test_another_site_cannot_cause_an_export():
    log = InMemoryDecisionLog()
    async with a_client(an_app(log), **{"Sec-Fetch-Site": "cross-site"}) as client:
        response = await client.get("/log/export")

    assert response.status_code == 403
    assert (await log.verify("local")).entries == 0


def test_nothing_is_served_beyond_loopback_without_a_token():
    with pytest.raises(SettingsError, match="needs a token"):
        an_app(beyond_loopback=True)


@pytest.mark.parametrize("path", ["/", "/log", "/log/export", "/metrics", "/api/v1/openapi.json", "/nowhere"])
async def test_beyond_loopback_everything_asks_for_the_token(path: str):
    app = an_app(beyond_loopback=True, token=TOKEN)
    async with a_client(app, host="bedside.example") as client:
        unknown = await client.get(path)
        wrong = await client.get(path, headers={"Authorization": f"Bearer {TOKEN}x"})

    assert (unknown.status_code, wrong.status_code) == (401, 401)
    assert unknown.headers["www-authenticate"].startswith("Basic ")


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/static/bedside.css"])
async def test_beyond_loopback_health_and_the_look_of_the_sign_in_stay_open(path: str):
    async with a_client(an_app(beyond_loopback=True, token=TOKEN), host="bedside.example") as client:
        assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize("odd", ["Basic !!!", "Basic /w==", "Bearer", "Digest x", "Bearer \xff"])
async def test_credentials_that_cannot_be_read_are_no_credentials(odd: str):
    async with a_client(an_app(beyond_loopback=True, token=TOKEN), host="bedside.example") as client:
        response = await client.get("/log", headers={"Authorization": odd.encode("latin-1")})  # type: ignore[dict-item]

    assert response.status_code == 401


async def test_a_program_signs_in_with_the_token_as_bearer():
    app = an_app(beyond_loopback=True, token=TOKEN)
    async with a_client(app, host="bedside.example", Authorization=f"Bearer {TOKEN}") as client:
        response = await client.post("/api/v1/reviews", json=ROW)

    assert response.json()["verdict"] == "ok"


async def test_a_person_signs_in_with_a_name_and_the_log_keeps_it():
    log = InMemoryDecisionLog()
    async with a_client(an_app(log, beyond_loopback=True, token=TOKEN), host="bedside.example") as client:
        response = await client.post("/review", data={**FORM, "draft": SELFIE}, auth=("ana.brandt", TOKEN))

    assert response.status_code == 200
    assert (await log.find("local", _anything()))[0].decision.actor.id == "ana.brandt"


async def test_a_name_that_could_be_anything_is_not_kept():
    log = InMemoryDecisionLog()
    async with a_client(an_app(log, beyond_loopback=True, token=TOKEN), host="bedside.example") as client:
        await client.post("/review", data=FORM, auth=("Mrs. Alder, room 4", TOKEN))

    assert (await log.find("local", _anything()))[0].decision.actor.id == "local"


def _anything():
    from bot.ports import LogQuery

    return LogQuery()
