"""``bedside policy``: look at a pack, prove it, change it."""

import json
from datetime import datetime
from pathlib import Path

import click

from adapters import cli_options as options
from adapters import policy_files
from adapters.cli_exits import ExitCode
from adapters.cli_judge import user
from adapters.cli_terminal import InOrder, complain, note, say, teach, visible
from bot.errors import PolicyError
from bot.people import desk_of, missing
from bot.policy import Rule
from bot.policy_reports import unlisted


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
    for gap in (*missing(desk_of(loaded.organization)), *unlisted(loaded)):
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
@click.argument("rule")
@click.option("--passes", default="", metavar="TEXT", help="Made-up words that the rule should not find.")
@click.option("--flags", default="", metavar="TEXT", help="Made-up words that the rule should find.")
@click.option("--unless", default="", metavar="PHRASE", help="A phrase near which the rule stays silent.")
@click.option(
    "--advise", is_flag=True, help="Let the rule advise only, because people overrule it too often."
)
@click.option("--rules-only", is_flag=True, help="Leave the local reader out.")
@options.policies
@options.pack
def propose(
    *,
    rule: str,
    passes: str,
    flags: str,
    unless: str,
    advise: bool,
    rules_only: bool,
    policies: Path | None,
    pack: str,
) -> None:
    """Write a change of a rule as a patch for your own pack, with what it would judge differently.

    An upheld appeal becomes a --passes example, a dismissed one a --flags example. Nothing is changed.

    \b
    Examples:
      bedside policy propose claim.unsubstantiated.guarantee --advise
      bedside policy propose claim.unsubstantiated.guarantee --passes "The best bet." --unless "best bet"
    """  # noqa: D301
    from adapters.cli_judge import open_reader
    from adapters.policy_proposal import Proposals

    reader = None if rules_only else open_reader()
    proposals = Proposals(lambda: policy_files.places(policies, pack).data, reader)
    if advise:
        proposal = proposals.advise(rule)
    else:
        proposal = proposals.example(rule, passes=passes, flags=flags, unless=unless)
    for line in proposal.lines():
        say(visible(line))


@policy.command()
def schema() -> None:
    """Write the JSON Schema of a pack's files, for editors.

    \b
    Example:
      bedside policy schema > pack.schema.json
    """  # noqa: D301
    say(json.dumps(policy_files.schema(), indent=2))


@policy.command()
@click.argument("rule")
@click.argument("to", metavar="off|shadow|active")
@options.policies
@options.pack
def status(*, rule: str, to: str, policies: Path | None, pack: str) -> None:
    """Switch a rule of your own pack off, to shadow or on.

    An active rule speaks; one in shadow is only counted; one that is off rests.

    \b
    Example:
      bedside policy status prof.attire.scrubs off --policies ./policies --pack my-hospital
    """  # noqa: D301
    from adapters.policy_edit import set_status

    changed = set_status(_own(policies), pack, rule, to)
    say(f"{rule} is now {to}, by {changed}.")


@policy.command()
@click.argument("phrase")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for whoever reads the pack later.")
@click.option(
    "--until", required=True, type=options.DAY, metavar="DATE", help="The last day on which it holds."
)
@click.option("--by", metavar="NAME", help="Who answers for it; you.")
@click.option("--rule", metavar="ID", help="For one rule or category only; else for all.")
@options.policies
@options.pack
def accept(
    *,
    phrase: str,
    reason: str,
    until: datetime,
    by: str | None,
    rule: str | None,
    policies: Path | None,
    pack: str,
) -> None:
    """Accept some words in your own pack for a time, with a reason.

    PHRASE is what to accept, exactly as people write it.

    \b
    Example:
      bedside policy accept "St. Mary's Patient Tower" --reason "a building" --until 2027-11-01 \\
        --policies ./policies --pack my-hospital
    """  # noqa: D301
    from adapters.policy_edit import accept as accepted

    day, owner = until.date(), by or user()
    changed = accepted(_own(policies), pack, phrase, reason=reason, by=owner, until=day, rule=rule)
    say(f"Accepted until {day}, by {changed}.")


def _place(path: Path | None, policies: Path | None, pack: str) -> tuple[Path | None, str]:
    """The folder and the name of the pack to check."""
    if path is None:
        return policies, pack
    whole = path.resolve()
    if not whole.is_dir():
        raise PolicyError(f"{path}: is not a folder; a pack is a folder of YAML files")
    return whole.parent, whole.name


def _own(policies: Path | None) -> Path:
    if policies is None:
        raise click.UsageError(
            "The shipped packs stay as they are. Copy them and name that folder: --policies FOLDER."
        )
    return policies


def _worst(rule: Rule) -> str:
    return max(rule.severities.values()).word
