"""Every rule proves itself on its own examples: ``flags`` must be found where marked, ``passes`` must not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import context
from bot.model import Draft, Kind, Outlet, Span
from bot.page import Page
from bot.policy import PolicyPack, Rule
from bot.review import findings_of

EXAMPLES_DAY = date(2026, 1, 1)
"""The day on which examples are read, so that they never grow old."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not hold: what its author wants, and what the rule does.

    Attributes:
        kind: ``flags`` or ``passes``.
        text: The example as written, with its marks.
        found: The words that were found, in reading order; an empty one where the finding has no place.
        marked: The example with ``[[…]]`` around what was found.
    """

    rule: str
    kind: str
    text: str
    found: tuple[str, ...]
    marked: str

    @property
    def said(self) -> str:
        """The failure in a sentence."""
        if self.kind == "passes":
            where = repr(self.found[0]) if self.found[0] else "as missing"
            return f"'passes' example is flagged at {where}: {self.text!r}"
        if not self.found:
            return f"'flags' example not found: {self.text!r}"
        got = ", ".join(map(repr, self.found))
        return f"'flags' example found at {got} and not at the marked words: {self.text!r}"


def failures(pack: PolicyPack, rules: Iterable[Rule] | None = None) -> Iterator[Failure]:
    """Each example that does not hold."""
    for rule in pack.rules if rules is None else rules:
        if not is_run(rule):
            continue
        for kind in ("flags", "passes"):
            for example in rule.data[kind]:
                draft, wanted = draft_of(example)
                found = met(rule, draft, pack)
                if not _holds(kind, wanted, found):
                    yield _failure(rule, kind, example["text"], draft.text, found)


def is_run(rule: Rule) -> bool:
    """Say whether its examples are run here; those of the local reader are tested where its weights are."""
    return rule.status != "off" and not rule.reads


def _holds(kind: str, wanted: Span | None, met: Sequence[Span | None]) -> bool:
    if kind == "passes":
        return not met
    return bool(met) and (wanted is None or any(found is None or found == wanted for found in met))


def _failure(rule: Rule, kind: str, written: str, text: str, met: Sequence[Span | None]) -> Failure:
    found = tuple(span.of(text) if span is not None else "" for span in met)
    marked = text
    for span in sorted((s for s in met if s is not None), key=lambda s: s.start, reverse=True):
        marked = f"{marked[: span.start]}[[{span.of(text)}]]{marked[span.end :]}"
    return Failure(rule.id, kind, written, found, marked)


def draft_of(example: Mapping[str, Any]) -> tuple[Draft, Span | None]:
    """The draft of an example, without its marks, and the span they marked."""
    text = example["text"]
    before, opened, rest = text.partition("[[")
    inside, closed, after = rest.partition("]]")
    marked = bool(opened and closed)
    return (
        Draft(
            before + inside + after if marked else text,
            Kind(example.get("kind", "post")),
            Outlet(example.get("outlet", "linkedin")),
            context.parse(example.get("context", ""), EXAMPLES_DAY),
        ),
        Span(len(before), len(before) + len(inside)) if marked else None,
    )


def met(rule: Rule, draft: Draft, pack: PolicyPack) -> list[Span | None]:
    """What the rule alone finds in ``draft``, in reading order."""
    page = Page(draft)
    matches = pack.scan(page, complaint=rule.sorts_complaints)
    return [finding.span for finding in findings_of(rule, page, matches)]
