"""The use cases of what a presence check left to do, as a part of a person's own desk."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot import personal_commands as ask
from bot import presence_cards, todos
from bot.cards import ReviewCard, headline
from bot.commands import Request, ReviewDraft
from bot.model import Draft, Outlet
from bot.own_records import OwnRecords
from bot.personal import Personal, Todo
from bot.personal_cards import GuideCard
from bot.policy import PolicyPack
from bot.presence import Step

Reviewer = Callable[[Request], Awaitable[ReviewCard]]


class TodoDesk:
    """Shows one person what is left to do, and writes requests for them to send."""

    def __init__(
        self, pack: PolicyPack, steps: Sequence[Step], records: OwnRecords, reviewer: Reviewer
    ) -> None:
        self._requests = pack.lists.get("requests", ())
        self._steps = steps
        self._records = records
        self._reviewer = reviewer

    async def handle(self, request: Request, command: ask.ShowTodos | ask.ChangeTodo) -> GuideCard:
        """Answer a command about to-dos; raises as the person's own desk does."""
        kept = await self._records.mine(request)
        if isinstance(command, ask.ShowTodos):
            return self._card(kept, command.todo)
        todo = kept.todo(command.todo)
        if todo is None:
            return self._card(kept, command.todo)
        if command.action is ask.TodoAction.REQUEST:
            return await self._request(request, kept, todo)
        kept = await self._records.change(request, lambda now, day: self._moved(now, command, day))
        return self._card(kept, command.todo, "Noted.")

    def _moved(self, kept: Personal, command: ask.ChangeTodo, today: date) -> Personal:
        todo = kept.todo(command.todo)
        if todo is None:
            return kept
        match command.action:
            case ask.TodoAction.ASKED:
                return kept.with_todo(todos.asked(todo, self._way(todo), today))
            case ask.TodoAction.OWNER if command.owner is not None:
                return kept.with_todo(todos.given_to(todo, command.owner))
        return kept.with_todo(_MOVES[command.action](todo, today))

    async def _request(self, request: Request, kept: Personal, todo: Todo) -> GuideCard:
        """A request as a draft: reviewed like any other."""
        way = self._way(todo)
        if way is None or way.text is None:
            return self._card(kept, todo.id)
        draft = Draft(way.text, outlet=Outlet.WEBSITE)
        key = f"{request.key}:review" if request.key is not None else None
        card = await self._reviewer(replace(request, command=ReviewDraft(draft), key=key))
        said = tuple(finding.message for finding in card.review.findings)
        return presence_cards.request_card(todo, way, headline(card.review), (*said, *card.notices))

    def _card(self, kept: Personal, todo_id: str | None = None, told: str = "") -> GuideCard:
        today = self._records.day(kept)
        if todo_id is None:
            return presence_cards.todos_card(kept, today, told)
        todo = kept.todo(todo_id)
        if todo is None:
            return replace(presence_cards.todos_card(kept, today, presence_cards.NO_TODO), failed=True)
        return presence_cards.todo_card(todo, self._way(todo), today, told)

    def _way(self, todo: Todo) -> todos.Way | None:
        return todos.way_of(todo, todos.ways(todo, self._requests, self._steps))


_MOVES: Mapping[ask.TodoAction, Callable[[Todo, date], Todo]] = {
    ask.TodoAction.STILL: todos.still_there,
    ask.TodoAction.DONE: todos.done,
    ask.TodoAction.LATER: todos.later,
    ask.TodoAction.REOPEN: todos.reopened,
}
