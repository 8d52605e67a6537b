"""What a person or a register says about a draft, in plain phrases, becomes a ``Context``.

The phrases are parted by semicolons or line breaks: ``attachments: photo of the lobby; alt text present;
privacy check recorded; authorization: AUTH-0418 on file, expires 2027-03-01, covers name and quote``.
What is not understood is kept in ``Context.text`` and changes nothing.
"""

import re
from dataclasses import replace
from datetime import date

from bot.model import Authorization, Context

LIMIT = 20_000
"""Characters of context that are read; a register never says more."""

_REFERENCE = re.compile(r"\b[A-Z]{2,}[-_ ]?\d[\w-]*")
_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_EXPIRY = re.compile(r"\b(?:expire[sd]?|expiry|valid (?:until|through|to)|until)\b", re.IGNORECASE)
_REVOKED = re.compile(r"\b(?:revoked|withdrawn|rescinded)\b", re.IGNORECASE)
_ABSENT = re.compile(
    r"\b(?:none|not (?:on file|recorded|signed)|no|missing|pending|verbal|requested)\b", re.IGNORECASE
)
_LAPSED = re.compile(r"\bexpired\b", re.IGNORECASE)
_INCIDENT = re.compile(r"(?:(?:crisis )?freeze|(live )?incident)\b[:,]?\s*(.*)", re.IGNORECASE | re.DOTALL)
"""``freeze: active``, ``crisis freeze on since six``, ``live incident: gas leak``."""
_NEGATED = re.compile(r"\b(?:not|no|missing|without|pending|none)\b", re.IGNORECASE)
_KEYS = {
    "attachments": "attachments",
    "attachment": "attachments",
    "organization": "organization",
    "disclosure register": "disclosure",
    "disclosure": "disclosure",
    "disclosures": "disclosure",
    "review": "answering",
    "authorization": "authorization",
    "authorizations": "authorization",
    "authorisation": "authorization",
}


def parse(text: str, as_of: date | None = None) -> Context:
    """Read ``text``; ``as_of`` is the day on which authorizations must hold."""
    text = text[:LIMIT]
    context = Context(text=text, as_of=as_of)
    if text.lower().lstrip().startswith("review:"):
        # A complaint may hold semicolons of its own: everything after the label is the complaint.
        return replace(context, answering=text.split(":", 1)[1].strip())
    for phrase in re.split(r"[;\n]", text):
        context = _with_phrase(context, phrase.strip())
    return context


def _with_phrase(context: Context, phrase: str) -> Context:
    incident = _INCIDENT.match(phrase)
    if incident:
        return replace(context, freeze=("live incident: " if incident[1] else "") + incident[2])
    label, colon, value = phrase.partition(":")
    key = _KEYS.get(label.strip().lower()) if colon else None
    if key == "authorization":
        return _with_authorization(context, value.strip())
    if key is not None:
        changes: dict[str, str] = {key: value.strip()}
        return _with_remarks(replace(context, **changes), value)  # type: ignore[arg-type]
    return _with_remarks(context, phrase)


def _with_remarks(context: Context, phrase: str) -> Context:
    """Alt text and privacy checks are remarked upon without a label, often behind the attachment."""
    lower = phrase.lower()
    for remark in lower.split(","):
        if "alt text" in remark or "alt-text" in remark:
            context = replace(context, alt_text=_NEGATED.search(remark) is None)
        if "privacy check" in remark:
            context = replace(context, privacy_check=_NEGATED.search(remark) is None)
    return context


def _with_authorization(context: Context, value: str) -> Context:
    reference = _REFERENCE.search(value)
    if reference is None:
        on_file = bool(value) and not (_ABSENT.search(value) or _LAPSED.search(value))
        if not on_file or not re.search(r"\bon file\b", value, re.IGNORECASE):
            return replace(context, authorization_stated=True)
    item = Authorization(
        reference=reference.group() if reference else "on file",
        scope=value,
        expires=_expiry(value),
        revoked=bool(_REVOKED.search(value)) or _lapsed_without_date(value) or _not_signed(value),
    )
    return replace(context, authorization_stated=True, authorizations=(*context.authorizations, item))


def _expiry(value: str) -> date | None:
    marker = re.search(r"\bexpired?s?\b", value, re.IGNORECASE) or _EXPIRY.search(value)
    found = _DATE.search(value, marker.start()) if marker else None
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _lapsed_without_date(value: str) -> bool:
    """``expired`` is a fact even where the day is unknown or lies ahead of a wrong clock."""
    return bool(_LAPSED.search(value))


def _not_signed(value: str) -> bool:
    return bool(re.search(r"\b(?:not (?:yet )?signed|unsigned|pending|not on file)\b", value, re.IGNORECASE))


def told(context: Context) -> str:
    """What ``parse`` would read: the fields of ``context`` as plain phrases.

    The local reader was trained on such phrases; a form must say its fields in the same words.
    """
    if context.answering:
        return f"review: {context.answering}"
    phrases = [f"attachments: {context.attachments}"] if context.attachments else []
    if context.alt_text is not None:
        phrases.append("alt text present" if context.alt_text else "alt text missing")
    if context.privacy_check is not None:
        phrases.append("privacy check recorded" if context.privacy_check else "privacy check not recorded")
    phrases += [_told_authorization(item) for item in context.authorizations]
    if context.authorization_stated and not context.authorizations:
        phrases.append("authorization: none recorded")
    for label, value in (
        ("organization", context.organization),
        ("disclosure register", context.disclosure),
        ("freeze", context.freeze),
    ):
        if value:
            phrases.append(f"{label}: {value}")
    return "; ".join(phrases)


def _told_authorization(item: Authorization) -> str:
    expiry = f", expires {item.expires.isoformat()}" if item.expires else ""
    state = "revoked" if item.revoked else "on file"
    return f"authorization: {item.reference} {state}{expiry}"
