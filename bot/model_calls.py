"""What is asked of a language model, what became of it, and what the log keeps of that: codes and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from bot.redaction import Redacted

Result = TypeVar("Result")


class Mode(StrEnum):
    """How far a workspace's texts may go: nowhere, to a private address, or to one that a BAA covers."""

    OFF = "off"
    LOCAL = "local"
    BAA = "baa"


class Task(StrEnum):
    """What a call is for; each has a prompt of its own."""

    FINDINGS = "findings"
    REWRITE = "rewrite"
    REPLIES = "replies"
    TRIAGE = "triage"


class Ending(StrEnum):
    """What became of a call. Every way in which an endpoint can behave has a name here."""

    OK = "ok"
    REPAIRED = "repaired"
    CACHED = "cached"
    UNRELIABLE = "unreliable"
    MALFORMED = "malformed"
    UNPROVEN = "unproven"
    REFUSED = "refused"
    FILTERED = "filtered"
    TRUNCATED = "truncated"
    TOO_LONG = "too_long"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    RATE_LIMITED = "rate_limited"
    QUOTA = "quota"
    AUTH = "auth"
    SERVER_ERROR = "server_error"
    BAD_REQUEST = "bad_request"
    BAD_RESPONSE = "bad_response"
    REDIRECTED = "redirected"
    BUSY = "busy"
    PAUSED = "paused"
    DAILY_CAP = "daily_cap"
    MONTHLY_CAP = "monthly_cap"
    NOT_ALLOWED = "not_allowed"
    STALE = "stale"
    INTERRUPTED = "interrupted"

    @property
    def useful(self) -> bool:
        """Whether there is an answer to go on with."""
        return self in {Ending.OK, Ending.REPAIRED, Ending.CACHED}

    @property
    def heard(self) -> bool:
        """Whether the model had its say, even where nothing of it may be offered."""
        return self.useful or self is Ending.UNPROVEN

    @property
    def told(self) -> str:
        """Why there is none, to a person, as the end of a sentence."""
        return _TOLD[self]


_TOLD: Mapping[Ending, str] = {
    Ending.OK: "the model answered",
    Ending.REPAIRED: "the model answered at the second try",
    Ending.CACHED: "the model answered earlier",
    Ending.UNRELIABLE: "the model quoted words that are not there",
    Ending.MALFORMED: "the model's answer could not be read",
    Ending.UNPROVEN: "what the model wrote did not pass the checks",
    Ending.REFUSED: "the model declined",
    Ending.FILTERED: "the model's own filter held its answer back",
    Ending.TRUNCATED: "the model's answer was cut off",
    Ending.TOO_LONG: "the text is too long for the model",
    Ending.TIMEOUT: "the model took too long",
    Ending.UNREACHABLE: "the model cannot be reached",
    Ending.RATE_LIMITED: "the model asked for a pause",
    Ending.QUOTA: "the model's quota is used up",
    Ending.AUTH: "the model's key was not accepted",
    Ending.SERVER_ERROR: "the model's server failed",
    Ending.BAD_REQUEST: "the model's server did not accept the question",
    Ending.BAD_RESPONSE: "the model's server answered something else",
    Ending.REDIRECTED: "the model's server pointed elsewhere, and the text does not follow",
    Ending.BUSY: "the model is busy with other drafts",
    Ending.PAUSED: "the model failed several times and is left alone for a while",
    Ending.DAILY_CAP: "today's limit for the model is reached",
    Ending.MONTHLY_CAP: "this month's limit for the model is reached",
    Ending.NOT_ALLOWED: "the privacy switch does not allow this model's address",
    Ending.STALE: "the draft or the policy changed meanwhile",
    Ending.INTERRUPTED: "Bedside was restarted meanwhile",
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """A versioned file of instructions. ``repair`` is added to ``system`` when an answer did not fit."""

    task: Task
    version: str
    system: str = field(repr=False)
    repair: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Question:
    """One call's worth of asking. A text can only be in it as ``Redacted``.

    Attributes:
        tenant: The workspace, whose limits and switch count.
        texts: What the model reads, by the name of its field.
        facts: Codes beside it, such as the outlet.
        rules: The short list that the instructions name: an id and a sentence each, from the pack.
        schema: The JSON Schema that an answer has to fit.
        policy_version: The pack that the rules are of.
        cacheable: Whether the same question has the same answer for a day.
    """

    tenant: str
    prompt: Prompt
    texts: "Mapping[str, Redacted]"
    facts: Mapping[str, str]
    rules: Sequence[tuple[str, str]]
    schema: Mapping[str, Any]
    policy_version: str
    cacheable: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """How long an answer is waited for: a moment on the adviser's own clock, and tries within it."""

    at: float
    tries: int = 0


class Unfit(Exception):
    """A model's answer does not fit. Carries a code and nothing of the answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unproven(Unfit):
    """A model's answer has the right form, and says what nobody may be offered."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a question cost, failed and repaired calls included.

    Attributes:
        calls: Requests that were sent.
        tokens_in: As the endpoint counts them, or estimated.
        tokens_out: The same for what it wrote.
        tokens_cached: Of those read, how many the endpoint had kept.
        estimated: The endpoint said nothing of at least one call.
        ms: From asking to knowing, waiting included.
    """

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    estimated: bool = False
    ms: int = 0


@dataclass(frozen=True, slots=True)
class Told(Generic[Result]):
    """What came of a question. ``result`` is there exactly when the ending is useful.

    Attributes:
        model: Its name, as set.
        request_id: The endpoint's own, for its support.
        fingerprint: What the endpoint says it ran.
        form: How the answer's form was asked for: ``json_schema``, ``json_object`` or ``plain``.
    """

    ending: Ending
    result: Result | None = None
    spent: Spent = Spent()
    model: str = ""
    request_id: str | None = None
    fingerprint: str | None = None
    form: str | None = None
