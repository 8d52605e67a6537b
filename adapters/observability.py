"""Structured logs that cannot carry a draft: JSON lines, or plain lines on a terminal.

Only fields of an allow-list come through, and only with values that look like codes; what a library
says in its own words is withheld, because an exception's message may quote what somebody typed.
"""

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

FIELDS = frozenset(
    {
        "event", "level", "timestamp", "logger", "kind", "code", "route", "method", "status", "checks",
        "check", "id", "tenant", "verdict", "policy_version", "reader_version", "rule", "category",
        "outlet", "platform", "count", "entries", "seconds", "port", "pid", "migrated", "withheld", "at",
        "role",
    }
)  # fmt: skip
"""Ids, counts and codes. A new field is added here, after asking whether a word of a draft could get in."""

_CODE = re.compile(r"[\w.:@/+{}-]{0,120}")
_QUIET = (
    "uvicorn",
    "uvicorn.error",
    "sqlalchemy",
    "alembic",
    "aiosqlite",
    "asyncio",
    "procrastinate",
    "psycopg",
    "slack_bolt",
    "slack_sdk",
    "aiohttp",
    "httpcore2",
    "httpx2",
    "openai",
    "pypdf",
)


def configure(level: str, stream: TextIO = sys.stderr, *, colours: bool = False) -> None:
    """Send every log of this process to ``stream`` in one form.

    Args:
        level: The least level of Bedside's own that is written; libraries are heard from warning on.
        stream: A terminal gets plain lines, anything else JSON.
        colours: Whether a terminal gets colours.
    """
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_the_exception,
        only_codes,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=colours)
        if stream.isatty()
        else structlog.processors.JSONRenderer()
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[withhold_foreign_words, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in _QUIET:
        library = logging.getLogger(name)
        library.handlers, library.propagate = [], True
        library.setLevel(max(logging.WARNING, root.level))
    logging.getLogger("uvicorn.access").disabled = True  # it would write paths as they were asked for


@contextmanager
def untold() -> Iterator[None]:
    """Write no log: on the command line the answer says what went wrong, and a program may read it."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        structlog.configure(**before)


def withhold_foreign_words(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Keep of a library's record who spoke and how loudly."""
    record: logging.LogRecord | None = event.get("_record")
    kept: EventDict = {key: event[key] for key in ("_record", "_from_structlog") if key in event}
    kept.update(event="library", withheld=True)
    if record is not None and record.exc_info:
        kept["exc_info"] = record.exc_info
    return kept


def name_the_exception(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Put an exception's type and place where its trace was, whose last line is its message."""
    raised: ExcInfo | BaseException | bool | None = event.pop("exc_info", None)
    if raised is True:
        raised = sys.exception()
    if isinstance(raised, tuple):
        raised = raised[1]
    if isinstance(raised, BaseException):
        event["kind"] = type(raised).__name__
        event["at"] = place(raised)
    event.pop("stack_info", None)
    return event


def place(raised: BaseException) -> str:
    """The module and line where ``raised`` came from."""
    trace = raised.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "unknown"
    return f"{trace.tb_frame.f_globals.get('__name__', 'unknown')}:{trace.tb_lineno}"


def only_codes(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Drop every field that is not known, and every value that is not a number or a code."""
    return {
        key: value
        for key, value in event.items()
        if key.startswith("_") or (key in FIELDS and _is_code(value))
    }


def _is_code(value: object) -> bool:
    if value is None or isinstance(value, bool | int | float):
        return True
    if isinstance(value, str):
        return _CODE.fullmatch(value) is not None
    if isinstance(value, list | tuple):
        return all(_is_code(item) for item in value)
    return False
