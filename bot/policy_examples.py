"""Every rule proves itself on its own examples: ``flags`` must be found where marked, ``passes`` must not."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from bot import context
from bot.model import Draft, Kind, Outlet, Span
from bot.page import Page
from bot.policy import PolicyPack, Rule
from bot.review import findings_of

EXAMPLES_DAY = date(2026, 1, 1)
"""The day on which examples are read, so that they never grow old."""


def failures(pack: PolicyPack, rules: Iterable[Rule] | None = None) -> Iterator[tuple[str, str]]:
    """Each example that does not hold: the rule's id and what went wrong."""
    for rule in pack.rules if rules is None else rules:
        if rule.status == "off" or rule.reads:
            continue  # a reader's examples need its weights: they are tested where those are
        for example in rule.data["flags"]:
            said = _flag_failure(example, rule, pack)
            if said:
                yield rule.id, said
        for example in rule.data["passes"]:
            said = _pass_failure(example, rule, pack)
            if said:
                yield rule.id, said


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


def _met(rule: Rule, draft: Draft, pack: PolicyPack) -> list[Span | None]:
    page = Page(draft)
    matches = pack.scan(page, complaint=rule.sorts_complaints)
    return [finding.span for finding in findings_of(rule, page, matches)]


def _flag_failure(example: Mapping[str, Any], rule: Rule, pack: PolicyPack) -> str | None:
    draft, span = draft_of(example)
    met = _met(rule, draft, pack)
    if not met:
        return f"'flags' example not found: {example['text']!r}"
    if span is not None and not any(found is None or found == span for found in met):
        got = ", ".join(repr(found.of(draft.text)) for found in met if found is not None)
        return f"'flags' example found at {got} and not at the marked words: {example['text']!r}"
    return None


def _pass_failure(example: Mapping[str, Any], rule: Rule, pack: PolicyPack) -> str | None:
    draft, _ = draft_of(example)
    met = _met(rule, draft, pack)
    if not met:
        return None
    words = repr(met[0].of(draft.text)) if met[0] else "as missing"
    return f"'passes' example is flagged at {words}: {example['text']!r}"
