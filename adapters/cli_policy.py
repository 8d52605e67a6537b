"""``bedside policy``: look at a pack, prove it, change it."""

import json
from pathlib import Path

import click

from adapters import cli_options as options
from adapters import policy_files
from adapters.cli_exits import ExitCode
from adapters.cli_policy_own import accept, apply, propose, status
from adapters.cli_terminal import InOrder, complain, note, say, teach, visible
from bot.errors import PolicyError
from bot.people import desk_of, missing
from bot.policy import Rule
from bot.policy_reports import unlisted
from bot.taking import untaken


@click.group(cls=InOrder, invoke_without_command=True)
@click.pass_context
def policy(context: click.Context) -> None:
    """Look at a policy pack, prove it, change it."""
    teach(context)


@policy.command()
@click.argument("path", type=options.FOLDER, required=False)
@options.policies
@options.pack
def check(*, path: Path | None, policies: Path | None, pack: str) -> int:
    """Check a pack: form, patterns, and every rule on its own examples.

    All problems are told at once, each with file and line; then the exit code is 65. Without PATH,
    which is a pack's folder, the pack in use is checked.

    \b
    Examples:
      bedside policy check
      bedside policy check policies/my-hospital
    """  # noqa: D301 - \b keeps the examples' line ends
    folder, name = _place(path, policies, pack)
    problems = policy_files.check(folder, name)
    for problem in problems:
        complain(problem)
    if problems:
        complain(f"{len(problems)} to mend in {name}.")
        return ExitCode.BAD_DATA
    loaded = policy_files.load(folder, name)
    say(f"{loaded.version}: {len(loaded.rules)} rules, and every example does what it says.")
    on = sum(not tip.off for tip in loaded.tips)
    if loaded.tips:
        say(f"{len(loaded.tips)} weekly tips, {on} of them switched on.")
    desk = desk_of(loaded.organization)
    for gap in (*missing(desk), *untaken(loaded, desk), *unlisted(loaded)):
        note(gap)
    return ExitCode.OK


@policy.command("test")
@click.argument("path", type=options.FOLDER, required=False)
@click.option("--rule", metavar="ID", help="One rule, or all of a category or family: phi.image, phi.")
@options.policies
@options.pack
def run_examples(*, path: Path | None, rule: str | None, policies: Path | None, pack: str) -> int:
    """Run every rule on its own examples and show what differs from what they want.

    A line that begins with - is what the example wants, one with + what the rule does. Nothing may be
    found in an example under 'passes'. The exit code is 1 when one differs.

    \b
    Examples:
      bedside policy test
      bedside policy test policies/my-hospital --rule prof.alcohol
    """  # noqa: D301
    from adapters.cli_policy_test import tell_examples

    folder, name = _place(path, policies, pack)
    return tell_examples(*policy_files.proven(folder, name), rule)


@policy.command("list")
@options.policies
@options.pack
@options.cache
def list_rules(*, policies: Path | None, pack: str, cache: Path | None) -> None:
    """List the rules in use, each with its worst severity.

    \b
    Example:
      bedside policy list | grep reply
    """  # noqa: D301
    for rule in policy_files.load(policies, pack, cache).rules:
        status = "" if rule.status == "active" else f"  ({rule.status})"
        say(f"{_worst(rule):<7} {rule.id}{status}")


@policy.command()
@click.argument("rule")
@options.policies
@options.pack
@options.cache
def explain(*, rule: str, policies: Path | None, pack: str, cache: Path | None) -> None:
    """Explain one rule: what it looks for, why, and from which file.

    RULE is a rule's id, as a finding names it.

    \b
    Example:
      bedside policy explain phi.image.selfie
    """  # noqa: D301
    from adapters.policy_explain import explain as explained

    loaded = policy_files.load(policies, pack, cache)
    say(visible(explained(loaded, rule, policies, pack)))


@policy.command()
@click.option(
    "--against", type=options.FOLDER, metavar="FILE", help="Drafts as JSON lines, to count hits on."
)
@options.policies
@options.pack
@options.cache
def coverage(*, against: Path | None, policies: Path | None, pack: str, cache: Path | None) -> None:
    """Lay out what of the article is upheld by which rules, and what by none.

    \b
    Examples:
      bedside policy coverage
      bedside policy coverage --against drafts.jsonl
    """  # noqa: D301
    from adapters.cli_policy_reports import tell_coverage

    tell_coverage(policy_files.load(policies, pack, cache), against)


@policy.command()
@click.argument("path", type=options.FOLDER)
@click.option(
    "--against",
    required=True,
    type=options.FOLDER,
    metavar="FILE",
    help="Drafts as JSON lines to judge by both.",
)
@click.option("--rules-only", is_flag=True, help="Leave the local reader out.")
@options.policies
@options.pack
@options.cache
def replay(
    *, path: Path, against: Path, rules_only: bool, policies: Path | None, pack: str, cache: Path | None
) -> int:
    """Say what the pack in PATH would judge differently from the pack in use.

    No word of a draft is shown: ids, verdicts and rules. The exit code is 1 when anything differs.

    \b
    Example:
      bedside policy replay my-policies/hospital --against drafts.jsonl
    """  # noqa: D301
    from adapters.cli_judge import open_reader
    from adapters.cli_policy_reports import loaded, tell_replay

    before, after = policy_files.load(policies, pack, cache), loaded(path)
    return tell_replay(before, after, against, None if rules_only else open_reader())


@policy.command()
def schema() -> None:
    """Write the JSON Schema of a pack's files, for editors.

    \b
    Example:
      bedside policy schema > pack.schema.json
    """  # noqa: D301
    say(json.dumps(policy_files.schema(), indent=2))


def _place(path: Path | None, policies: Path | None, pack: str) -> tuple[Path | None, str]:
    """The folder and the name of the pack to check."""
    if path is None:
        return policies, pack
    whole = path.resolve()
    if not whole.is_dir():
        raise PolicyError(f"{path}: is not a folder; a pack is a folder of YAML files")
    return whole.parent, whole.name


def _worst(rule: Rule) -> str:
    return max(rule.severities.values()).word


for change in (propose, apply, status, accept):
    policy.add_command(change)
