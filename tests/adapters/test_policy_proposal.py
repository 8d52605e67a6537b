"""A change of a pack is replayed by the rules and, where there is one, the local reader."""

from adapters.policy_proposal import BOTH, RULES_ALONE, Proposals
from bot.model import Draft, Reading
from bot.policy import compile_pack, prepare
from tests.builders import a_rule, pack_data

DATA = pack_data(
    a_rule(
        {"phrases": ["widget"]},
        id="claim.source.widget",
        severity={"default": "revise"},
        flags=[{"text": "A [[widget]] for all."}, {"text": "One more [[widget]]."}],
        passes=[{"text": "A quiet day."}],
    ),
    a_rule(
        {"phrases": ["gadget"]},
        id="phi.image.gadget",
        flags=[{"text": "A [[gadget]]."}],
        passes=[{"text": "A quiet night."}],
    ),
)


class CountingReader:
    """A reader that finds nothing, and remembers what it was asked to read."""

    def __init__(self) -> None:
        self.read_so_far: list[str] = []

    def read(self, draft: Draft) -> Reading:
        self.read_so_far.append(draft.text)
        return Reading("test", 0.0, 0.0, {})


def test_the_reader_reads_what_the_changed_rule_meets_each_once_and_nothing_else():
    reader = CountingReader()
    proposals = Proposals(lambda: DATA, reader)

    first = proposals.advise("claim.source.widget")
    again = proposals.advise("claim.source.widget")

    assert reader.read_so_far == ["A widget for all.", "One more widget."]
    assert first == again
    assert (len(first.changes), first.drafts, first.judged_by) == (2, 5, BOTH)
    assert f"# {BOTH}" in list(first.lines())


def test_the_reader_reads_every_example_where_the_whole_pack_on_disk_is_another():
    reader = CountingReader()
    other = pack_data(
        a_rule({"phrases": ["widget"]}, id="claim.source.widget", flags=[{"text": "A widget."}])
    )

    pending = Proposals(lambda: other, reader).pending(
        compile_pack({**DATA, "prepared": prepare(DATA)}, "now")
    )

    assert len(reader.read_so_far) == pending.drafts
    assert pending.judged_by == BOTH


def test_without_a_reader_the_replay_says_so():
    proposal = Proposals(lambda: DATA).advise("claim.source.widget")

    assert (len(proposal.changes), proposal.drafts, proposal.judged_by) == (2, 5, RULES_ALONE)
