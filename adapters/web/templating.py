"""Templates to HTML: everything escaped, an unknown name is an error."""

from datetime import UTC, date, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from adapters.web import render
from bot.cards import worded
from bot.outcomes import outcome_label
from bot.outlet_names import outlet_name

STATIC = Path(__file__).parent / "static"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        outlet=outlet_name,
        event=render.event_name,
        outcome=outcome_label,
        utc=_utc,
        minute=_minute,
        day=_day,
        visible=render.visible,
        worded=worded,
    )
    return environment


_ENVIRONMENT = _environment()


def page(template: str, status: int = 200, /, **values: object) -> HTMLResponse:
    """Render ``template``; values are escaped where they are put."""
    return HTMLResponse(_ENVIRONMENT.get_template(template).render(**values), status)
