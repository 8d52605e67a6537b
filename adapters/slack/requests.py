"""A payload of Slack becomes an event for the inbox, or an errand, or nothing. Pure.

Keys are made of what the message is, not of the delivery: a copy under another event id is a copy.
"""

from collections.abc import Mapping
from typing import Any

from adapters.jobs.errand import Errand
from adapters.slack import actions, modals, origin
from adapters.slack.asking import NOTHING, from_form, message_key, whispered
from adapters.slack.errands import Kind, Withdrawal, Work
from adapters.slack.files import attachments, has_more_to_say, to_read
from adapters.slack.origin import Payload
from adapters.slack.wording import typed
from bot.commands import CheckReply, ChooseReply, Disagree, RespondToReview, ReviewDraft
from bot.delivery import Conversation, Event
from bot.model import Complaint, Context, Draft, Tone

FROM_PEOPLE = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of messages that a person wrote; everything else is Slack's own or another program's."""

HELP_WORDS = frozenset({"help", "hi", "hello", "?", "start"})

HELP = (
    "Send me a draft in our direct message, as you would post it, and I answer in a thread: ok, revise or "
    "block, with the exact words and a version that passes. Edit your message, or reply in its thread, for a "
    "new version. A .txt, .docx or .pdf file works too.\n\n"
    "In any channel, seen only by you:\n"
    "/review-draft – a form, so that the draft is in nobody's history\n"
    "/respond-review – paste a negative public review, and get calm answers\n"
    "/bedside status – your latest reviews\n"
    "/bedside tips – a tip every week, here or in a channel\n"
    "/bedside queue – what waits for a decision\n"
    "/bedside presence – what people find of you; /bedside accounts, profile, todos, mine\n"
    "/bedside where – where a draft should go, and how it would stand there\n"
    "/bedside ideas, start – what to write, what it needs first, how it may begin; /bedside pillars\n\n"
    "On a message, in its menu: “Review this draft”, “Suggest a reply”.\n\n"
    "I recommend, people decide. I never post anything anywhere, and I give no legal advice. The "
    "record holds the verdict, the rules and a fingerprint; a draft is kept encrypted for a while, for its "
    "buttons, and then gone."
)
INVITED = (
    "Thank you for the invitation. Here I can post a tip every week: /bedside tips. Drafts are best sent to "
    "me in a direct message, or with /review-draft, so that nobody else reads them."
)
IN_PRIVATE = (
    "Please send me drafts in a direct message, or use /review-draft here: what is in a channel has been "
    "read by others already."
)


def of_message(body: Payload, tenant: str | None) -> Work | Withdrawal | None:
    """A message in a direct message: a draft, a new version, an edit, a deletion, or none of them."""
    event = body["event"]
    if event.get("channel_type") != "im":
        return None
    match event.get("subtype"):
        case "message_changed":
            return _edited(body, tenant)
        case "message_deleted":
            return _deleted(body, tenant)
        case subtype if subtype in FROM_PEOPLE and not _from_a_program(event) and event.get("user"):
            return _draft(body, tenant)
    return None


def of_mention(body: Payload, tenant: str | None) -> Event | None:
    """A mention in a channel: a pointer to where drafts belong, seen by that person alone."""
    event = body["event"]
    if _from_a_program(event) or not event.get("user"):
        return None
    who = origin.of_event(body, str(event["user"]))
    place = who.place(str(event["channel"]), str(event.get("thread_ts") or ""))
    key = message_key(who, place.id, str(event["ts"]))
    return who.event(key, NOTHING, place, tenant, privately=True, refusal=IN_PRIVATE)


def of_review_command(body: Payload, tenant: str | None) -> Event | None:
    """``/review-draft`` with words behind it; ``None`` without."""
    text = str(body.get("text") or "")
    if not text.strip():
        return None
    who = origin.of_command(body)
    return whispered(who, body, f"command:{body['trigger_id']}", ReviewDraft(Draft(typed(text))), tenant)


def of_shortcut(body: Payload, tenant: str | None) -> Event:
    """“Review this draft” on somebody's message."""
    who = origin.of_interaction(body)
    text = typed(str(body["message"].get("text") or ""))
    return whispered(who, body, f"shortcut:{body['trigger_id']}", ReviewDraft(Draft(text)), tenant)


def of_status(body: Payload, tenant: str | None) -> Errand:
    """``/bedside status``."""
    who = origin.of_command(body)
    event = whispered(who, body, f"command:{body['trigger_id']}", NOTHING, tenant)
    return Errand(Kind.TELL_STATUS, event)


def of_invitation(body: Payload, place: Conversation, tenant: str | None) -> Event | None:
    """Bedside was taken into a channel: whoever did it is told what it does there, and nobody else."""
    inviter = body["event"].get("inviter")
    if not inviter:
        return None
    who = origin.of_event(body, str(inviter))
    key = f"slack:event:{body['event_id']}"
    return who.event(key, NOTHING, place, tenant, privately=True, refusal=INVITED)


def of_home(body: Payload, tenant: str | None) -> Errand:
    """Somebody opened the app: its home tab is shown, or its messages tab for the first time."""
    event = body["event"]
    who = origin.of_event(body, str(event["user"]))
    home = event.get("tab") == "home"
    place = who.place(who.user if home else str(event.get("channel") or who.user))
    made = who.event(f"slack:event:{body['event_id']}", NOTHING, place, tenant)
    detail = {"direct": str(event.get("channel") or "")} if home else {}
    return Errand(Kind.SHOW_HOME if home else Kind.WELCOME, made, detail)


def of_again(body: Payload, tenant: str | None) -> Errand:
    """The button “Review again” below a review whose draft was edited since."""
    who = origin.of_interaction(body)
    edit = actions.Edit.read(str(body["actions"][0]["value"]))
    place = who.place(str(body["channel"]["id"]), edit.thread)
    key = f"{message_key(who, place.id, edit.ts)}:{edit.edited}:again"
    event = who.event(key, NOTHING, place, tenant)
    return Errand(Kind.REVIEW_AGAIN, event, {"ts": edit.ts})


def of_review_form(body: Payload, tenant: str | None) -> Event | None:
    """A review form that was sent; ``None`` without words. The answer comes in the direct message."""
    draft = modals.draft_of(body)
    return None if draft is None else from_form(body, ReviewDraft(draft), tenant)


def of_disagree_form(body: Payload, tenant: str | None) -> Event:
    """A disagreement; the answer comes where the review stands."""
    place, about, reason = modals.disagreement_of(body)
    return from_form(body, Disagree(about.decision_id or "", about.rule, reason), tenant, place)


def of_respond_command(body: Payload, tenant: str | None) -> Event | None:
    """``/respond-review`` with words behind it; ``None`` without."""
    text = str(body.get("text") or "")
    if not text.strip():
        return None
    who = origin.of_command(body)
    asked = RespondToReview(Complaint(typed(text)))
    return whispered(who, body, f"command:{body['trigger_id']}", asked, tenant)


def of_complaint_shortcut(body: Payload, tenant: str | None) -> tuple[Event, str]:
    """“Suggest a reply” on a message, for where no form can ask for more, and the message's words."""
    who, words = origin.of_interaction(body), typed(str(body["message"].get("text") or ""))
    asked = RespondToReview(Complaint(words))
    return whispered(who, body, f"shortcut:{body['trigger_id']}", asked, tenant), words


def of_respond_form(body: Payload, tenant: str | None) -> Event:
    """A respond form in which nothing is wrong, with a person's own reply to check or without."""
    complaint, own = modals.complaint_of(body)
    return from_form(body, CheckReply(complaint, own) if own else RespondToReview(complaint), tenant)


def of_choice(body: Payload, tenant: str | None) -> Event:
    """The button by which somebody takes a reply: its tone goes on the record, once."""
    who = origin.of_interaction(body)
    choice = actions.Choice.read(str(body["actions"][0]["value"]))
    key = f"chosen:{choice.decision_id}:{choice.tone}:{who.user}"
    return whispered(who, body, key, ChooseReply(choice.decision_id, Tone(choice.tone)), tenant)


def _draft(body: Payload, tenant: str | None) -> Work | None:
    event = body["event"]
    who = origin.of_event(body, str(event["user"]))
    place = who.place(str(event["channel"]), str(event.get("thread_ts") or event["ts"]))
    key = message_key(who, place.id, str(event["ts"]))
    text, files = typed(str(event.get("text") or "")), event.get("files") or ()
    if not text.strip() and not files:
        return None
    refusal = HELP if text.strip().lower() in HELP_WORDS and not files else None
    made = who.event(key, ReviewDraft(Draft(text, context=_context(files))), place, tenant, refusal=refusal)
    if made.refusal is None and (not text.strip() or has_more_to_say(files)):
        return Errand(Kind.READ_FILES, made, to_read(files))
    if made.refusal is None and place.thread != str(event["ts"]):
        return Errand(Kind.NEW_VERSION, made, {"ts": str(event["ts"])})
    return made


def _context(files: Any) -> Context:
    shown = attachments(files)
    return Context(attachments=shown, text=f"attachments: {shown}" if shown else "")


def _edited(body: Payload, tenant: str | None) -> Errand | None:
    event = body["event"]
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    if _from_a_program(now) or not now.get("user") or now.get("text") == before.get("text"):
        return None
    who = origin.of_event(body, str(now["user"]))
    ts = str(now["ts"])
    edited = str((now.get("edited") or {}).get("ts") or event.get("event_ts") or "")
    place = who.place(str(event["channel"]), str(now.get("thread_ts") or ts))
    draft_key = message_key(who, place.id, ts)
    made = who.event(f"{draft_key}:{edited}", NOTHING, place, tenant)
    edit = actions.Edit(place.thread, ts, edited)
    return Errand(Kind.MARK_STALE, made, {"draft": draft_key, "edit": edit.value})


def _deleted(body: Payload, tenant: str | None) -> Withdrawal | None:
    event = body["event"]
    before = event.get("previous_message") or {}
    if _from_a_program(before) or not before.get("user"):
        return None
    who = origin.of_event(body, str(before["user"]))
    ts = str(event["deleted_ts"])
    place = who.place(str(event["channel"]), str(before.get("thread_ts") or ts))
    key = message_key(who, place.id, ts)
    gone = who.event(f"{key}:deleted", NOTHING, place, tenant)
    return Withdrawal(key, Errand(Kind.TAKE_BACK, gone, {"draft": key}))


def _from_a_program(message: Mapping[str, Any]) -> bool:
    return bool(message.get("bot_id") or message.get("bot_profile") or message.get("hidden"))
