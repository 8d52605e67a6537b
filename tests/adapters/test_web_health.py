"""For operators: alive, ready, figures, and what happens when the unexpected happens."""

from collections.abc import Mapping

import pytest
from structlog.testing import capture_logs

from bot.model import Decision
from bot.ports import Entry
from tests.fakes import InMemoryDecisionLog
from tests.web import FINE, SELFIE, a_client, an_app


async def a_failing_check() -> Mapping[str, str | None]:
    return {"policy": None, "database": "The file /srv/bedside.db is read-only."}


class _BrokenLog(InMemoryDecisionLog):
    async def record(self, decision: Decision, *, once: str | None = None) -> Entry:
        raise RuntimeError(f"cannot keep {SELFIE}")


async def test_a_server_that_answers_is_alive():
    async with a_client(an_app()) as client:
        assert (await client.get("/healthz")).json() == {"status": "ok"}


async def test_a_server_whose_checks_are_well_is_ready():
    async def well() -> Mapping[str, str | None]:
        return {"database": None}

    async with a_client(an_app(readiness=well)) as client:
        response = await client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "ok", "checks": {"database": "ok"}})


async def test_a_check_that_fails_is_named_with_what_is_wrong():
    async with a_client(an_app(readiness=a_failing_check)) as client:
        response = await client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {
        "status": "failing",
        "checks": {"policy": "ok", "database": "The file /srv/bedside.db is read-only."},
    }


async def test_beyond_loopback_a_stranger_learns_that_a_check_fails_and_no_more():
    app = an_app(readiness=a_failing_check, beyond_loopback=True, token="a-long-token-for-tests-only")
    async with a_client(app, host="bedside.example") as client:
        response = await client.get("/readyz")

    assert response.json()["checks"] == {"policy": "ok", "database": "failing"}


async def test_the_figures_count_verdicts_and_routes_and_hold_no_word_of_a_draft():
    async with a_client(an_app()) as client:
        await client.post("/review", data={"draft": SELFIE, "kind": "post", "outlet": "facebook"})
        await client.post("/api/v1/reviews", json={"kind": "post", "platform": "x", "text": FINE})
        await client.get("/log/some-entry?person=alder")
        await client.request("BREW", "/")
        figures = (await client.get("/metrics")).text

    assert (
        'bedside_reviews_total{kind="post",outlet="facebook",platform="web",verdict="block"} 1.0' in figures
    )
    assert 'bedside_reviews_total{kind="post",outlet="x",platform="api",verdict="ok"} 1.0' in figures
    assert "bedside_review_seconds_count 2.0" in figures
    assert 'route="/log/{entry_id}",status="404"' in figures
    assert 'method="other"' in figures
    assert "alder" not in figures
    assert "selfie" not in figures


async def test_what_waits_and_what_was_given_up_are_figures_while_the_database_answers():
    known: dict[str, float] = {"waiting": 3, "dead": 1, "overdue_seconds": 7.5}

    async def work() -> Mapping[str, float]:
        return known

    async with a_client(an_app(work=work)) as client:
        figures = (await client.get("/metrics")).text
        known.clear()
        blind = (await client.get("/metrics")).text

    assert 'bedside_work{state="waiting"} 3.0' in figures
    assert 'bedside_work{state="dead"} 1.0' in figures
    assert "bedside_work_overdue_seconds 7.5" in figures
    assert "bedside_work{" not in blind
    assert "bedside_work_overdue_seconds NaN" in blind


async def test_reviews_that_the_log_could_not_keep_are_counted():
    log = InMemoryDecisionLog()
    log.down = True
    async with a_client(an_app(log)) as client:
        await client.post("/review", data={"draft": FINE, "kind": "post", "outlet": "x"})
        figures = (await client.get("/metrics")).text

    assert "bedside_reviews_unlogged_total 1.0" in figures


@pytest.mark.parametrize("path", ["/review", "/api/v1/reviews"])
async def test_the_unexpected_becomes_a_code_and_its_words_go_nowhere(path: str):
    body = {"draft": SELFIE, "text": SELFIE, "kind": "post", "outlet": "x", "platform": "x"}
    async with a_client(an_app(_BrokenLog())) as client:
        with capture_logs() as logs:
            send = {"json": body} if path.startswith("/api") else {"data": body}
            response = await client.post(path, **send)  # type: ignore[arg-type]

    (entry,) = logs
    assert response.status_code == 500
    assert entry["code"] in response.text
    assert entry["kind"] == "RuntimeError"
    assert entry["route"] == path
    assert "selfie" not in response.text + repr(logs)
    assert "Traceback" not in response.text


async def test_a_page_that_is_not_there_is_told_kindly():
    async with a_client(an_app()) as client:
        response = await client.get("/nowhere/at/all")

    assert response.status_code == 404
    assert "There is nothing here" in response.text


async def test_a_caller_who_hangs_up_is_no_failure():
    async def hang_up() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def send(_: object) -> None:
        pytest.fail("nobody is there to be answered")

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/review",
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1")],
    }
    with capture_logs() as logs:
        await an_app()(scope, hang_up, send)

    assert logs == []
