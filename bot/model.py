"""The nouns of Bedside: what a draft, a finding, a review and a decision are.

Frozen dataclasses; what can be derived is not stored. Offsets count characters (Unicode code points)
of the text as typed, half open: ``[start, end)``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum


class Severity(IntEnum):
    """How much a finding weighs; the worst one gives the verdict."""

    ADVISE = 0
    REVISE = 1
    BLOCK = 2

    @property
    def word(self) -> str:
        """The word people and packs use: ``advise``, ``revise`` or ``block``."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> "Severity":
        """Read the word a pack uses."""
        return cls[word.upper()]


class Verdict(StrEnum):
    """What Bedside recommends; a person decides."""

    OK = "ok"
    REVISE = "revise"
    BLOCK = "block"


VERDICT_OF: Mapping[Severity, Verdict] = {
    Severity.ADVISE: Verdict.OK,
    Severity.REVISE: Verdict.REVISE,
    Severity.BLOCK: Verdict.BLOCK,
}


class Kind(StrEnum):
    """What a text is: a post, a reply to a public review, somebody's profile, or such a review itself."""

    POST = "post"
    REPLY = "reply"
    PROFILE = "profile"
    REVIEW = "review"


DRAFT_KINDS = (Kind.POST, Kind.REPLY, Kind.PROFILE)
"""The kinds that somebody may ask to have reviewed; a review is a complaint, and is answered."""


class Outlet(StrEnum):
    """Where a draft will be published."""

    LINKEDIN = "linkedin"
    X = "x"
    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    THREADS = "threads"
    BLUESKY = "bluesky"
    YOUTUBE = "youtube"
    TIKTOK = "tiktok"
    PRESS = "press"
    NEWSLETTER = "newsletter"
    INTERNAL = "internal"
    BLOG = "blog"
    WEBSITE = "website"
    GOOGLE = "google"
    YELP = "yelp"
    HEALTHGRADES = "healthgrades"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters in the draft as typed."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words this span points at."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Say whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Authorization:
    """A patient's written authorization, as the register knows it: never the form itself."""

    reference: str
    scope: str = field(default="", repr=False)
    expires: date | None = None
    revoked: bool = False

    def holds(self, on: date | None) -> bool:
        """Say whether it is in force ``on`` that day; without a day, only that it is not revoked."""
        if self.revoked:
            return False
        return not (self.expires is not None and on is not None and self.expires < on)


_UNSAID = (None,) * 7


@dataclass(frozen=True, slots=True)
class Context:
    """What is known besides the words: attachments, registers, the complaint being answered.

    ``None`` means that nobody said; ``False`` that somebody said no.
    """

    text: str = field(default="", repr=False)
    attachments: str | None = field(default=None, repr=False)
    alt_text: bool | None = None
    privacy_check: bool | None = None
    authorization_stated: bool = False
    authorizations: tuple[Authorization, ...] = ()
    organization: str | None = None
    disclosure: str | None = field(default=None, repr=False)
    freeze: str | None = field(default=None, repr=False)
    answering: str | None = field(default=None, repr=False)
    as_of: date | None = None

    @property
    def tells_nothing(self) -> bool:
        """Whether nothing at all is known besides the words, but perhaps the day."""
        said = (
            self.attachments,
            self.alt_text,
            self.privacy_check,
            self.organization,
            self.disclosure,
            self.freeze,
            self.answering,
        )
        return said == _UNSAID and not (self.text or self.authorizations or self.authorization_stated)

    @property
    def has_media(self) -> bool | None:
        """Whether something is attached; ``None`` when nobody said."""
        if self.attachments is None:
            return None
        return self.attachments.strip().lower() not in {"", "none", "no", "nothing"}

    @property
    def authorized(self) -> bool:
        """Whether at least one authorization on file is in force on ``as_of``."""
        return any(item.holds(self.as_of) for item in self.authorizations)


@dataclass(frozen=True, slots=True)
class Draft:
    """Words someone wants to publish. Printing a draft shows none of them."""

    text: str = field(repr=False)
    kind: Kind = Kind.POST
    outlet: Outlet = Outlet.LINKEDIN
    context: Context = field(default_factory=Context)


class SourceKind(StrEnum):
    """What stands behind a guideline."""

    LAW = "law"
    PRACTICE = "practice"
    POLICY = "policy"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a guideline comes from."""

    kind: SourceKind
    ref: str

    def __str__(self) -> str:
        """As shown to a person."""
        return f"{self.ref} ({self.kind.value})"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule met one place; ``span`` is ``None`` when something is missing."""

    rule: str
    severity: Severity
    span: Span | None
    message: str
    why: str
    sources: tuple[Source, ...] = ()
    suggestion: str | None = None
    rewrite: "Rewrite | None" = None
    guideline: str = ""

    @property
    def category(self) -> str:
        """The kind of trouble: the first two parts of the rule's id."""
        return ".".join(self.rule.split(".")[:2])

    @property
    def source(self) -> str:
        """All sources in one line."""
        return "; ".join(str(source) for source in self.sources)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """An honest replacement for the words at fault: ``text`` in place of ``span`` of the draft."""

    span: Span
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that the reader holds responsible for a category, with its calibrated score in 0..1."""

    span: Span
    category: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the local reader sees in one draft: calibrated scores in 0..1, evidence for the review.

    ``block`` is the probability that the draft must be blocked, ``revise`` that it needs revision or
    worse, so never less than ``block``. ``version`` is the hash of the weights; ``truncated`` says that the
    draft was longer than it reads.
    """

    version: str
    block: float
    revise: float
    categories: Mapping[str, float]
    passages: tuple[Passage, ...] = ()
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that an accept list withdrew, kept for the record."""

    rule: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Review:
    """Every finding about one draft, worst first, then in reading order."""

    findings: tuple[Finding, ...]
    policy_version: str
    reader_version: str | None = None
    accepted: tuple[Accepted, ...] = ()
    shadowed: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Derived, never stored: it cannot disagree with the findings."""
        worst = max((finding.severity for finding in self.findings), default=Severity.ADVISE)
        return VERDICT_OF[worst]


@dataclass(frozen=True, slots=True)
class SaferVersion:
    """A version that passes the same review, or what a person must decide when none is honest.

    Exactly one of ``text`` and ``decide`` carries something, unless the draft needs no change.
    """

    text: str | None = field(default=None, repr=False)
    decide: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """A version in the author's voice that passed all that the draft has to pass; a model wrote it.

    ``kept`` is the share of the draft's words that are still there, 0 to 1.
    """

    text: str = field(repr=False)
    kept: float


class Outcome(StrEnum):
    """What should happen with a complaint; the first that applies wins, in this order."""

    ESCALATE = "escalate"
    REPORT = "report"
    OFFLINE = "offline"
    REPLY = "reply"
    SILENT = "silent"


class Tone(StrEnum):
    """How a reply sounds. ``holding`` is the one line that a crisis allows, once a person approves it."""

    BRIEF = "brief"
    WARM = "warm"
    OFFLINE = "offline"
    HOLDING = "holding"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A public review to be answered. Printing it shows none of its words.

    Attributes:
        rating: Stars, 1 to 5; ``None`` when nobody said.
        answered: Whether the organization replied to it already.
        posted: The day on which it appeared; ``None`` when nobody said.
    """

    text: str = field(repr=False)
    outlet: Outlet = Outlet.GOOGLE
    rating: int | None = None
    answered: bool = False
    posted: date | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """One kind of trouble that a complaint shows: how sure (1 stands alone), and what it rests on.

    Attributes:
        rests_on: Rule ids, and ``reader`` where the local reader spoke; never a word of the complaint.
        grave: It calls somebody; the others only ask for care with the answer.
    """

    category: str
    label: str
    strength: float
    rests_on: tuple[str, ...]
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Consideration:
    """Before anybody answers: what may be a valid point, what to find out, and who owns it."""

    theme: str
    label: str
    valid: str
    find_out: str
    owner: str


@dataclass(frozen=True, slots=True)
class Triage:
    """What a complaint is about and what should happen with it. A person may overrule it.

    Attributes:
        outcome: What Bedside proposes.
        signs: What stands, most pressing first; the first that is to be acted on decides.
        possible: What cannot be ruled out, most pressing first: named to the person, and decides nothing.
            ``doubtful`` says whether any of it is grave.
        themes: Categories of what is complained of or praised, strongest first.
        role: Who takes it, where somebody must; ``within`` says how fast.
        why: The reason in one or two sentences, without a word of the complaint.
        instructs: The complaint tries to instruct an assistant; that changed nothing.
        praise: Thanks are the answer.
        half_praise: Kind words stand beside a complaint; an answer takes up both.
        unclear: Stars and words leave open whether it praises or complains.
    """

    outcome: Outcome
    signs: tuple[Sign, ...]
    themes: tuple[str, ...]
    role: str | None
    within: str | None
    why: str
    todo: tuple[str, ...] = ()
    consider: tuple[Consideration, ...] = ()
    instructs: bool = False
    praise: bool = False
    half_praise: bool = False
    unclear: bool = False
    possible: tuple[Sign, ...] = ()
    notices: tuple[str, ...] = ()
    policy_version: str = ""
    reader_version: str | None = None

    @property
    def doubtful(self) -> bool:
        """Something grave cannot be ruled out."""
        return any(sign.grave for sign in self.possible)


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes an escalation, and how fast."""

    role: str
    within: str | None = None

    @property
    def told(self) -> str:
        """Both in a few words."""
        return f"{self.role}, {self.within}" if self.within else self.role


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer suggested to a complaint; ``marks`` are hashes of its wordings."""

    tone: Tone
    text: str = field(repr=False)
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a reply may not be offered: a code, the words of the reply at fault, and where they stand."""

    code: str
    words: str = field(default="", repr=False)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asked: an id as the platform knows the person, and the role it acts in.

    ``subject`` is the issuer and its name for the account, where one vouched for it at sign-in.
    """

    id: str
    role: str = "author"
    tenant: str = "local"
    subject: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """What the log keeps of a finding: never the words."""

    rule: str
    category: str
    severity: str
    start: int | None
    end: int | None


def record_of(finding: Finding) -> FindingRecord:
    """``finding`` as the log keeps it."""
    span = finding.span
    return FindingRecord(
        finding.rule,
        finding.category,
        finding.severity.word,
        span.start if span else None,
        span.end if span else None,
    )


BY_MODEL = "model."
"""What the rule of a finding begins with that a language model made; its guideline's id follows."""

ADVISED = "advised"
"""The event of an entry about a question to a language model."""

ADAPTED = "adapted"
"""The event of an entry about a draft as it would stand on another outlet: what its review said."""

VIEWED = "viewed"
"""The event of an entry that says who looked at what."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry for the log: what was asked and answered, without a word of the draft.

    Attributes:
        event: What happened: ``reviewed``, ``disagreed``, ``viewed``, ``exported``.
        at: An aware moment.
        fingerprint: Keyed hash of the text, hexadecimal; ``None`` when the event has no text.
        length: Characters of the text.
        subject: The id of the earlier entry this one is about.
        details: Codes and counts only; no free text.
    """

    event: str
    actor: Actor
    at: datetime
    platform: str = "web"
    kind: str | None = None
    outlet: str | None = None
    fingerprint: str | None = None
    length: int | None = None
    verdict: str | None = None
    policy_version: str | None = None
    reader_version: str | None = None
    findings: tuple[FindingRecord, ...] = ()
    subject: str | None = None
    details: Mapping[str, str | int | bool | None] = field(default_factory=dict)
