"""Every outline of a pack is judged ok by the pack's own rules, with its brackets and with them filled."""

from collections.abc import Iterator

from bot.model import Draft, Verdict
from bot.policy import PolicyPack
from bot.review import review
from bot.starters import starters_of


def troubled(pack: PolicyPack) -> Iterator[tuple[str, str]]:
    """Each kind of content with an outline that is not ok, by id, and what is the matter."""
    for starter in starters_of(pack.lists):
        for outline in starter.outlines:
            for how, text in (("as it stands", outline.text), ("filled", outline.example)):
                result = review(Draft(text, outlet=starter.outlet), pack)
                if result.verdict is not Verdict.OK:
                    rules = ", ".join(dict.fromkeys(finding.rule for finding in result.findings))
                    yield starter.id, f"outlines: '{outline.name}', {how}, is not ok: {rules}"
