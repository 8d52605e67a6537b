"""Attachments are judged by what is said of them, and authorizations by what they cover."""

import pytest

from bot import context
from bot.detectors.authorization import covers_pictures, standing
from bot.detectors.catalog import CATALOG
from bot.model import Draft, Outlet
from bot.page import Page


def shown(known: str) -> bool:
    return bool(
        list(CATALOG["shown_in_media"].find(Page(Draft("Look!", context=context.parse(known))), (), {}))
    )


def unchecked(known: str) -> bool:
    return bool(
        list(CATALOG["media_unchecked"].find(Page(Draft("Look!", context=context.parse(known))), (), {}))
    )


@pytest.mark.parametrize(
    "known",
    [
        "attachments: photo of a whiteboard, surnames legible; alt text present",
        "attachments: video of a patient; authorization: none recorded",
        "attachments: close-up of a wrist with a wristband; privacy check not recorded",
        "attachments: voicemail from a caller; authorization: AUTH-1, revoked 2025-01-01",
    ],
)
def test_an_attachment_that_names_somebody_is_found(known: str) -> None:
    assert shown(known)


@pytest.mark.parametrize(
    "known",
    [
        "attachments: none",
        "attachments: photo of a mannequin with a wristband",
        "attachments: photo of a duck",
        "attachments: photo of a newborn; authorization: AUTH-1 on file, covers photograph",
        "",
    ],
)
def test_harmless_checked_and_covered_attachments_are_let_be(known: str) -> None:
    assert not shown(known)


def test_a_clinical_place_without_a_check_is_asked_about() -> None:
    assert unchecked("attachments: photo of the infusion suite")
    assert unchecked("attachments: photo of muffins; privacy check not recorded")
    assert not unchecked("attachments: photo of the infusion suite; privacy check recorded")
    assert not unchecked("attachments: photo of two fiddlers")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("", "unsaid"),
        ("authorization: none recorded", "none"),
        ("authorization: verbal only", "none"),
        ("authorization: AUTH-1 on file, expired 2020-01-01", "lapsed"),
        ("authorization: AUTH-1 on file, covers first name and quote only", "narrow"),
        ("authorization: AUTH-1 on file, covers name and story for the newsletter", "narrow"),
        ("authorization: AUTH-1 on file, covers name and story for LinkedIn and newsletter", "holds"),
        ("authorization: AUTH-1 on file, covers name and story", "holds"),
        ("employee's written permission for this wording on file", "holds"),
        ("privacy check recorded", "checked"),
    ],
)
def test_what_an_authorization_allows_here(known: str, expected: str) -> None:
    assert standing(Draft("x", outlet=Outlet.LINKEDIN, context=context.parse(known))) == expected


def test_pictures_are_covered_only_when_named() -> None:
    assert covers_pictures(context.parse("authorization: AUTH-1 on file, covers name and photograph"))
    assert not covers_pictures(context.parse("authorization: AUTH-1 on file, covers name and quote"))
