"""``bedside policy propose``, ``apply``, ``status`` and ``accept``: changes of a pack of one's own."""

from datetime import datetime
from pathlib import Path

import click

from adapters import cli_options as options
from adapters.cli_judge import user
from adapters.cli_terminal import say


@click.command()
@click.argument("rule")
@click.option("--passes", default="", metavar="TEXT", help="Made-up words that the rule should not find.")
@click.option("--flags", default="", metavar="TEXT", help="Made-up words that the rule should find.")
@click.option(
    "--unless",
    default="",
    metavar="PHRASE",
    help="A phrase around what the rule finds, within which it may pass.",
)
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
    from adapters import cli_policy_patch
    from adapters.cli_judge import open_reader

    proposals = cli_policy_patch.opened(policies, pack, None if rules_only else open_reader())
    if advise:
        proposal = proposals.advise(rule)
    else:
        proposal = proposals.example(rule, passes=passes, flags=flags, unless=unless)
    cli_policy_patch.tell_proposal(proposal)


@click.command()
@click.argument("patch", type=options.FOLDER)
@click.option("--dry-run", is_flag=True, help="Show what it would judge differently, and change nothing.")
@click.option("--rules-only", is_flag=True, help="Leave the local reader out of that.")
@options.policies
@options.pack
def apply(*, patch: Path, dry_run: bool, rules_only: bool, policies: Path | None, pack: str) -> None:
    """Put a patch into your own pack, as the desk or "policy propose" wrote it into the file PATCH.

    It is shown with what is judged differently then. What the pack holds already stays as it is; a pack
    that would not do what its examples say is left as it was, and the exit code is 65.

    \b
    Examples:
      bedside policy apply claim.source.patch.yaml --policies ./policies --pack my-hospital
      bedside policy apply claim.source.patch.yaml --policies ./policies --pack my-hospital --dry-run
    """  # noqa: D301
    from adapters import cli_policy_patch
    from adapters.cli_judge import open_reader

    reader = None if rules_only else open_reader()
    cli_policy_patch.put(patch, _own(policies), pack, reader, dry=dry_run)


@click.command()
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


@click.command()
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


def _own(policies: Path | None) -> Path:
    if policies is None:
        raise click.UsageError(
            "The shipped packs stay as they are. Copy them and name that folder: --policies FOLDER."
        )
    return policies
