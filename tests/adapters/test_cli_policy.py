"""``bedside policy``: check, list, explain, schema, and changes to a pack of one's own."""

import json
from pathlib import Path

import pytest

from bot.people import CATEGORIES
from tests.cli import LOUD, PACK, SELFIE, CommandLine, write_pack


@pytest.fixture
def bedside(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def test_a_sound_pack_is_confirmed(bedside: CommandLine):
    by_name = bedside.run("policy", "check")
    by_path = bedside.run("policy", "check", str(bedside.folder / "packs" / "mini"))

    assert by_name.exit_code == by_path.exit_code == 0
    assert by_name.stdout == by_path.stdout
    assert "2 rules, and every example does what it says." in by_name.stdout


def test_every_problem_of_a_pack_is_told_with_its_place(bedside: CommandLine):
    pack = (bedside.folder / "packs" / "mini" / "pack.yaml").read_text()
    write_pack(
        bedside.folder / "packs",
        "bad",
        pack.replace("severity: block", "severity: fatal").replace(
            "phrases: [unbelievable]", "patterns: ['(']"
        ),
    )

    result = bedside.run("policy", "check", str(bedside.folder / "packs" / "bad"))

    assert result.exit_code == 65
    assert result.stdout == ""
    assert "bad/pack.yaml:10" in result.stderr
    assert all(line.startswith("bedside: ") for line in result.stderr.splitlines())


def test_examples_that_hold_are_counted_and_a_rule_can_be_picked(bedside: CommandLine):
    every = bedside.run("policy", "test")
    one = bedside.run("policy", "test", "--rule", "phi")

    assert every.exit_code == one.exit_code == 0
    assert one.stdout.endswith("examples of 1 rules hold.\n")
    assert bedside.run("policy", "test", "--rule", "phy").exit_code == 65


def test_an_example_that_differs_is_shown_beside_what_the_rule_does(bedside: CommandLine):
    pack = (bedside.folder / "packs" / "mini" / "pack.yaml").read_text()
    wrong = pack.replace("phrases: [unbelievable]", "phrases: [calm]")
    write_pack(bedside.folder / "packs", "wrong", wrong)

    result = bedside.run("policy", "test", str(bedside.folder / "packs" / "wrong"))

    assert result.exit_code == 1
    assert "wrong/pack.yaml:" in result.stdout
    assert "rule prof.tone.loud, flags:" in result.stdout
    assert "(nothing is found)" in result.stdout
    assert result.stdout.endswith("examples of 2 rules hold.\n")


def test_a_path_that_is_no_pack_is_told(bedside: CommandLine):
    assert bedside.run("policy", "check", str(bedside.folder / "nowhere")).exit_code == 65


def test_rules_are_listed_with_their_severity(bedside: CommandLine):
    assert bedside.run("policy", "list").stdout == "block   phi.image.selfie\nrevise  prof.tone.loud\n"


def test_a_rule_is_explained_with_the_place_of_each_value(bedside: CommandLine):
    explained = bedside.run("policy", "explain", "phi.image.selfie").stdout

    assert "selfie with a patient" in explained
    assert "mini/pack.yaml:" in explained


def test_an_unknown_rule_comes_with_the_one_that_may_be_meant(bedside: CommandLine):
    result = bedside.run("policy", "explain", "phi.image.selfy")

    assert result.exit_code == 65
    assert "Did you mean 'phi.image.selfie'?" in result.stderr


def test_the_schema_is_json_schema(bedside: CommandLine):
    assert json.loads(bedside.run("policy", "schema").stdout)["$schema"].startswith(
        "https://json-schema.org/"
    )


def test_a_rule_is_switched_off_and_the_next_review_knows(bedside: CommandLine):
    told = bedside.run("policy", "status", "prof.tone.loud", "off")

    assert told.exit_code == 0
    assert bedside.run("review", stdin=LOUD).exit_code == 0
    assert "prof.tone.loud  (off)" in bedside.run("policy", "list").stdout


def test_an_unknown_status_changes_nothing(bedside: CommandLine):
    result = bedside.run("policy", "status", "prof.tone.loud", "of")

    assert result.exit_code == 65
    assert "Did you mean 'off'?" in result.stderr
    assert bedside.run("review", stdin=LOUD).exit_code == 1


def test_words_are_accepted_for_a_time_with_a_reason(bedside: CommandLine):
    accepted = [
        "policy",
        "accept",
        "selfie with a patient",
        "--reason",
        "our film's title",
        "--until",
        "2027-01-31",
    ]

    told = bedside.run(*accepted)

    assert told.exit_code == 0
    assert "Accepted until 2027-01-31" in told.stdout
    assert bedside.run("review", "--as-of", "2027-01-31", stdin=SELFIE).exit_code == 0
    assert bedside.run("review", "--as-of", "2027-02-01", stdin=SELFIE).exit_code == 2


def test_an_acceptance_needs_a_reason(bedside: CommandLine):
    assert bedside.run("policy", "accept", "selfie", "--until", "2027-01-31").exit_code == 64


def test_the_shipped_packs_are_not_changed(bedside: CommandLine):
    result = bedside.run("policy", "status", "prof.tone.loud", "off", BEDSIDE_POLICIES="")

    assert result.exit_code == 64
    assert "--policies FOLDER" in result.stderr


def drafts(folder: Path) -> Path:
    """Three drafts and a line that is none."""
    path = folder / "drafts.jsonl"
    rows = [
        {"id": f"d{n}", "kind": "post", "platform": "x", "text": text}
        for n, text in enumerate((SELFIE, LOUD, "Fine."))
    ]
    path.write_text("\n".join([*map(json.dumps, rows), "{"]) + "\n", "utf-8")
    return path


def test_coverage_counts_hits_and_names_what_nothing_upholds(bedside: CommandLine):
    result = bedside.run("policy", "coverage", "--against", str(drafts(bedside.folder)))

    assert result.exit_code == 0
    assert "2 active rules, 2 flags, 2 passes, 2 hits" in result.stdout
    assert "Upheld by nothing: D1" in result.stdout
    assert "3 drafts read." in result.stdout
    assert "1 lines of drafts.jsonl are no drafts" in result.stderr


def test_a_replay_says_what_a_changed_pack_judges_differently_and_shows_no_words(bedside: CommandLine):
    changed = PACK.replace("severity: revise", "severity: block").replace("id: mini", "id: changed")
    folder = write_pack(bedside.folder / "packs", "changed", changed) / "changed"

    result = bedside.run(
        "policy", "replay", str(folder), "--against", str(drafts(bedside.folder)), "--rules-only"
    )

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "3 drafts replayed, 1 judged differently.",
        "  revise -> block: 1",
        "d1: revise -> block",
    ]


def test_a_replay_of_the_same_pack_finds_nothing(bedside: CommandLine):
    same = bedside.folder / "packs" / "mini"

    result = bedside.run(
        "policy", "replay", str(same), "--against", str(drafts(bedside.folder)), "--rules-only"
    )

    assert result.exit_code == 0


def test_a_pack_that_names_nobody_for_a_category_is_told_so(bedside: CommandLine):
    checked = bedside.run("policy", "check")

    assert checked.exit_code == 0
    assert "Nobody is named for 'privacy'" in checked.stderr


@pytest.mark.parametrize("left_out", CATEGORIES)
def test_the_one_category_that_no_owner_has_is_told_and_no_other(bedside: CommandLine, left_out: str):
    owners = {name: {"people": ["ann"]} for name in CATEGORIES if name != left_out}
    people = [{"id": "ann", "name": "Ann", "roles": ["communications", "compliance"]}]
    desk = {"people": people, "approval": [{"role": "communications"}], "owners": owners}
    write_pack(
        bedside.folder / "packs",
        text=f"{PACK}organization: {json.dumps({'name': 'Mini', 'desk': desk})}\n",
    )

    checked = bedside.run("policy", "check")

    assert checked.exit_code == 0
    told = [line for line in checked.stderr.splitlines() if "Nobody" in line]
    assert len(told) == 1
    assert f"Nobody is named for '{left_out}': what is escalated for it goes to communications." in told[0]


def test_a_desk_that_names_somebody_unknown_does_not_load(bedside: CommandLine):
    desk = (
        "organization: {name: Mini, desk: {people: [{id: ann, name: Ann}], approval: [{people: [anne]}]}}\n"
    )
    write_pack(bedside.folder / "packs", text=PACK + desk)

    checked = bedside.run("policy", "check")

    assert checked.exit_code == 65
    assert "unknown person 'anne'. Did you mean 'ann'?" in checked.stderr


def test_coverage_says_which_list_only_the_organization_can_write(bedside: CommandLine):
    result = bedside.run("policy", "coverage", "--pack", "organization")

    assert result.exit_code == 0
    assert "Name yours under groups: in your pack; docs/outlets.md shows how." in result.stdout
    assert '1 to have first, by "start"' in result.stdout
    assert "under pillars:" not in result.stdout


def test_a_check_says_which_lists_only_the_organization_can_write(bedside: CommandLine):
    article = bedside.run("policy", "check", "--pack", "article")
    organization = bedside.run("policy", "check", "--pack", "organization")

    assert (article.exit_code, organization.exit_code) == (0, 0)
    assert "under groups: in your pack" in article.stderr
    assert "under pillars: in your pack" in article.stderr
    assert "under groups: in your pack" in organization.stderr
    assert "under pillars:" not in organization.stderr
