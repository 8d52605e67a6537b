"""Who is at the browser: links, the issuer, sessions that end; and what must not sign anybody in."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from adapters.web.oidc import SignInFailed, refuse_plain
from bot.approval import State
from bot.model import Actor
from tests.desk_web import DeskSite
from tests.desks import NO
from tests.issuer import OTHER, Issuer, an_issuer


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with an_issuer() as issuer:
        yield issuer


def a_site(issuer: Issuer) -> DeskSite:
    return DeskSite(issuer=issuer.client())


async def trip(site: DeskSite, issuer: Issuer, client: httpx.AsyncClient) -> httpx.Response:
    away = await client.get("/signin/issuer")
    assert away.status_code == 303, away.text
    return await client.get(f"/signin/return?{issuer.authorize(away.headers['location'])}")


async def test_a_link_signs_in_once_and_the_cookie_is_for_this_server_alone():
    site = DeskSite()
    client = site.visitor()
    link = await site.ways.link("dana")

    first, second = await client.get(link), await site.visitor().get(link)

    assert (first.status_code, first.headers["location"]) == (303, "/desk")
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert second.status_code == 403
    assert (await client.get("/desk")).status_code == 200


async def test_a_link_grows_old_and_counts_on_loopback_only():
    site = DeskSite()
    link = await site.ways.link("dana")
    site.world.clock.move(timedelta(minutes=11))
    assert (await site.visitor().get(link)).status_code == 403

    open_site = DeskSite(token="t" * 30, beyond_loopback=True)
    assert (await open_site.visitor().get(await open_site.ways.link("dana"))).status_code == 403


@pytest.mark.parametrize("path", ["/desk", "/desk/policy", "/desk/drafts/s1"])
async def test_nobody_sees_the_desk_unsigned(path: str):
    answer = await DeskSite().visitor().get(path)

    assert (answer.status_code, answer.headers["location"]) == (303, "/signin")


async def test_a_session_ends_by_signing_out_by_idling_and_after_half_a_day():
    site = DeskSite()
    client = await site.as_("dana")
    assert (await client.post("/signout", data={})).status_code == 303
    assert (await client.get("/desk")).status_code == 303

    idle = await site.as_("dana")
    site.world.clock.move(timedelta(minutes=61))
    assert (await idle.get("/desk")).status_code == 303

    busy = await site.as_("dana")
    for _ in range(12):
        assert (await busy.get("/desk")).status_code == 200
        site.world.clock.move(timedelta(minutes=60) - timedelta(seconds=1))
    site.world.clock.move(timedelta(seconds=30))
    assert (await busy.get("/desk")).status_code == 303


async def test_the_issuer_signs_in_whoever_it_says_and_is_the_only_one_asked(issuer: Issuer):
    site = a_site(issuer)
    people = {**site.ways.policy.people}
    client = site.visitor()

    done = await trip(site, issuer, client)

    assert done.status_code == 303, done.text
    (session,) = (row[0] for row in site.sessions.rows.values())
    assert session.person == "oidc:dana@example.org"
    assert session.person not in people
    assert session.subject == f"{issuer.url} u-1"
    assert issuer.asked == ["/.well-known/openid-configuration", "/keys", "/token"]


def an(**claims: object) -> Callable[[Issuer], None]:
    return lambda issuer: issuer.changes.update(claims=claims)


def by_another_key(issuer: Issuer) -> None:
    issuer.key = OTHER


WRONG = {
    "another audience": an(aud="other"),
    "two audiences without a party": an(aud=["bedside", "other"]),
    "another issuer": an(iss="https://evil.example"),
    "another nonce": an(nonce="n"),
    "no nonce": an(nonce=None),
    "long over": an(exp=1),
    "not yet issued": an(iat=32503680000, nbf=32503680000),
    "another key": by_another_key,
}


@pytest.mark.parametrize("falsify", WRONG.values(), ids=WRONG)
async def test_a_token_that_is_not_for_us_signs_nobody_in(issuer: Issuer, falsify: Callable[[Issuer], None]):
    falsify(issuer)
    site = a_site(issuer)

    refused = await trip(site, issuer, site.visitor())

    assert refused.status_code == 403
    assert site.sessions.rows == {}


async def test_a_forged_state_a_replayed_code_and_a_trip_of_somebody_else(issuer: Issuer):
    site = a_site(issuer)
    client = site.visitor()
    away = await client.get("/signin/issuer")
    back = issuer.authorize(away.headers["location"])

    assert (await client.get("/signin/return?code=code0&state=forged")).status_code == 403
    # The trip was taken by the forgery.
    assert (await client.get(f"/signin/return?{back}")).status_code == 403
    assert (await site.visitor().get(f"/signin/return?{back}")).status_code == 403
    second = await client.get("/signin/issuer")
    query = issuer.authorize(second.headers["location"])
    assert (await client.get(f"/signin/return?{query}")).status_code == 303
    assert (await client.get(f"/signin/return?{query}")).status_code == 403
    denied = await client.get("/signin/issuer")
    state = issuer.authorize(denied.headers["location"]).split("state=")[1]
    assert (await client.get(f"/signin/return?error=access_denied&state={state}")).status_code == 403


async def test_an_issuer_that_is_down_or_lies_about_its_name_is_told(issuer: Issuer):
    issuer.changes["discovery"] = {"issuer": "https://evil.example"}
    assert (await a_site(issuer).visitor().get("/signin/issuer")).status_code == 503
    issuer.refuses = True
    assert (await a_site(issuer).visitor().get("/signin/issuer")).status_code == 503
    with pytest.raises(SignInFailed, match="without TLS"):
        refuse_plain("http://issuer.example/token", "https://issuer.example")


async def test_an_unverified_address_is_nobodys():
    site = DeskSite()

    person, _, roles = site.ways.known({"sub": "u-9", "email": "dana@example.org", "email_verified": False})

    assert (person, roles) == ("oidc:u-9", ())


async def test_no_claim_can_look_like_an_account_of_bedsides_own():
    site = DeskSite()

    person, shown, _ = site.ways.known({"sub": "person:dana", "name": "Mallory"})

    assert (person, shown) == ("oidc:person:dana", "Mallory")


async def test_beyond_this_machine_the_log_is_read_by_role_and_ones_own_entry_by_its_author(issuer: Issuer):
    site = DeskSite(issuer=issuer.client(), token="t" * 30, beyond_loopback=True)
    review = await site.world.review("ann")

    async def asked(person: str, path: str) -> int:
        client = site.visitor()
        client.cookies.set(site.ways.cookie, await site.sessions.begin(person, person, (), "local"))
        return (await client.get(path)).status_code

    entry = f"/log/{review.decision_id}"
    assert [await asked(name, "/log") for name in ("otto", "cleo", "pia")] == [200, 200, 200]
    assert [await asked(name, "/log") for name in ("ann", "dana")] == [403, 403]
    assert [await asked(name, "/log/export") for name in ("otto", "ann")] == [200, 403]
    assert [await asked(name, entry) for name in ("ann", "dana", "bob")] == [200, 200, 403]
    bearer = site.visitor(authorization=f"Bearer {'t' * 30}")
    assert (await bearer.get("/log")).status_code == 200


async def test_two_whom_only_the_directory_knows_release_a_block_and_one_of_them_alone_does_not(
    issuer: Issuer,
):
    site = DeskSite(issuer=issuer.client())
    sent = (await site.world.sent(NO)).submission
    path, release = f"/desk/drafts/{sent.id}", {"action": "release", "version": sent.version.fingerprint}

    async def presses(email: str, subject: str) -> int:
        client = site.visitor()
        begun = (f"oidc:{email}", email, ("compliance",), "local", f"{issuer.url} {subject}")
        client.cookies.set(site.ways.cookie, await site.sessions.begin(*begun))
        form = {**release, "reason": "source_on_file", "csrf": site.csrf(client)}
        return (await client.post(path, data=form)).status_code

    assert await presses("zoe@h.example", "u-1") == 303
    assert await presses("zoe.new@h.example", "u-1") == 409
    assert site.world.submissions.rows["local", sent.id].state is State.WAITING
    assert await presses("yan@h.example", "u-2") == 303
    assert site.world.submissions.rows["local", sent.id].state is State.APPROVED


async def test_a_name_typed_at_the_door_makes_nobody_of_the_pack():
    site = DeskSite()

    for name in ("dana", "web:dana", "person:dana"):
        asked = site.world.service.desk.policy.person_of("web", Actor(name))  # type: ignore[union-attr]
        assert name.startswith("person:") or not asked.roles
    basic = site.visitor(authorization="Basic ZGFuYTp0")
    assert (await basic.get("/desk")).status_code == 303


@pytest.mark.parametrize(("late_s", "status"), [(60, 303), (600, 403)])
async def test_clocks_may_differ_by_two_minutes_and_no_more(issuer: Issuer, late_s: int, status: int):
    an(iat=int(time.time()) - 900, exp=int(time.time()) - late_s)(issuer)
    site = a_site(issuer)

    assert (await trip(site, issuer, site.visitor())).status_code == status


async def test_somebody_who_was_removed_from_the_pack_meanwhile_decides_nothing():
    site = DeskSite()
    sent = (await site.world.sent()).submission
    dana = await site.as_("dana")
    desk = site.world.service.desk
    assert desk is not None
    left = {name: person for name, person in desk.policy.people.items() if name != "dana"}
    desk.policy = replace(desk.policy, people=left)

    form = {"action": "approve", "version": sent.version.fingerprint, "csrf": site.csrf(dana)}
    refused = await dana.post(f"/desk/drafts/{sent.id}", data=form)

    assert refused.status_code == 404
    assert (await dana.get("/desk/registers")).status_code == 403
    assert site.world.submissions.rows["local", sent.id].state is State.WAITING
