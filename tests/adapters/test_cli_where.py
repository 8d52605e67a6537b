"""``bedside where`` and ``bedside profile`` on a terminal."""

from pathlib import Path

import pytest

from tests.cli import FINE, PACK, SELFIE, CommandLine, write_pack

OUTLETS = """\
outlets:
  linkedin: {limit: 3000, good_for: longer thoughts}
  x: {limit: 40, thread: 3, good_for: short news, suits: [short]}
needs:
- {id: source, guideline: dont.photos, title: Where it stands, how: A link.}
content:
- id: post
  guideline: dont.photos
  name: A post
  good_for: One thought.
  needs: [source]
  ideas: [What helps?]
  outlines:
  - {name: Short, text: "Today: [what happened].", filled: {what happened: the ramp is clear}}
profiles:
- {id: linkedin, guideline: dont.photos, name: LinkedIn, outlet: linkedin, looks: [Is the photograph recent?]}
"""


@pytest.fixture
def here(tmp_path: Path) -> CommandLine:
    bedside = CommandLine(tmp_path)
    write_pack(tmp_path / "packs", text=PACK + OUTLETS)
    return bedside


def test_a_draft_is_told_where_it_should_go_the_best_outlet_first(here: CommandLine):
    result = here.run("where", "-", stdin=FINE)

    assert result.exit_code == 0
    assert "  X: Suits it well: it is short. Good for short news." in result.stdout
    assert result.stdout.index("  X: ") < result.stdout.index("  LinkedIn: ")


def test_with_an_outlet_it_is_shown_as_it_would_stand_there(here: CommandLine):
    result = here.run("where", "-", "--outlet", "x", stdin=f"{FINE} Visiting hours are from two to six.")

    assert result.exit_code == 0
    assert f"\n\n{FINE}\n\nVisiting hours are from two to six.\n" in result.stdout


def test_a_blocked_draft_goes_nowhere(here: CommandLine):
    result = here.run("where", "-", "--outlet", "x", stdin=SELFIE)

    assert "please see to the review" in result.stdout
    assert "selfie" not in result.stdout


def test_what_does_not_fit_is_a_failure_that_says_why(here: CommandLine):
    result = here.run("where", "-", "--outlet", "x", stdin="and so on " * 20)

    assert result.exit_code == 65
    assert "too long for X" in result.stderr


def test_an_empty_draft_is_refused(here: CommandLine):
    assert here.run("where", "-", stdin=" \n").exit_code == 65


def test_with_a_log_the_version_is_on_record(here: CommandLine):
    here.run("where", "-", "--outlet", "linkedin", "--log", "--data", str(here.data), stdin=FINE)

    result = here.run("log", "show", "--json", "--data", str(here.data))

    assert '"adapted"' in result.stdout
    assert "Proud" not in result.stdout


def test_the_log_shows_a_version_as_one_and_of_which_review(here: CommandLine):
    here.run("where", "-", "--outlet", "linkedin", "--log", "--data", str(here.data), stdin=FINE)

    version, review = here.run("log", "show", "--data", str(here.data)).stdout.splitlines()

    assert version.endswith(f"a version of {review.split()[2]}")
    assert "version" not in review


def test_a_profile_is_read_from_a_file_approved_and_known_again(here: CommandLine):
    profile = here.folder / "bio.txt"
    profile.write_text("Bio: I write about wards.\n", "utf-8")

    shown = here.run("profile", "linkedin", "--file", str(profile), "--data", str(here.data))
    approved = here.run("profile", "linkedin", "approve", "--data", str(here.data))
    again = here.run("profile", "linkedin", "--file", str(profile), "--data", str(here.data))

    assert "shown, not approved yet" in shown.stdout
    assert "this is what stands there now" in approved.stdout
    assert "word for word" in again.stdout


def test_an_outline_becomes_a_draft_in_a_new_file_and_no_file_is_written_over(here: CommandLine):
    draft = here.folder / "draft.txt"

    begun = here.run("start", "post", "--draft", str(draft), "--data", str(here.data))
    again = here.run("start", "post", "--draft", str(draft), "--data", str(here.data))

    assert begun.exit_code == 0
    assert draft.read_text("utf-8") == "Today: [what happened].\n"
    assert "then: bedside review" in begun.stderr
    assert again.exit_code == 64
    assert "is there already" in again.stderr


def test_without_a_kind_of_content_there_is_no_draft_to_begin(here: CommandLine):
    draft = here.folder / "draft.txt"

    result = here.run("start", "--draft", str(draft), "--data", str(here.data))

    assert result.exit_code == 64
    assert "There are: post." in result.stderr
    assert not draft.exists()
