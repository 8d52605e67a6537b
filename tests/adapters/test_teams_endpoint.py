"""Only what Teams signed for us, from our tenants, with an address of Teams to answer to, gets in."""

import asyncio
import json
import time
from dataclasses import replace
from typing import Any

import jwt
import pytest

from adapters.teams.activity import Activity
from adapters.teams.clouds import CLOUDS, may_be_fetched, may_be_sent_to
from adapters.teams.endpoint import MOST_BYTES, Reply, TeamsEndpoint
from adapters.teams.gate import TokenGate
from adapters.teams.signing_keys import SigningKeys
from bot.errors import NotAccepted
from tests.teams.channel import APP_ID, TENANT, Channel, a_key
from tests.waiting import until


class Recorded:
    """Turns in a list."""

    def __init__(self) -> None:
        self.turns: list[Activity] = []
        self.fails: Exception | None = None

    async def take(self, activity: Activity) -> Reply:
        if self.fails is not None:
            raise self.fails
        self.turns.append(activity)
        return Reply(200, {"answer": 1}) if activity.type == "invoke" else Reply()


@pytest.fixture
def turns() -> Recorded:
    return Recorded()


@pytest.fixture
def endpoint(channel: Channel, turns: Recorded) -> TeamsEndpoint:
    return an_endpoint(channel, turns)


def an_endpoint(channel: Channel, turns: Recorded, **keys: Any) -> TeamsEndpoint:
    cloud = replace(CLOUDS["commercial"], openid_url=channel.openid_url)
    gate = TokenGate(APP_ID, cloud, SigningKeys(channel.openid_url, **keys))
    return TeamsEndpoint(gate, turns, tenants={TENANT}, hosts={"127.0.0.1"})


async def post(
    endpoint: TeamsEndpoint, channel: Channel, activity: Any, token: str | None = None, **headers: str
) -> int:
    body = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
    status, _ = await endpoint.handle(body, {**channel.headers(token), **headers})
    return status


async def test_a_message_from_teams_is_a_turn(endpoint: TeamsEndpoint, channel: Channel, turns: Recorded):
    assert await post(endpoint, channel, channel.activity("A draft")) == 200

    (turn,) = turns.turns
    assert (turn.text, turn.tenant, turn.sender.aad_object_id, turn.zone) == (
        "A draft",
        TENANT,
        "aad-ann",
        "America/Chicago",
    )


async def test_an_invoke_is_answered_with_json(endpoint: TeamsEndpoint, channel: Channel):
    body = json.dumps(channel.invoke("adaptiveCard/action", {})).encode()

    assert await endpoint.handle(body, channel.headers()) == (200, {"answer": 1})


def bad_headers(channel: Channel) -> dict[str, str | None]:
    """Eighteen ways in which a token can be wrong, as the whole Authorization header."""
    now = int(time.time())
    good, stranger = channel.token(), a_key()
    head, body, signature = good.split(".")
    tokens: dict[str, str | None] = {
        "no header": None,
        "empty": "",
        "other scheme": f"Basic {good}",
        "lower case": f"bearer {good}",
        "three parts": f"Bearer {good} more",
        "garbage": "Bearer not.a.token",
        "expired": f"Bearer {channel.token(exp=now - 3600)}",
        "not yet": f"Bearer {channel.token(nbf=now + 3600)}",
        "no end": f"Bearer {channel.token(exp=None)}",
        "other signature": f"Bearer {channel.token(key=stranger)}",
        "cut signature": f"Bearer {head}.{body}.{signature[:-8]}",
        "unknown key": f"Bearer {channel.token(key=stranger, key_id='nobody')}",
        "shared secret": f"Bearer {channel.token(key='x' * 32, algorithm='HS256')}",
        "no algorithm": "Bearer " + jwt.encode({"iss": "https://api.botframework.com"}, None, "none"),
        "other audience": f"Bearer {channel.token(aud='somebody')}",
        "no audience": f"Bearer {channel.token(aud=None)}",
        "other issuer": f"Bearer {channel.token(iss='https://sts.windows.net/evil/')}",
        "no issuer": f"Bearer {channel.token(iss=None)}",
        "other service": f"Bearer {channel.token(serviceurl='https://evil.example/')}",
        "no service": f"Bearer {channel.token(serviceurl=None)}",
        "the emulator": "Bearer "
        + channel.token(iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", ver="1.0"),
        "a skill": "Bearer "
        + channel.token(
            iss="https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0",
            ver="2.0",
            azp="someone",
        ),
    }
    return tokens


async def test_every_bad_token_is_401_without_a_turn_or_a_call(
    endpoint: TeamsEndpoint, channel: Channel, turns: Recorded, reached_for: list[object]
):
    await post(endpoint, channel, channel.activity())  # the keys are known from here on
    turns.turns.clear()
    cases = bad_headers(channel)
    assert len(cases) >= 18

    found = {}
    for name, header in cases.items():
        headers = {"Content-Type": "application/json"}
        if header is not None:
            headers["Authorization"] = header
        found[name], _ = await endpoint.handle(json.dumps(channel.activity()).encode(), headers)

    assert found == dict.fromkeys(cases, 401)
    assert turns.turns == []
    assert channel.calls == []
    assert (channel.metadata_hits, reached_for) == (1, [])


async def test_a_channel_that_is_not_endorsed_stays_out(channel: Channel, turns: Recorded):
    channel.endorsements = ["webchat"]

    assert await post(an_endpoint(channel, turns), channel, channel.activity()) == 401


@pytest.mark.parametrize(
    "changes",
    [
        {"channelData": {"tenant": {"id": "someone-else"}}},
        {"channelData": {}, "conversation": {"id": "a:1"}},
        {"channelId": "webchat"},
    ],
)
async def test_another_tenant_or_channel_is_401(
    endpoint: TeamsEndpoint, channel: Channel, turns: Recorded, changes: dict[str, Any]
):
    assert await post(endpoint, channel, channel.activity(**changes)) == 401
    assert turns.turns == []


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "http://smba.trafficmanager.net/",
        "https://127.0.0.1@evil.example/",
        "file:///x",
    ],
)
async def test_an_address_that_is_not_of_teams_is_401_even_when_signed(
    endpoint: TeamsEndpoint, channel: Channel, turns: Recorded, url: str
):
    token = channel.token(serviceurl=url)

    assert await post(endpoint, channel, channel.activity(serviceUrl=url), token) == 401
    assert turns.turns == []


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"[]", 400), (b"", 400), (b"null", 400), (b'{"type":"message"}', 400), (b"[" * 5000, 400)],
)
async def test_what_has_no_form_is_400(endpoint: TeamsEndpoint, channel: Channel, body: bytes, status: int):
    assert await post(endpoint, channel, body) == status


async def test_too_large_is_413_and_not_json_is_415(endpoint: TeamsEndpoint, channel: Channel):
    assert await post(endpoint, channel, channel.activity("x" * MOST_BYTES)) == 413
    assert await post(endpoint, channel, channel.activity("x" * 300_000)) == 200
    assert await post(endpoint, channel, channel.activity(), **{"Content-Type": "text/plain"}) == 415


async def test_half_a_character_is_kept_as_a_sign(endpoint: TeamsEndpoint, channel: Channel, turns: Recorded):
    assert await post(endpoint, channel, channel.activity("half \ud800 a \U0001f389")) == 200

    assert turns.turns[0].text == "half \ufffd a \U0001f389"


async def test_what_cannot_be_kept_is_503_so_that_it_is_sent_again(
    endpoint: TeamsEndpoint, channel: Channel, turns: Recorded
):
    turns.fails = NotAccepted("down")

    assert await post(endpoint, channel, channel.activity()) == 503


async def test_an_error_nobody_expected_is_500_and_its_words_stay_inside(
    endpoint: TeamsEndpoint, channel: Channel, turns: Recorded, capfd: pytest.CaptureFixture[str]
):
    turns.fails = RuntimeError("the draft said: selfie")

    assert await post(endpoint, channel, channel.activity()) == 500
    assert "selfie" not in "".join(capfd.readouterr())


async def test_a_rotated_key_is_found_once_the_issuer_had_its_rest(channel: Channel, turns: Recorded):
    moment = 0.0
    endpoint = an_endpoint(channel, turns, rest_s=30.0, now=lambda: moment)
    assert await post(endpoint, channel, channel.activity()) == 200

    channel.rotate()
    moment = 29.0
    early = await post(endpoint, channel, channel.activity())
    moment = 31.0

    assert (early, await post(endpoint, channel, channel.activity())) == (401, 200)
    assert channel.metadata_hits == 2


async def test_unknown_keys_do_not_make_us_ask_the_issuer_again_and_again(channel: Channel, turns: Recorded):
    endpoint = an_endpoint(channel, turns)
    await post(endpoint, channel, channel.activity())

    for number in range(20):
        token = channel.token(key=a_key() if number == 0 else None, key_id=f"k{number}")
        assert await post(endpoint, channel, channel.activity(), token) == 401

    assert channel.metadata_hits == 1


async def test_an_issuer_that_is_down_is_503_and_heals(channel: Channel, turns: Recorded):
    moment = 0.0
    endpoint = an_endpoint(channel, turns, now=lambda: moment)
    channel.metadata_down = True
    down = await post(endpoint, channel, channel.activity())
    channel.metadata_down = False
    moment = 1.9
    early = await post(endpoint, channel, channel.activity())
    moment = 2.1

    assert (down, early, await post(endpoint, channel, channel.activity())) == (503, 503, 200)
    assert channel.metadata_hits == 2


async def test_known_keys_serve_through_an_outage(channel: Channel, turns: Recorded):
    endpoint = an_endpoint(channel, turns, max_age_s=0.0, rest_s=0.0)
    await post(endpoint, channel, channel.activity())
    channel.metadata_down = True

    assert await post(endpoint, channel, channel.activity()) == 200


async def test_a_slow_issuer_does_not_hold_up_the_loop(channel: Channel, turns: Recorded):
    endpoint = an_endpoint(channel, turns, timeout_s=30.0)
    channel.hold()
    waiting = asyncio.create_task(post(endpoint, channel, channel.activity()))
    await until(lambda: channel.metadata_hits)  # it is this loop that takes the question

    assert not waiting.done()
    channel.answers.set()
    assert await waiting == 200


def test_without_an_app_id_there_is_no_gate():
    with pytest.raises(ValueError, match="everybody"):
        TokenGate(" ", CLOUDS["commercial"], SigningKeys("https://x.example"))


@pytest.mark.parametrize("name", CLOUDS)
def test_every_cloud_is_spoken_to_over_https_only(name: str):
    cloud = CLOUDS[name]
    for url in (cloud.openid_url, cloud.issuer, cloud.login_url, cloud.scope):
        assert url.startswith("https://")
    for host in cloud.hosts:
        assert may_be_sent_to(f"https://{host}/amer/", cloud.hosts)
        assert not may_be_sent_to(f"http://{host}/amer/", cloud.hosts)
        assert not may_be_sent_to(f"https://{host}.evil.example/", cloud.hosts)
        assert not may_be_sent_to(f"https://{host}:8443/", cloud.hosts)
        assert not may_be_sent_to(f"https://user@{host}/", cloud.hosts)


def test_a_file_is_fetched_from_the_tenants_own_store_only():
    ends = CLOUDS["commercial"].download_hosts

    assert may_be_fetched("https://mercy.sharepoint.com/x?token=1", ends)
    for url in (
        "https://evilsharepoint.com/x",
        "http://mercy.sharepoint.com/x",
        "https://sharepoint.com.evil.example/",
        "https://169.254.169.254/",
        "https://mercy.sharepoint.com\\@evil.example/",
    ):
        assert not may_be_fetched(url, ends)
