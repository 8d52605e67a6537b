"""``bedside policy propose`` and ``apply``: a change of a rule as a patch, and what a patch becomes."""

from pathlib import Path

from adapters import policy_files, policy_patch
from adapters.cli_exits import NoInput
from adapters.cli_terminal import say, visible
from adapters.policy_edit import put_in
from adapters.policy_proposal import Proposal, Proposals
from bot.ports import Reader


def opened(policies: Path | None, pack: str, reader: Reader | None) -> Proposals:
    """What works changes of ``pack`` out."""
    return Proposals(lambda: policy_files.places(policies, pack).data, reader)


def tell_proposal(proposal: Proposal) -> None:
    """Say the patch with its replay, so that it can go into a file as it is."""
    for line in proposal.lines():
        say(visible(line))


def put(path: Path, policies: Path, pack: str, reader: Reader | None, *, dry: bool) -> None:
    """Show what the patch in ``path`` changes in ``pack``, and put in what the pack does not hold yet.

    Raises:
        NoInput: There is no such file, or it is no text.
        PolicyError: It is no patch, or the pack would not load with it; then nothing was changed.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoInput(f"{path} cannot be read as text.") from error
    proposals = opened(policies, pack, reader)
    missing = proposals.missing(policy_patch.read(path.name, text))
    if missing.is_empty:
        say(f"{pack} holds all of this already. Nothing was changed.")
        return
    for line in proposals.of(missing).said():
        say(visible(line))
    if dry:
        say("Nothing was changed.")
        return
    changed = put_in(policies, pack, missing)
    say(f"Put into {changed}. Start Bedside again with it.")
