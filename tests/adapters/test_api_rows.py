"""Rows in and out, as the JSON API and the command line share them."""

from collections.abc import Mapping

import pytest

from adapters.rows import draft_from_row, review_row, row_id
from bot.errors import DraftError
from bot.model import Kind, Outlet
from bot.review import review
from bot.safer import safer_version
from tests.builders import DAY
from tests.web import SELFIE, the_pack

ROW = {"id": "a-1", "kind": "post", "platform": "linkedin", "text": "Hello there."}


def test_a_row_becomes_a_draft_with_its_context():
    draft = draft_from_row({**ROW, "context": "attachments: photo of the lobby; alt text present"}, DAY)

    assert (draft.text, draft.kind, draft.outlet) == ("Hello there.", Kind.POST, Outlet.LINKEDIN)
    assert draft.context.has_media is True
    assert draft.context.alt_text is True
    assert draft.context.as_of == DAY


def test_a_context_of_null_is_no_context():
    assert draft_from_row({**ROW, "context": None}, DAY).context.text == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": None}, "The field 'text' is missing; it must be text."),
        ({"text": 7}, "The field 'text' must be text, not a number."),
        ({"text": ["a"]}, "The field 'text' must be text, not a list."),
        ({"text": {}}, "The field 'text' must be text, not an object."),
        ({"text": True}, "The field 'text' must be text, not true or false."),
        ({"context": 1}, "The field 'context' must be text, not a number."),
        ({"id": 1.5}, "The field 'id' must be text or a whole number."),
        ({"kind": "psot"}, "Unknown kind 'psot'. Did you mean 'post'? Known: post, reply, profile."),
        (
            {"kind": "review"},
            "A review is a complaint to be answered, not a draft. For replies to it, use respond.",
        ),
    ],
)
def test_a_row_of_the_wrong_shape_is_told_in_a_plain_sentence(change: Mapping[str, object], sentence: str):
    with pytest.raises(DraftError) as refusal:
        draft_from_row({**ROW, **change}, DAY)

    assert str(refusal.value) == sentence


def test_an_unknown_platform_names_the_near_one_and_all_known_ones():
    with pytest.raises(DraftError, match="Did you mean 'linkedin'") as refusal:
        draft_from_row({**ROW, "platform": "linkdin"}, DAY)

    assert all(outlet.value in str(refusal.value) for outlet in Outlet)


def test_a_draft_in_the_wrong_field_is_not_repeated():
    with pytest.raises(DraftError) as refusal:
        draft_from_row({**ROW, "platform": "Mrs. Alder went home today"}, DAY)

    assert "Alder" not in str(refusal.value)


@pytest.mark.parametrize(("given", "kept"), [("x", "x"), (7, 7), (True, None), (None, None), ([], None)])
def test_an_id_is_handed_back_when_it_is_text_or_a_whole_number(given: object, kept: object):
    assert row_id({"id": given}) == kept


def test_a_review_becomes_a_row_with_offsets_in_the_text_as_given():
    draft = draft_from_row({**ROW, "text": "\U0001f600 " + SELFIE}, DAY)
    result = review(draft, the_pack())

    row = review_row("a-1", result, safer_version(draft, result, the_pack()))

    (finding,) = row["findings"]
    assert row["verdict"] == "block"
    assert draft.text[finding["start"] : finding["end"]] == "selfie with a patient"
    assert row["safer"] is None
    assert row["decide"] == ["Post the team instead, or name the authorization on file."]


def test_a_finding_about_something_missing_has_no_offsets():
    draft = draft_from_row({**ROW, "platform": "instagram", "context": "attachments: none"}, DAY)
    result = review(draft, the_pack())

    (finding,) = review_row(None, result, safer_version(draft, result, the_pack()))["findings"]

    assert (finding["start"], finding["end"]) == (None, None)
