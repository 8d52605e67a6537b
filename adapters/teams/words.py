"""What a person's message says, and what it asks for. Pure."""

import html
import re
from dataclasses import dataclass, field

from adapters.teams.activity import Activity, Attachment
from bot import digest_commands, personal_commands, pressed
from bot.commands import Command
from bot.content_commands import ShowStarter
from bot.desk_commands import ShowAppeals, ShowQueue, ShowRegister
from bot.digest_commands import DigestCommand, ShowDigest, Subscribe, Unsubscribe
from bot.errors import CommandError
from bot.model import Outlet
from bot.placing_commands import PlaceHelp
from bot.profile_commands import CheckProfile
from bot.registers import Register

FILE = "application/vnd.microsoft.teams.file.download.info"
_TAG = re.compile(r"<[^>]{0,2000}>")
_BREAK = re.compile(r"(?i)<br\s*/?>|</(?:p|div|li|h[1-6]|blockquote)>")
_COMMAND = re.compile(
    r"(?s)\s*/?(?P<name>(?i:respond-review|help|hilfe|ayuda|hi|hello|hey)|review)\b[ \t]*(?P<rest>.*)"
)
"""A draft may well begin with 'Review'; the list of commands writes 'review'."""
_OUTLET = re.compile(rf"(?is)(?:for\s+)?(?P<outlet>{'|'.join(o.value for o in Outlet)})\s*:\s*(?P<rest>.*)")
MOST_WORDS, LONGEST_PLAIN = 7, 2
"""Words of a command that is a whole message; of one without a day, a time or a zone."""
_SHORT: dict[str, Command] = {
    "queue": ShowQueue(),
    "appeals": ShowAppeals(),
    **{f"register {register.value}": ShowRegister(register) for register in Register},
    "tips": ShowDigest(),
    "tips on": Subscribe(),
    "tips off": Unsubscribe(),
    "subscribe": Subscribe(),
}
MOST_OWN = 4
"""Words of a command about a person's own presence, in small letters: a draft may well be 'Presence'."""
_ID = "[a-z]+(?:-[a-z]+)*"
_TAKES_TEXT = re.compile(rf"(?s)\s*/?(?P<words>profile {_ID}|where)\s*?[:\n]\s*(?P<text>\S.*)")
"""What goes on with a text, after a colon or on the next line."""
_GREETINGS = frozenset({"help", "hilfe", "ayuda", "hi", "hello", "hey"})


@dataclass(frozen=True, slots=True)
class AskedHelp:
    """How does this work?"""


@dataclass(frozen=True, slots=True)
class AskedReview:
    """Please review these words."""

    text: str = field(repr=False)
    outlet: Outlet = Outlet.LINKEDIN


@dataclass(frozen=True, slots=True)
class AskedReplies:
    """How may we answer this public review? ``text`` is empty where it was not given yet."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskedCommand:
    """What waits? When does the digest come?"""

    command: Command


@dataclass(frozen=True, slots=True)
class AskedWrongly:
    """A command in which something cannot be understood; ``sentence`` says what would be."""

    sentence: str


Asked = AskedHelp | AskedReview | AskedReplies | AskedCommand | AskedWrongly


def spoken_to(activity: Activity) -> bool:
    """Whether Bedside is meant: alone with it always, among others when it is mentioned."""
    return activity.personal or any(_mentions_us(activity))


def said(activity: Activity) -> str:
    """The words of a message, without the mention of Bedside and the tags around other names."""
    text = activity.text
    ours = list(_mentions_us(activity))
    for tag in ours:
        text = text.replace(tag, " ")
    for entity in activity.entities:
        if entity.type == "mention" and entity.text:
            text = text.replace(entity.text, _TAG.sub("", entity.text))
    if ours or activity.text_format == "xml":
        text = html.unescape(text)
    return text.replace("&nbsp;", " ").replace("\u00a0", " ").strip()


def asked(text: str) -> Asked:
    """What ``text`` asks for; words that are no command are a draft."""
    if (short := _short_command(text)) is not None:
        return short
    if (takes := _TAKES_TEXT.fullmatch(text)) is not None:
        return _with_text(takes["words"], takes["text"].strip())
    found = _COMMAND.fullmatch(text)
    if found is None:
        return AskedReview(text)
    name, rest = found["name"].lower(), found["rest"].strip()
    if name in _GREETINGS:
        return AskedReview(text) if rest.strip(" !.?,") else AskedHelp()
    if name == "respond-review":
        return AskedReplies(rest)
    if not rest:
        return AskedHelp()
    outlet = _OUTLET.fullmatch(rest)
    if outlet is not None and outlet["rest"].strip():
        return AskedReview(outlet["rest"].strip(), Outlet(outlet["outlet"].lower()))
    return AskedReview(rest)


def is_open(command: Command) -> bool:
    """Whether the answer is for everybody in the conversation that it was asked in."""
    return isinstance(command, DigestCommand)


def _short_command(text: str) -> AskedCommand | AskedWrongly | None:
    """A whole message that is a command; a draft may well begin with 'Subscribe to our newsletter'."""
    said = " ".join(text.split()).removeprefix("/")
    if len(said.split()) > MOST_WORDS:
        return None
    if said.lower() in _SHORT:
        return AskedCommand(_SHORT[said.lower()])
    if (own := _own_command(said)) is not None:
        return AskedCommand(own)
    if not said.lower().startswith(("subscribe ", "unsubscribe", "digest")):
        return None
    try:
        command = digest_commands.parse(said)
    except CommandError as error:
        return AskedWrongly(str(error)) if said[0].islower() else None
    exact = isinstance(command, Subscribe) or len(said.split()) <= LONGEST_PLAIN
    return AskedCommand(command) if command is not None and exact else None


def _own_command(said: str) -> Command | None:
    """What a short message asks about one's own presence, or about what to write."""
    if not said[:1].islower() or len(said.split()) > MOST_OWN:
        return None
    if said == "where":
        return PlaceHelp()
    try:
        command = personal_commands.parse(said)
    except CommandError:
        return None
    any_words = isinstance(command, CheckProfile) or (
        isinstance(command, ShowStarter) and not re.fullmatch(rf"start {_ID}(?: \d+)?", said)
    )
    return None if any_words else command


def _with_text(words: str, text: str) -> AskedCommand | AskedWrongly:
    try:
        return AskedCommand(pressed.command_of(words, text))
    except CommandError as error:
        return AskedWrongly(str(error))


def files(activity: Activity) -> tuple[Attachment, ...]:
    """Files that a person sent to Bedside."""
    return tuple(item for item in activity.attachments if item.content_type == FILE)


def with_picture(activity: Activity) -> bool:
    """Whether a picture came along."""
    return any(item.content_type.startswith("image/") for item in activity.attachments)


def words_of(markup: str) -> str:
    """The words of a message in HTML, as a message extension gets it."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", markup))).replace("\u00a0", " ").strip()


def _mentions_us(activity: Activity) -> tuple[str, ...]:
    us = activity.recipient.id
    return tuple(
        entity.text
        for entity in activity.entities
        if entity.type == "mention" and entity.text and entity.mentioned and us and entity.mentioned.id == us
    )
