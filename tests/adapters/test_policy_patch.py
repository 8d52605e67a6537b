"""A patch of the desk: read from its file, put into one's own pack by adding to what is there."""

from pathlib import Path

import pytest

from adapters import policy_files, policy_patch
from adapters.policy_edit import put_in
from adapters.policy_patch import Patch
from adapters.policy_proposal import Proposals
from bot.errors import PolicyError
from tests.cli import CommandLine, write_pack

UPHELD = ("--passes", "An unbelievable bargain of a day.", "--unless", "unbelievable bargain")
OWN = """\
pack: {id: own, version: "1", schema: 1, title: Own, language: en, owner: Tests, extends: [mini]}
# what we changed
rules:
- id: phi.image.selfie  # ours is milder
  severity: revise
"""


@pytest.fixture
def bedside(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def proposed(bedside: CommandLine, *how: str, rule: str = "prof.tone.loud", pack: str = "mini") -> str:
    result = bedside.run("policy", "propose", rule, *how, "--pack", pack)
    assert result.exit_code == 0, result.stderr
    path = bedside.folder / f"{rule}.patch.yaml"
    path.write_text(result.stdout)
    return str(path)


def loud(bedside: CommandLine, pack: str = "mini") -> dict[str, object]:
    rules = policy_files.places(bedside.folder / "packs", pack).data["rules"]
    found: dict[str, object] = next(rule for rule in rules if rule["id"] == "prof.tone.loud")
    return found


def test_an_upheld_appeal_is_put_into_the_pack_by_one_command_and_the_rule_lets_it_pass(
    bedside: CommandLine,
):
    patch = proposed(bedside, *UPHELD)

    applied = bedside.run("policy", "apply", patch)

    assert applied.exit_code == 0, applied.stderr
    assert "4 drafts replayed, 0 judged differently." in applied.stdout
    assert f"Put into {bedside.folder / 'packs' / 'mini' / 'pack.yaml'}." in applied.stdout
    assert [one["text"] for one in loud(bedside)["passes"]] == ["Proud of the team!", UPHELD[1]]  # type: ignore[attr-defined]
    assert bedside.run("policy", "check").exit_code == 0
    assert bedside.run("policy", "test", "--rule", "prof.tone.loud").exit_code == 0


def test_a_dismissed_one_becomes_words_that_the_rule_must_keep_finding(bedside: CommandLine):
    patch = proposed(bedside, "--flags", "So [[unbelievable]] a view.")

    assert bedside.run("policy", "apply", patch).exit_code == 0

    assert loud(bedside)["flags"][-1] == {"text": "So [[unbelievable]] a view."}  # type: ignore[index]


def test_a_patch_is_put_in_once_and_beside_what_another_one_added_meanwhile(bedside: CommandLine):
    first = proposed(bedside, *UPHELD)
    kept = Path(first).read_text()
    second = proposed(bedside, "--flags", "So [[unbelievable]] a view.")
    Path(bedside.folder / "first.yaml").write_text(kept)

    assert bedside.run("policy", "apply", second).exit_code == 0
    assert bedside.run("policy", "apply", str(bedside.folder / "first.yaml")).exit_code == 0
    before = (bedside.folder / "packs" / "mini" / "pack.yaml").read_text()
    again = bedside.run("policy", "apply", first)

    assert again.stdout == "mini holds all of this already. Nothing was changed.\n"
    assert (bedside.folder / "packs" / "mini" / "pack.yaml").read_text() == before
    assert (len(loud(bedside)["flags"]), len(loud(bedside)["passes"])) == (2, 2)  # type: ignore[arg-type]


def test_a_rule_of_a_pack_below_is_changed_in_ones_own_and_comments_stay(bedside: CommandLine):
    write_pack(bedside.folder / "packs", "own", OWN)
    below = (bedside.folder / "packs" / "mini" / "pack.yaml").read_text()
    patch = proposed(bedside, *UPHELD, pack="own")
    selfie = proposed(bedside, "--advise", rule="phi.image.selfie", pack="own")

    for one in (patch, selfie):
        assert bedside.run("policy", "apply", one, "--pack", "own").exit_code == 0

    assert len(loud(bedside, "own")["passes"]) == 2  # type: ignore[arg-type]
    assert "- id: prof.tone.loud" in (bedside.folder / "packs" / "own" / "changes.yaml").read_text()
    own = (bedside.folder / "packs" / "own" / "pack.yaml").read_text()
    assert "# ours is milder" in own
    assert "default: advise" in own
    assert (bedside.folder / "packs" / "mini" / "pack.yaml").read_text() == below


def test_a_patch_that_the_rule_does_not_keep_changes_nothing(bedside: CommandLine):
    patch = proposed(bedside, "--passes", "An unbelievable bargain.")
    before = (bedside.folder / "packs" / "mini" / "pack.yaml").read_text()

    refused = bedside.run("policy", "apply", patch)

    assert refused.exit_code == 65
    assert "'passes' example is flagged at 'unbelievable'" in refused.stderr
    assert (bedside.folder / "packs" / "mini" / "pack.yaml").read_text() == before


def test_a_patch_of_a_rule_that_the_pack_does_not_have_names_the_one_that_may_be_meant(bedside: CommandLine):
    patch = Patch("prof.tone.lout", unless=("unbelievable bargain",))
    before = (bedside.folder / "packs" / "mini" / "pack.yaml").read_text()

    with pytest.raises(
        PolicyError, match=r"^mini: unknown rule 'prof.tone.lout'. Did you mean 'prof.tone.loud'"
    ):
        put_in(bedside.folder / "packs", "mini", patch)

    assert (bedside.folder / "packs" / "mini" / "pack.yaml").read_text() == before


def test_a_dry_run_shows_the_replay_and_changes_nothing(bedside: CommandLine):
    patch = proposed(bedside, "--advise")
    before = (bedside.folder / "packs" / "mini" / "pack.yaml").read_text()

    shown = bedside.run("policy", "apply", patch, "--dry-run")

    assert "prof.tone.loud, flags 1: revise -> ok" in shown.stdout
    assert shown.stdout.endswith("Nothing was changed.\n")
    assert (bedside.folder / "packs" / "mini" / "pack.yaml").read_text() == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rules: []",
        "pack: {id: x}\nrules: [{id: prof.tone.loud, severity: advise}]",
        "rules: [{id: prof.tone.loud, message: Fine.}]",
        "rules: [{id: prof.tone.loud, passes: 7}]",
        "rules: [{id: a.b.c, severity: advise}, {id: a.b.d, severity: advise}]",
        "rules: [{severity: advise}]",
        "rules: [*x]",
    ],
)
def test_what_is_no_patch_is_refused(text: str):
    with pytest.raises(PolicyError):
        policy_patch.read("a.patch.yaml", text)


def test_the_shipped_packs_are_not_patched(bedside: CommandLine):
    patch = proposed(bedside, *UPHELD)

    refused = bedside.run("policy", "apply", patch, BEDSIDE_POLICIES="")

    assert refused.exit_code == 64
    assert "The shipped packs stay as they are" in refused.stderr


def test_a_patch_is_read_as_it_was_written():
    data = policy_files.places(None, "organization").data
    proposals = Proposals(lambda: data)
    patch = Patch(
        "claim.unsubstantiated.guarantee", passes=({"text": "The best bet."},), unless=("best bet",)
    )

    read = policy_patch.read("p.yaml", "\n".join(proposals.of(patch).lines()))

    assert proposals.missing(read) == patch
