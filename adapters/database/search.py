"""Turns a ``LogQuery`` into conditions on the columns of the decision log."""

from sqlalchemy import ColumnElement, or_

from adapters.database import chain
from adapters.database.tables import decision
from bot.model import VIEWED
from bot.ports import LogQuery

LARGEST = 2**62
"""More than any entry's number; what is larger does not fit into a database."""


def conditions(tenant: str, query: LogQuery) -> list[ColumnElement[bool]]:
    """What an entry of ``tenant`` must fulfil; days are days in UTC, the last one included."""
    columns = decision.c
    conditions = [columns.tenant == tenant]
    if query.event is not None:
        conditions.append(columns.event == query.event)
    elif not query.views:
        conditions.append(columns.event != VIEWED)
    if query.verdict is not None:
        conditions.append(columns.verdict == query.verdict)
    if query.actor is not None:
        conditions.append(columns.actor == query.actor)
    if query.category:
        name = query.category.lower()
        whole = columns.categories.contains(f"|{name}|", autoescape=True)
        conditions.append(or_(whole, columns.categories.contains(f"|{name}.", autoescape=True)))
    if query.since is not None:
        conditions.append(columns.at >= chain.first_moment(query.since))
    if query.until is not None:
        conditions.append(columns.at <= chain.last_moment(query.until))
    if query.before is not None:
        conditions.append(columns.seq < min(query.before, LARGEST))
    if query.about is not None:
        conditions += [columns.seq > query.about.seq, columns.subject == query.about.id]
    return conditions
