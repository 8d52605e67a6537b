"""Packs on disk: layers, lines in errors, hostile files, caches, edits that keep comments."""

from datetime import date
from pathlib import Path

import pytest

from adapters import policy_edit, policy_explain, policy_files
from bot.errors import PolicyError
from bot.model import Verdict
from bot.policy import LISTS
from bot.policy_entries import ENTRIES
from bot.review import review
from tests.builders import a_draft

HEADER = """\
pack:
  id: {id}
  version: "1.0"
  schema: 1
  title: A pack for a test
  extends: [{extends}]
  owner: Tests
"""
BASE = (
    HEADER.format(id="base", extends="")
    + """\
guidelines:
- id: policy.words
  title: Mind words
  text: Some words are not for us.
  sources: [{kind: policy, ref: House rules}]
families:
  fruit: [apple, pear]
# a comment that must stay
rules:
- id: test.words.gadget
  guideline: policy.words
  severity: block  # another comment
  detect:
    phrases: [gadget]
  message: Please do not say gadget.
  flags: ["A [[gadget]] here."]
  passes: ["A thing here."]
"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "base", BASE)
    return tmp_path


def write(folder: Path, pack: str, text: str, file: str = "pack.yaml") -> None:
    (folder / pack).mkdir(exist_ok=True)
    (folder / pack / file).write_text(text, "utf-8")


def problems(folder: Path, name: str = "base") -> str:
    return "\n".join(policy_files.check(folder, name))


def test_the_shipped_packs_hold_all_their_examples():
    assert policy_files.check() == ()


def test_a_pack_judges(folder: Path):
    assert review(a_draft("my gadget"), policy_files.load(folder, "base")).verdict is Verdict.BLOCK


def test_a_layer_changes_only_the_fields_it_names(folder: Path):
    write(
        folder,
        "top",
        HEADER.format(id="top", extends="base") + "rules:\n- id: test.words.gadget\n  severity: revise\n",
    )

    rule = policy_files.load(folder, "top").rule("test.words.gadget")

    assert rule.message == "Please do not say gadget."
    assert review(a_draft("my gadget"), policy_files.load(folder, "top")).verdict is Verdict.REVISE


def test_a_layer_changes_one_figure_of_an_outlet_and_keeps_the_others(folder: Path):
    write(folder, "base", "outlets:\n  linkedin: {limit: 3000, fold: 140}\n", "outlets.yaml")
    write(folder, "top", HEADER.format(id="top", extends="base") + "outlets:\n  linkedin: {hashtags: 2}\n")

    outlet = policy_files.load(folder, "top").outlets["linkedin"]

    assert (outlet["limit"], outlet["fold"], outlet["hashtags"]) == (3000, 140, 2)


def test_every_list_that_is_checked_is_also_part_of_the_pack():
    assert tuple(ENTRIES) == LISTS


@pytest.mark.parametrize(
    ("outlets", "said"),
    [
        ("x: {limit: 280, counts: weighted}", "needs 'link' and 'wide'"),
        ("linkdin: {limit: 3000}", "linkdin"),
        ("linkedin: {limit: 0}", "limit"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(folder: Path, outlets: str, said: str):
    write(folder, "base", f"outlets:\n  {outlets}\n", "outlets.yaml")

    assert said in problems(folder)


def test_explain_names_the_file_and_line_of_every_value(folder: Path):
    write(
        folder,
        "top",
        HEADER.format(id="top", extends="base") + "rules:\n- id: test.words.gadget\n  severity: revise\n",
    )

    text = policy_explain.explain(policy_files.load(folder, "top"), "test.words.gadget", folder, "top")

    assert "severity  [top/pack.yaml:10]" in text
    assert "message  [base/pack.yaml:22]" in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("severity: block", "severity: blok", "base/pack.yaml:19, rule test.words.gadget: severity.default"),
        ("phrases:", "phrase:", "unknown field 'phrase'. Did you mean 'phrases'?"),
        (
            "policy.words\n  sev",
            "policy.word\n  sev",
            "unknown guideline 'policy.word'. Did you mean 'policy.words'?",
        ),
        (
            "phrases: [gadget]",
            'patterns: ["(?=gadget)"]',
            "pack.yaml:21, rule test.words.gadget: pattern refused",
        ),
        ("phrases: [gadget]", "phrases: ['{fruits}']", "unknown family 'fruits'. Did you mean 'fruit'?"),
        ("phrases: [gadget]", "detector: all_cap", "unknown detector 'all_cap'. Did you mean 'all_caps'?"),
        ("phrases: [gadget]", "phrases: [gadget]\n    skip: [quote]", "unknown zone 'quote'"),
        ("A thing here.", "A gadget here.", "'passes' example is flagged at 'gadget'"),
        ("A [[gadget]] here.", "A [[thing]] here.", "'flags' example not found"),
        ("A [[gadget]] here.", "A [[gadget here]].", "and not at the marked words"),
        ('flags: ["A [[gadget]] here."]', "flags: [gadget]", "mark the words to report with [[ ]]"),
        ('\n  passes: ["A thing here."]', "", "passes: is missing"),
        ("rules:", "rules: 5\nrulez:", "rules: should be a list"),
        ("title: Mind", "title: 'Mind", "not readable as YAML"),
        ("- id: test.words.gadget", "- id: Words", "rule Words: id:"),
        ("  schema: 1", "  schema: 9", "pack.yaml:4: pack.schema"),
        ("  owner: Tests", "  owner: Tests\n  owner: Me", "'owner' stands twice"),
    ],
)
def test_an_error_says_where_what_stands_there_and_what_would_do(folder: Path, old: str, new: str, said: str):
    write(folder, "base", BASE.replace(old, new, 1))

    assert said in problems(folder)


def test_all_errors_come_at_once(folder: Path):
    broken = BASE.replace("severity: block", "severity: blok").replace("schema: 1", "schema: 2")
    write(folder, "base", broken + "- id: test.words.other\n  guideline: policy.words\n")

    said = policy_files.check(folder, "base")

    assert len(said) >= 5


def test_a_rule_that_stands_twice_is_named_with_both_places(folder: Path):
    write(folder, "base", BASE[BASE.index("rules:") :], "zz.yaml")

    assert "rule test.words.gadget stands twice; first at base/pack.yaml:17" in problems(folder)


def test_a_word_family_that_stands_twice_is_named_with_both_places(folder: Path):
    write(folder, "base", BASE)
    write(folder, "base", "families:\n  fruit: [plum]\n", "zz.yaml")

    assert "zz.yaml:2: family fruit stands twice; first at base/pack.yaml:" in problems(folder)


def test_a_pack_may_give_a_word_family_of_the_pack_below_other_words(folder: Path):
    write(folder, "base", BASE)
    write(folder, "top", HEADER.format(id="top", extends="base") + "families:\n  fruit: [plum]\n")

    assert policy_files.check(folder, "top") == ()


def test_packs_that_extend_each_other_in_a_circle_are_refused(folder: Path):
    write(folder, "one", HEADER.format(id="one", extends="two"))
    write(folder, "two", HEADER.format(id="two", extends="one"))

    assert "in a circle: one -> two -> one" in problems(folder, "one")


def test_an_unknown_pack_is_named_with_the_nearest_one(folder: Path):
    assert "unknown pack 'bas'. Did you mean 'base'?" in problems(folder, "bas")


def test_a_pack_of_ones_own_can_extend_a_shipped_one(folder: Path):
    write(folder, "mine", HEADER.format(id="mine", extends="article"))

    assert policy_files.check(folder, "mine") == ()


@pytest.mark.parametrize(
    "header",
    [
        'pack: {id: top, version: "1.0", schema: 1, title: One line, extends: [base], owner: Tests}\n',
        HEADER.format(id="top", extends="").replace("[]", "\n  - base"),
        HEADER.format(id="top", extends="").replace("[]", "[\n    base,\n  ]"),
        HEADER.format(id="top", extends="base").replace("  extends:", '  "extends" :'),
        HEADER.format(id="top", extends="base").replace("title:", "# extends: [none]\n  title:"),
        HEADER.format(id="top", extends="base@1.0  ").replace("]\n", "]  # the house rules\n"),
    ],
    ids=["one line", "a list", "several lines", "quoted", "beside a comment", "with a version"],
)
def test_a_pack_builds_on_another_however_its_header_is_written(folder: Path, header: str):
    write(folder, "top", header)

    assert policy_files.check(folder, "top") == ()
    assert [rule.id for rule in policy_files.load(folder, "top").rules] == ["test.words.gadget"]


def test_words_that_look_like_a_header_inside_a_sentence_extend_nothing(folder: Path):
    write(folder, "base", BASE.replace("A thing here.", "It says extends: [none], which is a thing."))

    assert policy_files.check(folder) == ()


def test_a_header_that_cannot_be_read_is_told_with_its_place(folder: Path):
    write(folder, "top", "pack: {extends: [base]\n")

    assert "top/pack.yaml:2: not readable as YAML" in problems(folder, "top")


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\n"
        + "".join(
            f"{c}: &{c} [*{p}, *{p}, *{p}, *{p}]\n" for p, c in zip("abcdefghi", "bcdefghij", strict=True)
        ),
        "x: " + "[" * 200 + "]" * 200,
        "pack: " + "y" * 2_100_000,
        "- just a list",
        "? [a]\n: b",
        "x: !!python/object/apply:os.system [echo]",
        "\x00",
    ],
    ids=["bomb", "deep", "large", "list", "odd-key", "tag", "nul"],
)
def test_hostile_yaml_is_refused_in_a_line(folder: Path, text: str):
    write(folder, "base", text)

    said = policy_files.check(folder, "base")

    assert said
    assert all(len(line) < 300 for line in said)


def test_a_file_that_is_not_utf8_is_refused(folder: Path):
    (folder / "base" / "pack.yaml").write_bytes(b"\xff\xfe\x00")

    assert "is not UTF-8 text" in problems(folder)


def test_a_cached_pack_judges_the_same_and_is_not_read_when_the_files_change(folder: Path, tmp_path: Path):
    cache = tmp_path / "cache"
    first = policy_files.load(folder, "base", cache)
    again = policy_files.load(folder, "base", cache)
    write(folder, "base", BASE.replace("gadget", "widget"))
    changed = policy_files.load(folder, "base", cache)

    assert first.version == again.version != changed.version
    assert review(a_draft("gadget"), again) == review(a_draft("gadget"), first)
    assert review(a_draft("widget"), changed).verdict is Verdict.BLOCK


def test_a_broken_cache_costs_nothing_but_time(folder: Path, tmp_path: Path):
    cache = tmp_path / "cache"
    policy_files.load(folder, "base", cache)
    for kept in cache.iterdir():
        kept.write_text("{", "utf-8")

    assert policy_files.load(folder, "base", cache).rules


def test_switching_a_rule_off_keeps_the_authors_comments(folder: Path):
    path = policy_edit.set_status(folder, "base", "test.words.gadget", "off")

    text = path.read_text("utf-8")
    assert "# a comment that must stay" in text
    assert "# another comment" in text
    assert not review(a_draft("gadget"), policy_files.load(folder, "base")).findings


def test_a_rule_of_the_pack_below_is_changed_in_ones_own_pack(folder: Path):
    write(folder, "top", HEADER.format(id="top", extends="base"))

    path = policy_edit.set_status(folder, "top", "test.words.gadget", "shadow")

    assert path == folder / "top" / "changes.yaml"
    assert review(a_draft("gadget"), policy_files.load(folder, "top")).shadowed == ("test.words.gadget",)


def test_words_can_be_accepted_with_owner_and_end(folder: Path):
    policy_edit.accept(folder, "base", "Gadget Hall", reason="building", by="comms", until=date(2026, 12, 31))

    result = review(a_draft("Meet in Gadget Hall"), policy_files.load(folder, "base"))

    assert result.findings == ()
    assert [item.reason for item in result.accepted] == ["building"]


def test_an_edit_that_breaks_the_pack_is_taken_back(folder: Path):
    before = (folder / "base" / "pack.yaml").read_text("utf-8")

    with pytest.raises(PolicyError, match="left as it was"):
        policy_edit.accept(folder, "base", " ", reason="", by="me", until=date(2026, 12, 31))

    assert not (folder / "base" / "changes.yaml").exists()
    assert (folder / "base" / "pack.yaml").read_text("utf-8") == before


def test_the_schema_names_every_field_an_author_may_write():
    schema = policy_files.schema()

    assert {"pack", "families", "guidelines", "rules", "accept", "organization"} <= set(schema["properties"])
    assert "with" in schema["$defs"]["DetectData"]["properties"]
