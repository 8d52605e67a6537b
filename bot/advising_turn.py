"""One card's turn with a language model: what every kind of card needs for it. It awaits its ports only."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bot import advice_told
from bot.asking import Asker
from bot.commands import Request
from bot.errors import LogUnavailable
from bot.model import ADVISED, Decision, Finding, Verdict, record_of
from bot.model_calls import Limit, Mode, Prompt, Question, Task, Told
from bot.policy import PolicyPack
from bot.ports import Adviser, Asked, Clock, DecisionLog, Elsewhere, PrivacySwitch, Reader


@dataclass(frozen=True, slots=True)
class Ports:
    """What advising stands on.

    Attributes:
        adviser: The model.
        switch: How far each workspace lets its texts go.
        prompts: The instructions of every task.
        pack: The pack in use now.
        clock: Dates the entries.
        log: Where each call is recorded; ``None`` on a command line that keeps no log.
        reader: Reads rewrites as it read the draft.
        elsewhere: Runs what takes long beside the event loop.
    """

    adviser: Adviser
    switch: PrivacySwitch
    prompts: Mapping[Task, Prompt]
    pack: Callable[[], PolicyPack]
    clock: Clock
    log: DecisionLog | None = None
    reader: Reader | None = None
    elsewhere: Elsewhere | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn under one deadline, with the pack and the prompts that were in use when it began."""

    ports: Ports
    request: Request
    pack: PolicyPack
    asker: Asker
    mode: Mode
    limit: Limit

    def asked(self, question: Question, read: Callable[[object], Any]) -> Asked[Any]:
        """``question``, whose answer counts while the pack is still the same."""
        return Asked(question, read, lambda: self.ports.pack().version == question.policy_version)

    async def ask(self, asked: Sequence[Asked[Any]]) -> list[Told[Any]]:
        """Ask them beside each other."""
        return list(await self.ports.adviser.ask(asked, self.mode, self.limit))

    async def beside(self, work: Callable[[], Any]) -> Any:
        """Do what takes long beside the event loop, where there is a place for it."""
        return await self.ports.elsewhere(work) if self.ports.elsewhere is not None else work()

    async def record(
        self,
        task: Task,
        told: Told[Any],
        subject: str | None,
        counts: Mapping[str, str | int],
        *,
        new: Sequence[Finding] = (),
        verdict: Verdict | None = None,
    ) -> bool:
        """One entry about one question; False where the log could not take it."""
        log, request, prompt = self.ports.log, self.request, self.ports.prompts[task]
        if log is None:
            return True
        made = Decision(
            ADVISED,
            request.actor,
            self.ports.clock.now(),
            platform=request.platform,
            verdict=verdict.value if verdict is not None else None,
            policy_version=self.pack.version,
            findings=tuple(record_of(finding) for finding in new),
            subject=subject,
            details={
                "task": task.value,
                "prompt": prompt.version,
                **advice_told.details(told),
                **counts,
            },
        )
        with suppress(LogUnavailable):
            once = f"{request.key}:{task.value}" if request.key is not None else None
            await log.record(made, once=once)
            return True
        return False
