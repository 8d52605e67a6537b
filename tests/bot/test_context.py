"""Plain phrases about a draft become what the rules can ask."""

from datetime import date

import pytest

from bot import context

ON = date(2026, 3, 2)


def test_nothing_said_means_nobody_knows():
    found = context.parse("", ON)

    assert (found.has_media, found.alt_text, found.privacy_check) == (None, None, None)
    assert not found.authorized


@pytest.mark.parametrize(
    ("said", "media"), [("attachments: none", False), ("attachments: photo of a desk", True)]
)
def test_attachments_are_there_or_not(said: str, media: bool):
    assert context.parse(said, ON).has_media is media


@pytest.mark.parametrize(
    ("said", "alt_text", "check"),
    [
        ("attachments: photo; alt text present; privacy check recorded", True, True),
        ("attachments: photo, alt text missing; privacy check not recorded", False, False),
        ("attachments: chart; no privacy check recorded", None, False),
    ],
)
def test_alt_text_and_privacy_checks_are_read_from_remarks(
    said: str, alt_text: bool | None, check: bool | None
):
    found = context.parse(said, ON)

    assert (found.alt_text, found.privacy_check) == (alt_text, check)


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("authorization: AUTH-0418 on file, expires 2027-03-01, covers name and quote", True),
        ("authorization: AUTH-0418 on file, expires 2026-03-02", True),
        ("authorization: AUTH-0418 on file, expires 2026-03-01", False),
        ("authorization: AUTH-0418 expired 2025-01-31", False),
        ("authorization: AUTH-0418 on file, revoked 2026-01-05", False),
        ("authorization: on file", True),
        ("authorization: none recorded", False),
        ("authorization: verbal only", False),
        ("authorization: AUTH-9 requested, not signed", False),
    ],
)
def test_an_authorization_helps_only_while_it_is_in_force(said: str, holds: bool):
    found = context.parse(said, ON)

    assert found.authorized is holds
    assert found.authorization_stated


def test_the_complaint_being_answered_keeps_its_own_semicolons():
    found = context.parse("review: Waited two hours; nobody came; attachments: my patience", ON)

    assert found.answering == "Waited two hours; nobody came; attachments: my patience"
    assert found.has_media is None


@pytest.mark.parametrize(
    "said",
    [
        "",
        "review: Waited two hours; nobody came",
        "attachments: photo of a desk; alt text missing; privacy check recorded",
        "authorization: AUTH-0418 on file, expires 2027-03-01",
        "authorization: AUTH-0418 revoked",
        "authorization: none recorded",
        "organization: 501(c)(3); disclosure register: none; freeze: active since 18:20",
    ],
)
def test_a_context_can_be_told_in_the_phrases_it_is_read_from(said: str):
    known = context.parse(said, ON)

    assert context.told(known) == said
    assert context.parse(context.told(known), ON).authorized is known.authorized


def test_what_is_not_understood_changes_nothing():
    found = context.parse("weather: fine; a stray remark", ON)

    assert found.organization is None
    assert found.text == "weather: fine; a stray remark"
