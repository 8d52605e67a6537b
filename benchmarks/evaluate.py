"""What a configured model adds over the rules, on labelled drafts: ``make eval CORPUS="a.jsonl b.jsonl"``.

Without an endpoint in the settings it asks a local stand-in that finds nothing: that proves the plumbing, and
it says so. A row is ``{"id", "kind", "platform", "text", "verdict"}``; each is asked ``--repeats`` times.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any

from adapters import settings
from adapters.clock import SystemClock
from adapters.model.adviser import Books, OpenAIAdviser
from adapters.model.books import AbilitiesInMemory, UsageInMemory
from adapters.model.gate import Gate
from adapters.model.opening import plan_of
from adapters.model.plan import Plan
from adapters.model.prompts import read_prompts
from adapters.policy_files import load
from benchmarks.quality import Tally, draft_of, rows
from benchmarks.reply_checker import violations
from bot.advising import Advising
from bot.advising_turn import Ports
from bot.asking import own_words
from bot.cards import ReviewCard
from bot.commands import Request, RespondToReview, ReviewDraft
from bot.judging import judge
from bot.model import Actor, Complaint, Draft, Kind, Outlet, Reply
from bot.model_calls import Mode, Question, Task, Told
from bot.page import Page
from bot.policy import PolicyPack
from bot.redaction import redact
from bot.replies import by_model
from bot.reply_faults import contact_details
from bot.responding import respond
from tests.endpoints import an_endpoint, answers

HERE = Path(__file__).parent
STAND_IN = (
    "This asked the local stand-in, which finds nothing: it proves the plumbing and says nothing of a model."
)


class Every:
    """Evaluation asks whatever address was configured: the texts are made up."""

    def __init__(self, mode: Mode) -> None:
        self._mode = mode

    async def mode(self, tenant: str) -> Mode:
        return self._mode


@dataclass(slots=True)
class Figures:
    """What one run shows."""

    found: Tally = field(default_factory=Tally)
    rules_found: Tally = field(default_factory=Tally)
    false_alarms: Tally = field(default_factory=Tally)
    rules_false_alarms: Tally = field(default_factory=Tally)
    added: int = 0
    agreed: Tally = field(default_factory=Tally)
    worded: Tally = field(default_factory=Tally)
    unsafe_replies: Tally = field(default_factory=Tally)
    endings: dict[str, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    tokens_in: int = 0
    tokens_out: int = 0

    def observe(self, question: Question, told: Told[Any]) -> None:
        name = f"{question.prompt.task.value} {told.ending.value}"
        self.endings[name] = self.endings.get(name, 0) + 1
        self.seconds.append(told.spent.ms / 1000)
        self.tokens_in += told.spent.tokens_in
        self.tokens_out += told.spent.tokens_out

    def text(self, plan: Plan, versions: Iterable[str]) -> str:
        p95 = quantiles(self.seconds, n=20)[-1] if len(self.seconds) > 1 else 0.0
        cost = plan.millionths(self.tokens_in, self.tokens_out) / 1_000_000
        lines = [
            f"- model {plan.model}; instructions {', '.join(versions)}",
            f"- drafts that should not go out, found: {self.found} (the rules alone: {self.rules_found})",
            f"- fine drafts called otherwise: {self.false_alarms} (rules alone: {self.rules_false_alarms})",
            f"- findings added over the rules: {self.added}",
            f"- repeats that agree on the verdict: {self.agreed}",
            f"- drafts with another wording: {self.worded}",
            f"- replies by the model that another checker objects to (must be 0): {self.unsafe_replies}",
            f"- p95 {p95:.2f} s; tokens: {self.tokens_in:,} in, {self.tokens_out:,} out; cost {cost:.2f}",
            f"- endings: {json.dumps(self.endings, sort_keys=True)}",
        ]
        return "\n".join(lines) + "\n"


async def of_draft(row: Mapping[str, Any], advising: Advising, pack: PolicyPack, figures: Figures) -> str:
    draft = draft_of(row)
    result, safer = judge(draft, pack)
    card = ReviewCard(draft, result, safer)
    request = Request(Actor("eval"), "cli", ReviewDraft(draft))
    better = await advising.advise(request, card, batch=True)
    wrong = row["verdict"] != "ok"
    (figures.found if wrong else figures.false_alarms).add(better.review.verdict.value != "ok")
    (figures.rules_found if wrong else figures.rules_false_alarms).add(result.verdict.value != "ok")
    figures.added += len(better.review.findings) - len(result.findings)
    figures.worded.add(better.wording is not None)
    return better.review.verdict.value


async def of_complaint(
    row: Mapping[str, Any], advising: Advising, pack: PolicyPack, figures: Figures
) -> None:
    complaint = Complaint(str(row["text"]))
    card = respond(complaint, pack)
    request = Request(Actor("eval"), "cli", RespondToReview(complaint))
    for reply in (await advising.advise(request, card, batch=True)).replies:
        if by_model(reply):
            figures.unsafe_replies.add(any(wrong_with(reply, complaint, pack, praise=card.triage.praise)))


def wrong_with(reply: Reply, complaint: Complaint, pack: PolicyPack, *, praise: bool) -> Iterator[str]:
    """What a checker that shares no code with Bedside finds; Bedside's own let this reply through."""
    told = redact(Page(Draft(complaint.text, Kind.REVIEW)), (), own_words(pack))
    return violations(
        reply.text,
        secrets=told.hidden.values(),
        phones=contact_details(pack),
        needs_contact=not praise,
        on_x=complaint.outlet is Outlet.X,
    )


def complaints(paths: Iterable[Path]) -> Iterable[Mapping[str, Any]]:
    for path in paths:
        found = (json.loads(line) for line in path.read_text("utf-8").splitlines())
        yield from (row for row in found if row["kind"] == "review")


async def evaluated(options: argparse.Namespace) -> str:
    pack, prompts, figures = load(), read_prompts(), Figures()
    async with AsyncExitStack() as held:
        plan = plan_of(settings.read())
        stand_in = plan is None
        if plan is None:
            nothing = {"findings": [], "rewrite": "", "replies": [], "signs": []}

            def silent(asked: dict[str, Any], data: dict[str, Any]) -> object:
                schema = str(asked.get("response_format"))
                return {name: value for name, value in nothing.items() if f"'{name}'" in schema}

            endpoint = await held.enter_async_context(an_endpoint(answers(silent)))
            plan = Plan("stand-in", lambda: None, endpoint.url)
        private = await Gate(plan.base_url).is_private()
        adviser = OpenAIAdviser(
            plan, Books(UsageInMemory(), AbilitiesInMemory()), b"eval", observe=figures.observe
        )
        held.push_async_callback(adviser.close)
        await adviser.warm()
        switch = Every(Mode.LOCAL if private else Mode.BAA)
        advising = Advising(Ports(adviser, switch, prompts, lambda: pack, SystemClock()))
        for row in islice(rows(options.files, "all"), options.most):
            verdicts = []
            for _ in range(options.repeats):
                adviser.forget()
                verdicts.append(await of_draft(row, advising, pack, figures))
            figures.agreed.add(len(set(verdicts)) == 1)
        for row in islice(complaints(options.files), options.most):
            await of_complaint(row, advising, pack, figures)
        told = figures.text(plan, [prompts[task].version for task in Task])
    return f"{STAND_IN}\n\n{told}" if stand_in else told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[HERE / "data" / "drafts.jsonl"])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--most", type=int, default=10_000, help="so many drafts and so many reviews at most")
    options = parser.parse_args()
    text = asyncio.run(evaluated(options))
    print(text)
    if not text.startswith(STAND_IN):
        folder = HERE / "model"
        folder.mkdir(exist_ok=True)
        version = read_prompts()[Task.FINDINGS].version
        (folder / f"{version}-{time.strftime('%Y%m%d-%H%M')}.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
