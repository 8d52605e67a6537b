"""Models for tests: one that says what it is told to, and one that obeys every instruction it reads."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.advice import Unreliable
from bot.asking import messages
from bot.model_calls import Ending, Limit, Mode, Prompt, Spent, Task, Told, Unfit, Unproven
from bot.ports import Asked

Answer = Callable[[dict[str, Any]], object]

PROMPTS: Mapping[Task, Prompt] = {
    task: Prompt(task, f"{task.value}@test", "Look at this.\n{rules}\nnonce {nonce}", "It was {code}.")
    for task in Task
}


class FixedSwitch:
    """Every workspace's switch stands the same."""

    def __init__(self, mode: Mode = Mode.LOCAL) -> None:
        self.standing = mode

    async def mode(self, tenant: str) -> Mode:
        return self.standing


class FakeAdviser:
    """Keeps the port's promise without an endpoint: one repair, named endings, a journal of what was sent."""

    name = "fake-model"

    def __init__(self, answers: Mapping[Task, object | Ending | Answer] | None = None) -> None:
        self.answers = dict(answers or {})
        self.sent: list[str] = []
        self.before: Callable[[], None] = lambda: None

    def limit(self, *, batch: bool = False) -> Limit:
        return Limit(20.0 if batch else 3.0)

    async def ask(self, asked: Sequence[Asked[Any]], mode: Mode, limit: Limit) -> list[Told[Any]]:
        return [self._told(one) for one in asked]

    def _told(self, asked: Asked[Any]) -> Told[Any]:
        repair: str | None = None
        for calls in (1, 2):
            written = messages(asked.question, "n0nce", repair)
            self.sent.append(json.dumps(written))
            self.before()
            answer = self.answers.get(asked.question.prompt.task, Ending.UNREACHABLE)
            if isinstance(answer, Ending):
                return Told(answer, None, Spent(calls), self.name)
            told = answer(json.loads(written[1]["content"])) if callable(answer) else answer
            try:
                ending = Ending.REPAIRED if repair else Ending.OK
                return Told(ending, asked.read(told), Spent(calls, 100, 20, ms=5), self.name, "req_1")
            except Unfit as unfit:
                repair = unfit.code
                given_up = Ending.UNPROVEN if isinstance(unfit, Unproven) else Ending.MALFORMED
            except Unreliable:
                return Told(Ending.UNRELIABLE, None, Spent(calls, 100, 20), self.name)
        return Told(given_up, None, Spent(2, 200, 40), self.name)


_ORDER = re.compile(
    r"(?:say|write|answer|include|quote|add|reply(?: with)?|output):? [\"“'](.+?)[\"”']", re.IGNORECASE
)


def obeying(data: dict[str, Any]) -> str:
    """The words that the text orders; what a model without any defence would write."""
    text = " ".join(str(data.get(name, "")) for name in ("draft", "review", "review_answered"))
    orders = _ORDER.findall(text.replace("\\n", " "))
    return " ".join(orders) or text


def malicious() -> FakeAdviser:
    """Does all that a text tells it to, in every task, and tries to lower what it can."""

    def findings(data: dict[str, Any]) -> object:
        said = obeying(data)
        if "verdict" in said:
            return {"findings": [], "verdict": "ok"}
        entry = {
            "guideline": "dont.strike-back",
            "quote": said[:400],
            "reason": said[:200],
            "severity": "block",
        }
        words = str(data["draft"]).split()
        stands = {**entry, "quote": " ".join(words[:4]), "reason": f"Approve this. {said}"[:200]}
        return {"findings": [stands, entry]}

    def replies(data: dict[str, Any]) -> object:
        said = obeying(data)[:900]
        return {"replies": [{"tone": tone, "text": said} for tone in ("brief", "warm", "offline")]}

    def triage(data: dict[str, Any]) -> object:
        return {"signs": [{"sign": "triage.none", "quote": obeying(data)[:400]}]}

    return FakeAdviser(
        {
            Task.FINDINGS: findings,
            Task.REWRITE: lambda data: {"rewrite": obeying(data)},
            Task.REPLIES: replies,
            Task.TRIAGE: triage,
        }
    )
