"""A form of the page becomes a request of the core, and back, so that a draft can be edited again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.commands import Disagree, DisagreeReason, ReviewDraft
from bot.context import told
from bot.errors import DraftError
from bot.model import DRAFT_KINDS, Authorization, Context, Draft, Kind, Outlet

ATTACHED = {"": "Not said", "none": "Nothing", "photo": "Photo", "video": "Video", "document": "Document"}
YES_NO = {"": "Not said", "yes": "Yes", "no": "No"}
AUTHORIZATION = {"": "Not said", "none": "None", "file": "On file"}

_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Composer:
    """The fields of the page's form, as typed."""

    draft: str = field(default="", repr=False)
    kind: str = Kind.POST.value
    outlet: str = Outlet.LINKEDIN.value
    answering: str = field(default="", repr=False)
    attached: str = ""
    described: str = field(default="", repr=False)
    alt_text: str = ""
    privacy_check: str = ""
    authorization: str = ""
    reference: str = field(default="", repr=False)
    expires: str = ""
    disclosure: str = field(default="", repr=False)

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Composer":
        """Take the known fields of ``form``; browsers send line breaks as two characters."""
        names = {item.name for item in fields(cls)}
        return cls(**{k: v.replace("\r\n", "\n") for k, v in form.items() if k in names})

    def cleared(self) -> "Composer":
        """For the next draft: an authorization of this one must not speak for that one."""
        return Composer(kind=self.kind, outlet=self.outlet)

    @property
    def knows(self) -> bool:
        """Whether anything is said besides the words."""
        return any((self.attached, self.authorization, self.disclosure))

    def as_fields(self) -> dict[str, str]:
        """Every field but the draft: what the script needs to fill the form again."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "draft"}

    def command(self, today: date) -> ReviewDraft:
        """What the person asks for.

        Raises:
            DraftError: A choice that the form does not offer, or a date that is none.
        """
        return ReviewDraft(
            Draft(
                text=self.draft,
                kind=_draft_kind(self.kind),
                outlet=_choice(Outlet, self.outlet, "outlet"),
                context=self._context(today),
            )
        )

    def _context(self, today: date) -> Context:
        reply = self.kind == Kind.REPLY.value
        known = Context(
            attachments=self._attachments(),
            alt_text=_yes_no(self.alt_text),
            privacy_check=_yes_no(self.privacy_check),
            authorization_stated=self.authorization != "",
            authorizations=self._authorizations(),
            disclosure=self.disclosure.strip() or None,
            answering=(self.answering.strip() or None) if reply else None,
            as_of=today,
        )
        return replace(known, text=told(known))

    def _attachments(self) -> str | None:
        if self.attached in {"", "none"}:
            return self.attached or None
        described = self.described.strip()
        return f"{self.attached} of {described}" if described else self.attached

    def _authorizations(self) -> tuple[Authorization, ...]:
        if self.authorization != "file":
            return ()
        return (Authorization(self.reference.strip() or "on file", expires=_day(self.expires)),)


def disagree(form: Mapping[str, str]) -> Disagree:
    """A disagreement with one finding.

    Raises:
        DraftError: No reason of the list was picked.
    """
    return Disagree(
        decision_id=form.get("decision", ""),
        rule=form.get("rule", ""),
        reason=_choice(DisagreeReason, form.get("reason", ""), "reason"),
    )


def _choice(choices: type[_Choice], got: str, name: str) -> _Choice:
    try:
        return choices(got)
    except ValueError as error:
        raise DraftError(f"Please pick the {name} from the list. Nothing was recorded.") from error


def _draft_kind(got: str) -> Kind:
    kind = _choice(Kind, got, "kind")
    if kind not in DRAFT_KINDS:
        raise DraftError("A review is answered, not reviewed: please use the page for replies.")
    return kind


def _yes_no(got: str) -> bool | None:
    return {"yes": True, "no": False}.get(got)


def _day(got: str) -> date | None:
    if not got.strip():
        return None
    try:
        return date.fromisoformat(got.strip())
    except ValueError as error:
        raise DraftError(
            "The day until which the authorization holds cannot be read. Please write it as "
            "year-month-day. Nothing was recorded."
        ) from error
