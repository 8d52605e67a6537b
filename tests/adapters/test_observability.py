"""Logs: one JSON object a line, and no way for a word of a draft to get into one."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from adapters.observability import configure

WORDS = "Mrs. Okafor went home after her surgery"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    configure("info", stream)
    yield stream
    structlog.reset_defaults()
    root.handlers = handlers
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_carries_ids_counts_and_codes(written: io.StringIO):
    structlog.get_logger("bedside.web").warning("not_ready", checks=["database"], status=503, seconds=0.25)

    (line,) = lines(written)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "not_ready",
        "level": "warning",
        "logger": "bedside.web",
        "checks": ["database"],
        "status": 503,
        "seconds": 0.25,
    }


def test_an_unknown_field_is_dropped_and_so_is_a_value_that_is_no_code(written: io.StringIO):
    structlog.get_logger("bedside.web").info("reviewed", text=WORDS, draft="Okafor", code=WORDS, count=1)

    (line,) = lines(written)
    assert "Okafor" not in written.getvalue()
    assert line["count"] == 1


def test_an_exception_leaves_its_type_and_place_and_none_of_its_words(written: io.StringIO):
    try:
        raise ValueError(WORDS)
    except ValueError:
        structlog.get_logger("bedside.web").exception("failed")
        logging.getLogger("uvicorn.error").exception("Exception in %s", WORDS)

    assert "Okafor" not in written.getvalue()
    for line in lines(written):
        assert line["kind"] == "ValueError"
        assert "test_observability:" in line["at"]


@pytest.mark.parametrize("library", ["uvicorn.error", "sqlalchemy.engine", "asyncio", "somebody.else"])
def test_what_a_library_says_in_its_own_words_is_withheld(written: io.StringIO, library: str):
    logging.getLogger(library).warning("could not bind %r", WORDS)

    (line,) = lines(written)
    assert line["withheld"] is True
    assert line["logger"] == library
    assert "Okafor" not in written.getvalue()


def test_libraries_are_heard_from_warning_on_and_never_about_addresses(written: io.StringIO):
    logging.getLogger("sqlalchemy.engine").info("SELECT 1")
    logging.getLogger("uvicorn.error").info("Started server process")
    logging.getLogger("uvicorn.access").error('"GET /log/abc HTTP/1.1" 200')

    assert written.getvalue() == ""


def test_a_terminal_gets_plain_lines(written: io.StringIO):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    configure("info", terminal)
    structlog.get_logger("bedside.serve").info("serving", port=8080)

    assert "serving" in terminal.getvalue()
    assert "port=8080" in terminal.getvalue()
    assert "\x1b" not in terminal.getvalue()
