"""An appeal becomes a test: a change of a pack as a patch, with what it would judge differently."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from adapters import policy_files
from bot.errors import PolicyError
from bot.model import Draft, Reading
from bot.policy import PolicyPack, compile_pack, prepare
from bot.policy_examples import draft_of, failures
from bot.policy_reports import replay, told

MOST_SHOWN = 40


def propose(
    folder: Path | None, name: str, rule_id: str, *, passes: str = "", flags: str = "", unless: str = ""
) -> Iterator[str]:
    """The patch in lines of YAML, whether the rule then does what its examples say, and the replay.

    Args:
        folder: Where packs live.
        name: The pack.
        rule_id: The rule that was appealed against.
        passes: Words that the rule should not find (an upheld appeal), made up.
        flags: Words that it should find (a dismissed one), with [[marks]] at will.
        unless: A phrase near which the rule should stay silent.

    Raises:
        PolicyError: There is no such rule, or the pack cannot be used.
    """
    data = policy_files.places(folder, name).data
    before = compile_pack({**data, "prepared": prepare(data)}, "now")
    before.rule(rule_id)
    changed, entry = _changed(data, rule_id, passes, flags, unless)
    after = compile_pack({**changed, "prepared": prepare(changed)}, "proposed")
    yield from _yaml({"rules": [entry]})
    problems = [said for _, said in failures(after, [after.rule(rule_id)])]
    if problems:
        yield "# The rule does not do that yet; change its words, or name a phrase with --unless:"
        yield from (f"#   {problem}" for problem in problems)
    changes = tuple(replay(before, after, _examples(before)))
    lines = tuple(told(changes, sum(1 for _ in _examples(before))))
    yield from (f"# {line}" for line in lines[:MOST_SHOWN])


def _changed(
    data: Mapping[str, Any], rule_id: str, passes: str, flags: str, unless: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    changed = deepcopy(dict(data))
    rule = next(rule for rule in changed["rules"] if rule["id"] == rule_id)
    entry: dict[str, Any] = {"id": rule_id}
    for field, text in (("passes", passes), ("flags", flags)):
        if text:
            rule[field] = [*rule[field], {"text": text}]
            entry[field] = rule[field]
    if unless:
        rule["detect"] = {**rule["detect"], "unless": [*rule["detect"].get("unless", []), unless]}
        entry["detect"] = rule["detect"]
    if len(entry) == 1:
        raise PolicyError("Please give words that the rule should pass or find: --passes or --flags.")
    return changed, entry


def _examples(pack: PolicyPack) -> Iterator[tuple[str, Draft, Reading | None]]:
    for rule in pack.rules:
        for which in ("flags", "passes"):
            for number, example in enumerate(rule.data[which], start=1):
                yield f"{rule.id}, {which} {number}", draft_of(example)[0], None


def _yaml(value: object) -> list[str]:
    stream = StringIO()
    yaml = YAML()
    yaml.width = 4096
    yaml.dump(value, stream)
    return stream.getvalue().splitlines()
