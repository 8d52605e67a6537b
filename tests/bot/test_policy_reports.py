"""What a pack covers and what a change to it would do."""

from bot.policy_reports import CLAUSES, coverage, replay, told
from tests.builders import a_draft, a_pack, a_rule

WORD = a_rule({"phrases": ["gadget"]})


def test_coverage_names_clauses_and_guidelines_that_nothing_upholds():
    report = coverage(a_pack({**WORD, "status": "off"}))

    assert report.bare == (*CLAUSES, "do.test")


def test_coverage_counts_examples_and_hits():
    report = coverage(a_pack(WORD), [a_draft("a gadget"), a_draft("gadget, gadget"), a_draft("nothing")])

    (row,) = report.rules["do.test"]
    assert (row.flags, row.passes, row.hits, report.drafts) == (1, 1, 2, 3)


def test_a_replay_shows_only_drafts_that_are_judged_differently():
    before, after = a_pack(WORD), a_pack(a_rule({"phrases": ["widget"]}, id="test.words.other"))
    drafts = [
        (f"d{n}", a_draft(t), None)
        for n, t in enumerate(("a gadget", "a widget", "both gadget widget", "none"))
    ]

    changes = list(replay(before, after, drafts))

    assert [(c.id, c.gained, c.lost) for c in changes] == [
        ("d0", (), ("test.words.rule",)),
        ("d1", ("test.words.other",), ()),
        ("d2", ("test.words.other",), ("test.words.rule",)),
    ]


def test_a_replay_is_told_without_a_word_of_the_drafts():
    before, after = a_pack(WORD), a_pack({**WORD, "severity": {"default": "revise"}})

    lines = list(told(list(replay(before, after, [("d0", a_draft("secret gadget"), None)])), 1))

    assert lines == [
        "1 drafts replayed, 1 judged differently.",
        "  block -> revise: 1",
        "d0: block -> revise",
    ]
