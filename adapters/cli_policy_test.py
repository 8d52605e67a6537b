"""``bedside policy test``: what the examples of rules want, beside what the rules do."""

from collections.abc import Iterator, Sequence

from adapters.cli_exits import ExitCode
from adapters.cli_terminal import note, say, visible
from bot.errors import PolicyError
from bot.policy import PolicyPack, Rule
from bot.policy_examples import Failure, is_run

NOTHING = "(nothing is found)"
SOMEWHERE = "(found in the whole text, at no place)"


def tell_examples(pack: PolicyPack, failed: Sequence[tuple[str, Failure]], wanted: str | None) -> ExitCode:
    """Show each example that differs, by rule; say how many hold.

    Args:
        pack: The pack whose rules were run.
        failed: What differs, with its ``file:line``.
        wanted: A rule's id, or how the ids of several begin; ``None`` for all.

    Raises:
        PolicyError: No rule is called so.
    """
    rules = [rule for rule in pack.rules if wanted is None or _is_of(rule.id, wanted)]
    if not rules:
        raise PolicyError.unknown("rule", wanted or "", (rule.id for rule in pack.rules), pack.id)
    ids = {rule.id for rule in rules}
    shown = [(place, failure) for place, failure in failed if failure.rule in ids]
    for place, failure in shown:
        for line in _differs(place, failure):
            say(visible(line))
    run = [rule for rule in rules if is_run(rule)]
    if len(run) < len(rules):
        note(f"{len(rules) - len(run)} rules were not run: they are off, or the local reader's.")
    count = sum(map(_examples, run))
    say(f"{count - len(shown)} of {count} examples of {len(run)} rules hold.")
    return ExitCode.REVISE if shown else ExitCode.OK


def _is_of(rule: str, wanted: str) -> bool:
    return rule == wanted or rule.startswith(wanted.rstrip(".") + ".")


def _examples(rule: Rule) -> int:
    return len(rule.data["flags"]) + len(rule.data["passes"])


def _differs(place: str, failure: Failure) -> Iterator[str]:
    yield f"{place}, rule {failure.rule}, {failure.kind}:"
    wants_nothing = failure.kind == "passes"
    yield f"  - {failure.text}{'  ' + NOTHING if wants_nothing else ''}"
    if not failure.found:
        yield f"  + {failure.marked}  {NOTHING}"
    else:
        yield f"  + {failure.marked}{'' if any(failure.found) else '  ' + SOMEWHERE}"
