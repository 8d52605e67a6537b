"""An appeal becomes a test, a noisy rule advice: a change of a pack as a patch, with its replay."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from adapters.policy_patch import Patch, rule_in
from bot.errors import PolicyError
from bot.model import Draft, Reading
from bot.policy import PolicyPack, compile_pack, prepare
from bot.policy_examples import draft_of, failures, met
from bot.policy_reports import Change, replay, told
from bot.ports import Reader

Example = tuple[str, Draft]
"""An example of a pack: its name, and the draft that it is."""

BOTH = "Judged by the rules and the local reader together, as people's drafts are."
RULES_ALONE = "Judged by the rules alone: there is no local reader here, so people may see other verdicts."

MOST_SHOWN = 40
MOST_CHARACTERS = 2000
"""The longest example: made-up words, a few sentences."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that nobody has made yet.

    Attributes:
        rule: Which rule it changes.
        patch: The lines to put into a file of one's own pack.
        added: What they add to it, a line each.
        problems: What the changed rule does not do yet, though an example of its own says so.
        changes: What the changed pack judges differently, of the ``drafts`` examples of the whole pack.
        read: Whether the local reader's part is in it, as in what people see.
    """

    rule: str
    patch: str
    added: tuple[str, ...]
    problems: tuple[str, ...]
    changes: tuple[Change, ...]
    drafts: int
    read: bool

    @property
    def judged_by(self) -> str:
        """What the examples were judged by, in words."""
        return BOTH if self.read else RULES_ALONE

    def lines(self) -> Iterator[str]:
        """All of it as YAML with comments, so that it can go into a file as it is."""
        yield from self.patch.splitlines()
        yield from (f"# {line}" for line in self.said())

    def said(self) -> Iterator[str]:
        """What it adds, and what would be judged differently."""
        yield f"{self.rule}:"
        yield from (f"  {line}" for line in self.added)
        if self.problems:
            yield "The rule does not do that yet. Change the words, or name the phrase around them: --unless"
            yield from (f"  {problem}" for problem in self.problems)
        yield self.judged_by
        yield from list(told(self.changes, self.drafts))[:MOST_SHOWN]


class Proposals:
    """Works changes out over the pack in use; nothing is changed by it."""

    def __init__(self, data: Callable[[], Mapping[str, Any]], reader: Reader | None = None) -> None:
        """Work changes out.

        Args:
            data: Reads the pack's merged and validated data, as ``policy_files.places`` does.
            reader: Judges the examples beside the rules, as it does people's drafts.
        """
        self._data = data
        self._reader = reader
        self._readings: dict[Draft, Reading] = {}

    def example(self, rule_id: str, *, passes: str = "", flags: str = "", unless: str = "") -> Proposal:
        """Another example for a rule.

        Args:
            rule_id: The rule that was appealed against.
            passes: Words that the rule should not find (an upheld appeal), made up.
            flags: Words that it should find (a dismissed one), with [[marks]] at will.
            unless: A phrase within which what the rule finds may pass; it overlaps that.

        Raises:
            PolicyError: There is no such rule, nothing was given, or the pack cannot be used.
        """
        if any(len(text) > MOST_CHARACTERS for text in (passes, flags, unless)):
            raise PolicyError(f"An example has at most {MOST_CHARACTERS:,} characters. A sentence is enough.")
        patch = Patch(
            rule_id,
            flags=tuple({"text": text} for text in (flags.strip(),) if text),
            passes=tuple({"text": text} for text in (passes.strip(),) if text),
            unless=tuple(text for text in (unless.strip(),) if text),
        )
        if patch.is_empty:
            raise PolicyError("Please give words that the rule should pass or find: --passes or --flags.")
        return self.of(patch)

    def advise(self, rule_id: str) -> Proposal:
        """A rule that from now on only advises.

        Raises:
            PolicyError: There is no such rule, or the pack cannot be used.
        """
        return self.of(Patch(rule_id, severity={"default": "advise"}))

    def pending(self, before: PolicyPack) -> Proposal:
        """What the pack as it lies there now judges differently from ``before``, the one in use.

        Raises:
            PolicyError: What lies there cannot be used.
        """
        after = _compiled(self._data(), "on disk")
        known = {name for name, _ in _examples(before)}
        fresh = [example for example in _examples(after) if example[0] not in known]
        examples = [*_examples(before), *fresh]
        problems = tuple(f"{failure.rule}: {failure.said}" for failure in failures(after))
        return Proposal(
            "",
            "",
            (),
            problems,
            tuple(replay(before, after, self._read(examples))),
            len(examples),
            self.reads,
        )

    def missing(self, patch: Patch) -> Patch:
        """The part of ``patch`` that the pack does not hold yet.

        Raises:
            PolicyError: There is no such rule, or the pack cannot be used.
        """
        data = self._data()
        _compiled(data, "now")
        return patch.beyond(rule_in(data, patch.rule))

    def of(self, patch: Patch) -> Proposal:
        """What ``patch`` changes, of which the pack holds nothing yet.

        Raises:
            PolicyError: There is no such rule, or the pack cannot be used.
        """
        data, rule_id = self._data(), patch.rule
        before = _compiled(data, "now")
        changed = deepcopy(dict(data))
        rule = rule_in(changed, rule_id)
        fields = patch.fields(rule)
        rule.update(fields)
        after = _compiled(changed, "proposed")
        examples = _examples(before)
        concerned = [one for one in examples if _concerns(rule_id, one[1], before, after)]
        return Proposal(
            rule_id,
            _yaml({"rules": [{"id": rule_id, **fields}]}),
            tuple(patch.told()),
            tuple(failure.said for failure in failures(after, [after.rule(rule_id)])),
            tuple(replay(before, after, self._read(concerned))),
            len(examples),
            self.reads,
        )

    @property
    def reads(self) -> bool:
        """Whether the local reader judges, too."""
        return self._reader is not None

    def _read(self, examples: Iterable[Example]) -> Iterator[tuple[str, Draft, Reading | None]]:
        """Each example with its reading; examples are few and stay the same, so each is read once."""
        for name, draft in examples:
            if self._reader is not None and draft not in self._readings:
                self._readings[draft] = self._reader.read(draft)
            yield name, draft, self._readings.get(draft)


def _concerns(rule_id: str, draft: Draft, before: PolicyPack, after: PolicyPack) -> bool:
    """Whether a pack in which one rule is another can judge ``draft`` differently: where either meets it."""
    packs = (before, after)
    return any(pack.rule(rule_id).reads or met(pack.rule(rule_id), draft, pack) for pack in packs)


def _compiled(data: Mapping[str, Any], version: str) -> PolicyPack:
    return compile_pack({**data, "prepared": prepare(data)}, version)


def _examples(pack: PolicyPack) -> list[Example]:
    return [
        (f"{rule.id}, {which} {number}", draft_of(example)[0])
        for rule in pack.rules
        for which in ("flags", "passes")
        for number, example in enumerate(rule.data[which], start=1)
    ]


def _yaml(value: object) -> str:
    stream = StringIO()
    yaml = YAML()
    yaml.width = 4096
    yaml.dump(value, stream)
    return stream.getvalue()
