"""The queue: drafts that wait and public reviews that were handed over, in one list by deadline."""

from dataclasses import replace
from datetime import datetime

from bot import desk_commands as ask
from bot.approval import OPEN, UNFINISHED
from bot.cards import Card
from bot.case import OPEN as OPEN_CASES
from bot.case import Case, CaseState
from bot.case_cards import CaseCard
from bot.case_desk import card_of as case_card
from bot.case_desk import may_see
from bot.case_ports import CaseQuery
from bot.commands import Request
from bot.desk import Desk, decides
from bot.desk_cards import QueueCard, SubmissionCard
from bot.desk_ports import QueueQuery
from bot.people import Person, Role
from bot.showing import card_of

MOST_CASES = 1000
"""Open cases among which those are looked for that concern somebody who does not see them all."""

UNFINISHED_CASES = (CaseState.WAITING, CaseState.LAPSED, CaseState.SETTLED)
"""Where the one who asked has something to expect or to read."""

Item = SubmissionCard | CaseCard


async def queue(desk: Desk, request: Request, command: ask.ShowQueue) -> Card:
    """What waits: everything for those who decide and for auditors, else one's own and what one was given."""
    person, tenant = desk.person(request), request.actor.tenant
    whole = sees_all(person) and not command.mine
    drafts = QueueQuery(
        UNFINISHED if command.mine else tuple(OPEN),
        None,
        None if whole else person.id,
        command.after,
        command.limit,
        newest=command.mine,
    )
    found = [card_of(desk, one, person, None) for one in await desk.books.submissions.queue(tenant, drafts)]
    cases = await _cases(desk, tenant, person, command, whole=whole)
    items: list[Item] = [*found, *(case_card(desk, one, person, None) for one in cases)]
    items.sort(key=sent_of if command.mine else place_of, reverse=command.mine)
    counts = await desk.books.submissions.counts(tenant, drafts.author)
    reviews = await _counted(desk, tenant, person, command, whole=whole, found=len(cases))
    waiting = sum(counts.get(state, 0) for state in drafts.states) + reviews
    return QueueCard(tuple(items[: command.limit]), waiting, desk.clock.now(), reviews=reviews)


def sees_all(person: Person) -> bool:
    """Say whether the queue shows this person everybody's, and not only what concerns them."""
    return decides(person) or person.may(Role.AUDITOR)


def place_of(item: Item) -> tuple[datetime, str]:
    """Where it stands in the queue: its deadline and its id."""
    now = item.case if isinstance(item, CaseCard) else item.submission
    return now.due_at, now.id


def for_whom(card: QueueCard | None, person: Person) -> QueueCard | None:
    """The queue of somebody who decides; for others what they were given, ``None`` where that is nothing."""
    if card is None or decides(person):
        return card
    if sees_all(person):
        return None
    given = tuple(one for one in card.items if isinstance(one, CaseCard) and one.case.asker != person.id)
    return replace(card, items=given, waiting=len(given)) if given else None


def sent_of(item: Item) -> tuple[datetime, str]:
    """Where it stands among one's own: the second in which it was sent or handed over, and its id."""
    now = item.case if isinstance(item, CaseCard) else item.submission
    return now.asked_at.replace(microsecond=0), now.id


async def _cases(
    desk: Desk, tenant: str, person: Person, command: ask.ShowQueue, *, whole: bool
) -> tuple[Case, ...]:
    book = desk.books.cases
    if command.mine:
        own = CaseQuery(UNFINISHED_CASES, person.id, command.after, command.limit, newest=True)
        return await book.queue(tenant, own)
    if whole:
        return await book.queue(tenant, CaseQuery(after=command.after, limit=command.limit))
    every = await book.queue(tenant, CaseQuery(after=command.after, limit=MOST_CASES))
    return tuple(one for one in every if may_see(desk, one, person))[: command.limit]


async def _counted(
    desk: Desk, tenant: str, person: Person, command: ask.ShowQueue, *, whole: bool, found: int
) -> int:
    """How many reviews there are of those that are listed, on this page and on others."""
    if not (whole or command.mine):
        return found
    counts = await desk.books.cases.counts(tenant, person.id if command.mine else None)
    return sum(counts.get(state, 0) for state in (UNFINISHED_CASES if command.mine else OPEN_CASES))
