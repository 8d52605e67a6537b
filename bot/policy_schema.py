"""What an author writes in a pack, as models: they check it, and export a JSON Schema for editors."""

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from bot.conditions import CONDITIONS
from bot.content_schema import ContentData, NeedData, OccasionData, PillarData
from bot.desk_schema import DeskData
from bot.detectors.catalog import CATALOG
from bot.errors import unknown_name
from bot.model import Kind, Outcome, Outlet, SourceKind
from bot.outlet_schema import OutletData
from bot.page import ZONES
from bot.place_schema import GroupData, HashtagData, SignalData
from bot.presence_schema import AccountData, CheckStepData, EngineData, RequestData
from bot.profile_schema import ProfileData
from bot.tips import MOST_WORDS, word_count

SCHEMA = 1
SURFACES = frozenset({*(k.value for k in Kind), *(o.value for o in Outlet)})

SeverityWord = Literal["advise", "revise", "block"]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]
Phrase = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"[^*\s]")
]
"""Words; at least one character beside ``*``, or there would be nothing to look for."""
Probability = Annotated[float, Field(ge=0, le=1)]
LogOdds = Annotated[float, Field(ge=0, le=10)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https://[^\s#]+$", max_length=300)]
Pattern = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceData(_Written):
    """What stands behind a guideline: a law, good practice, the organization's policy, or the article."""

    kind: SourceKind
    ref: Sentence


class GuidelineData(_Written):
    """One do or don't, in people's words."""

    id: Annotated[str, StringConstraints(pattern=r"^(do|dont|law|practice|policy)\.[a-z0-9-]+$")]
    title: Sentence
    text: Sentence
    clause: str | None = Field(None, description="The article's point: D1 to D8, N1 to N4.")
    correction: Sentence | None = Field(None, description="Where the article is wrong, and what holds.")
    sources: list[SourceData] = Field(min_length=1)


class NearData(_Written):
    """Company a hit must keep."""

    any_of: list[Phrase] = Field(default_factory=list)
    patterns: list[Pattern] = Field(default_factory=list)
    within: int | Literal["sentence", "draft"] = Field(
        "sentence", description="So many words between the two, or the sentence, or the draft."
    )
    side: Literal["before", "after", "either"] = "either"

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.any_of and not self.patterns:
            raise ValueError("needs 'any_of' or 'patterns'")
        return self


class DetectData(_Written):
    """How a rule looks at a draft: any phrase, pattern or the named detector is a hit."""

    phrases: list[Phrase] = Field(
        default_factory=list, description="Words; '*' at the end lets a word go on."
    )
    patterns: list[Pattern] = Field(default_factory=list, description="RE2, over lower-case text.")
    cased_patterns: list[Pattern] = Field(default_factory=list, description="RE2, over text with its case.")
    detector: str | None = Field(None, description="A named check, for what words cannot say.")
    with_: dict[str, Any] = Field(default_factory=dict, alias="with", description="The detector's options.")
    near: list[NearData] = Field(default_factory=list, description="All of these must be near.")
    not_near: list[NearData] = Field(default_factory=list, description="None of these may be near.")
    unless: list[Phrase] = Field(default_factory=list, description="A hit inside or across these is excused.")
    unless_patterns: list[Pattern] = Field(default_factory=list)
    skip: list[str] = Field(default_factory=list, description="Zones where a hit does not count.")
    when: dict[str, Literal["yes", "no", "unknown"] | list[Literal["yes", "no", "unknown"]]] = Field(
        default_factory=dict, description="What must be known besides the words."
    )
    mark: Literal["hit", "sentence"] = Field("hit", description="What to point at.")
    most: int = Field(20, ge=1, le=200, description="At most so many findings a draft.")

    @field_validator("skip")
    @classmethod
    def _known_zones(cls, value: list[str]) -> list[str]:
        return _all_known("zone", value, ZONES)

    @field_validator("when")
    @classmethod
    def _known_conditions(cls, value: dict[str, Any]) -> dict[str, Any]:
        _all_known("condition", list(value), CONDITIONS)
        return {key: [item] if isinstance(item, str) else item for key, item in value.items()}

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.phrases or self.patterns or self.cased_patterns or self.detector):
            raise ValueError("needs 'phrases', 'patterns', 'cased_patterns' or 'detector'")
        if self.detector is not None:
            _all_known("detector", [self.detector], CATALOG)
            options = CATALOG[self.detector].options
            for name, value in self.with_.items():
                _all_known(f"option of detector {self.detector}", [name], options)
                if not isinstance(value, options[name]):
                    raise ValueError(f"option '{name}' of detector '{self.detector}' has the wrong type")
        elif self.with_:
            raise ValueError("'with' gives options to a 'detector', and there is none")
        return self


class RewriteData(_Written):
    """An honest change to the draft: what to put in place of the words or the sentence at fault."""

    replaces: Literal["span", "sentence"] = "span"
    with_: str = Field("", alias="with", max_length=600, description="Empty removes it.")


class ExampleData(_Written):
    """A draft that a rule must flag or pass. In ``flags``, [[ ]] marks the words that must be reported."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=8_000)]
    kind: Kind = Kind.POST
    outlet: Outlet = Outlet.LINKEDIN
    context: str = ""


class RuleData(_Written):
    """The check that upholds a guideline."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+\.[a-z0-9_]+(\.[a-z0-9_-]+)+$")]
    guideline: str
    title: Sentence | None = None
    status: Literal["active", "shadow", "off"] = Field("active", description="shadow: counted, not shown.")
    severity: dict[str, SeverityWord]
    surfaces: list[str] = Field(default_factory=list, description="Kinds and outlets; empty means all.")
    detect: DetectData
    message: Sentence = Field(description="What is the matter, to the author, in one plain sentence.")
    why: Sentence | None = Field(None, description="Left out, the guideline's own text.")
    suggest: Sentence | None = Field(None, description="What would fix it.")
    rewrite: RewriteData | None = None
    certain: bool = Field(False, description="Needs no support of the local reader: a number, a plain word.")
    sources: list[SourceData] = Field(default_factory=list, description="Left out, the guideline's own.")
    flags: list[ExampleData] = Field(min_length=1)
    passes: list[ExampleData] = Field(min_length=1)

    @field_validator("severity", mode="before")
    @classmethod
    def _one_for_all(cls, value: object) -> object:
        return {"default": value} if isinstance(value, str) else value

    @field_validator("severity")
    @classmethod
    def _known_severities(cls, value: dict[str, SeverityWord]) -> dict[str, SeverityWord]:
        _all_known("surface", list(value), {*SURFACES, "default"})
        return value

    @field_validator("surfaces")
    @classmethod
    def _known_surfaces(cls, value: list[str]) -> list[str]:
        return _all_known("surface", value, SURFACES)

    @model_validator(mode="after")
    def _drafts_or_complaints(self) -> Self:
        if Kind.REVIEW in self.surfaces and len(self.surfaces) > 1:
            raise ValueError(
                "'review' stands alone in 'surfaces': such a rule sorts reviews and judges no draft"
            )
        return self

    @field_validator("flags", "passes", mode="before")
    @classmethod
    def _plain_examples(cls, value: object) -> object:
        if not isinstance(value, list):
            return value
        return [{"text": item} if isinstance(item, str) else item for item in value]


class RuleChange(_Written):
    """A rule, or in a pack that extends another, only the fields of a rule that differ."""

    id: str
    guideline: str | None = None
    title: str | None = None
    status: Literal["active", "shadow", "off"] | None = None
    severity: dict[str, SeverityWord] | None = None
    surfaces: list[str] | None = None
    detect: DetectData | None = None
    message: str | None = None
    why: str | None = None
    suggest: str | None = None
    rewrite: RewriteData | None = None
    certain: bool | None = None
    sources: list[SourceData] | None = None
    flags: list[str | ExampleData] | None = None
    passes: list[str | ExampleData] | None = None

    @field_validator("severity", mode="before")
    @classmethod
    def _one_for_all(cls, value: object) -> object:
        return {"default": value} if isinstance(value, str) else value


TipId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
TipText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class TipData(_Written):
    """One week's piece of advice. All its words together, without the title, are at most 80."""

    id: TipId
    guideline: str
    title: Title
    text: TipText = Field(description="What it is about, to the reader.")
    do: TipText = Field(description="One thing to do in five minutes.")
    example: TipText = Field(description="How it looks when it is done well; never a real colleague's post.")
    status: Literal["active", "off"] = "active"
    pin: date | None = Field(None, description="A day of the week in which it is to be sent.")

    @model_validator(mode="after")
    def _short(self) -> Self:
        words = word_count(self.text, self.do, self.example)
        if words > MOST_WORDS:
            raise ValueError(f"has {words} words; at most {MOST_WORDS} are read on a phone")
        return self


class TipChange(_Written):
    """A tip, or in a pack that extends another, only the fields of a tip that differ."""

    id: str
    guideline: str | None = None
    title: str | None = None
    text: str | None = None
    do: str | None = None
    example: str | None = None
    status: Literal["active", "off"] | None = None
    pin: date | None = None


class AcceptData(_Written):
    """Words that an owner accepts, for one rule or category or for all, until a day."""

    phrase: Phrase
    rule: str | None = None
    reason: Sentence
    by: Sentence
    until: date


class ReaderData(_Written):
    """How the local reader and the rules add up, for one kind of draft."""

    block_at: Probability = Field(description="Blocks from this probability on, rules included.")
    ask_at: Probability = Field(description="Asks from this probability of any trouble on, rules included.")
    passage_at: Probability = Field(description="A passage's own score, to be pointed at.")
    block_rule: LogOdds = Field(description="What a blocking rule adds to the log-odds of a block.")
    further_rule: LogOdds = Field(description="What each further blocking category adds, two at most.")
    ask_rule: LogOdds = Field(description="What an asking rule adds to the log-odds of a block.")
    any_rule: LogOdds = Field(description="What any rule adds to the log-odds of trouble.")
    doubt_at: Probability = Field(
        default=1.0,
        description="Asks from this probability of a block on, where a block is worse than a question.",
    )


class HeaderData(_Written):
    """What the pack is."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    version: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)*$")]
    schema_: Literal[1] = Field(alias="schema", description="The version of this format.")
    title: Sentence
    extends: list[str] = Field(default_factory=list, description="Packs this one builds on, by id.")
    language: Literal["en"] = "en"
    owner: Sentence
    effective: date | None = None


class WeighData(_Written):
    """How rules and the local reader add up to a sign of trouble in a complaint."""

    weights: dict[SeverityWord, Annotated[float, Field(ge=0, le=2)]] = Field(
        description="What a rule that is met counts, by its severity; rules of one category add up."
    )
    stands_at: Annotated[float, Field(gt=0, le=2)] = Field(
        description="Without the local reader, a sign stands from this sum on."
    )
    rule: LogOdds = Field(description="Log-odds that a sign of full strength by rules adds to the reader's.")
    grave_at: Probability = Field(description="A review is grave where rules and reader find it so probable.")
    sign_at: Probability = Field(description="In a grave review, a sign stands from this probability on.")
    possible_at: Probability = Field(
        0.35, description="A review that is so probably grave is to be read once more before anybody answers."
    )
    hint_at: Probability = Field(
        0.1, description="There, a sign is named as possible from this probability on."
    )
    raise_at: Probability = Field(description="A sign that is not grave stands from this probability on.")
    name_at: Probability = Field(
        0.1, description="A sign that is not grave is named as possible from this probability on."
    )
    theme_at: Probability = Field(description="The reader's score that makes a theme.")
    praise_at: Probability = Field(
        0.7, description="The reader's score that alone, without kind words or stars, is thanked for."
    )


class SignData(_Written):
    """One kind of trouble, and what should happen; the first of the list that stands decides."""

    category: Annotated[str, StringConstraints(pattern=r"^triage\.[a-z_]+$")]
    outcome: Outcome
    role: str = Field("", description="The key of 'roles' in the organization's pack; empty for none.")
    default_role: Sentence | None = Field(None, description="Who, where the organization names nobody.")
    within: Sentence | None = Field(None, description="How fast, where the organization says nothing.")
    label: Sentence
    why: Sentence
    todo: list[Sentence] = Field(default_factory=list)
    crisis: bool = Field(False, description="A holding line with emergency numbers may be approved.")
    raise_at: Probability | None = Field(None, description="Where a sign that is not grave stands.")

    @model_validator(mode="after")
    def _somebody_takes_it(self) -> Self:
        if self.outcome is Outcome.ESCALATE and not (self.role and self.default_role and self.within):
            raise ValueError("an escalation needs 'role', 'default_role' and 'within'")
        return self


class ThemeData(_Written):
    """What a complaint is about: what may be a valid point, what to find out, who owns it."""

    category: Annotated[str, StringConstraints(pattern=r"^theme\.[a-z_]+$")]
    label: Sentence
    contact: Sentence = Field(description="The 'theme' of the organization's contact.")
    valid: Sentence
    find_out: Sentence
    owner: Sentence
    role: str = Field(
        "", description="The key of 'roles' that is concerned when a person escalates this; empty for none."
    )
    sensitive: bool = Field(False, description="Too close to a person's care to be discussed in public.")


class ByHandData(_Written):
    """Who takes what a person escalates and no theme assigns."""

    role: str = Field("approver", description="The key of 'roles' in the organization's pack.")
    default_role: Sentence = Field("communications", description="Who, where the organization names nobody.")
    within: Sentence = Field("today", description="How fast, where the organization says nothing.")
    todo: list[Sentence] = Field(default_factory=list)


Days = Annotated[int, Field(ge=1, le=36_500)]


class TriageData(_Written):
    """How complaints are sorted."""

    weigh: WeighData
    answer_within_days: Days | None = Field(None, description="Older reviews are not answered.")
    signs: list[SignData] = Field(min_length=1)
    themes: list[ThemeData] = Field(min_length=1)
    by_hand: ByHandData = Field(
        default_factory=ByHandData, description="What happens where a person escalates and no theme says who."
    )


Part = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=320)]


class ReplyPartsData(_Written):
    """Wordings that replies are composed of. ``{contact}`` is the role with its phone or address.

    Every list holds alternatives; the complaint's own content chooses among them.
    """

    thanks: list[Part]
    apology: dict[Literal["regret", "sympathy", "none"], list[Part]]
    themes: dict[str, list[Part]] = Field(
        description="What anyone should expect, by theme; 'any' for all, 'unclear' where praise is as likely."
    )
    values: list[Part]
    privacy: list[Part]
    contact: list[Part]
    contact_theme: list[Part] = Field(description="Last sentences of the tone that only moves offline.")
    praise: list[list[Part]] = Field(description="Thanks without confirmation: a list for each sentence.")
    half_praise: list[Part] = Field(
        default_factory=list, description="First sentences where kind words stand beside a complaint."
    )
    named: list[Part] = Field(description="For praise or complaints that name somebody who works here.")
    disputed: list[Part] = Field(description="The one neutral line beside a report to the platform.")
    short: dict[str, list[Part]] = Field(description="One sentence for X, by theme; 'praise' and 'any' too.")
    holding: list[Part] = Field(description="The line that a crisis allows, once a person approves it.")


class ContactData(_Written):
    """A staffed way to reach somebody."""

    theme: Sentence
    role: Sentence
    phone: str | None = None
    email: str | None = None


class OrganizationData(_Written):
    """What the organization says of itself."""

    name: Sentence
    phone: str | None = None
    contacts: list[ContactData] = Field(default_factory=list)
    roles: dict[str, Sentence] = Field(default_factory=dict, description="Who is named for what.")
    audience: list[Sentence] = Field(default_factory=list, description="Who reads what leaders write.")
    voice: list[Sentence] = Field(default_factory=list, description="How the organization sounds.")
    disclosure: Sentence | None = Field(None, description="The wording of a disclosure of interest.")
    apology: Literal["regret", "sympathy", "none"] = "regret"
    approved_numbers: list[str] = Field(default_factory=list, description="Phones and addresses of our own.")
    deadlines: dict[str, Sentence] = Field(
        default_factory=dict, description="How fast, by the name in 'roles' or of a sign, such as 'abuse'."
    )
    answer_within_days: Days | None = Field(
        None, description="Reviews older than this are not answered; left out, the triage says."
    )
    other_languages: Literal["escalate", "english"] = Field(
        "escalate",
        description="A review that is not English: to a person only, or with a neutral reply, too.",
    )
    policy_url: WebAddress | None = Field(None, description="Where the policy stands; digests link to it.")
    desk: DeskData | None = None


class PackData(_Written):
    """A whole pack: all its files merged, and the packs it extends."""

    pack: HeaderData
    families: dict[str, list[Phrase]] = Field(default_factory=dict)
    guidelines: list[GuidelineData]
    rules: list[RuleData]
    tips: list[TipData] = Field(default_factory=list)
    tip_order: list[str] = Field(default_factory=list)
    accept: list[AcceptData] = Field(default_factory=list)
    reader: dict[Kind, ReaderData] = Field(default_factory=dict)
    outlets: dict[Outlet, OutletData] = Field(default_factory=dict)
    organization: OrganizationData | None = None
    triage: TriageData | None = None
    replies: ReplyPartsData | None = None
    engines: list[EngineData] = Field(default_factory=list)
    presence: list[CheckStepData] = Field(default_factory=list)
    requests: list[RequestData] = Field(default_factory=list)
    accounts: list[AccountData] = Field(default_factory=list)
    profiles: list[ProfileData] = Field(default_factory=list)
    signals: list[SignalData] = Field(default_factory=list)
    hashtags: list[HashtagData] = Field(default_factory=list)
    groups: list[GroupData] = Field(default_factory=list)
    needs: list[NeedData] = Field(default_factory=list)
    content: list[ContentData] = Field(default_factory=list)
    pillars: list[PillarData] = Field(default_factory=list)
    calendar: list[OccasionData] = Field(default_factory=list)


class PackFile(_Written):
    """One file of a pack's folder; files are read together, in the order of their names."""

    pack: HeaderData | None = None
    families: dict[str, list[Phrase]] = Field(default_factory=dict)
    guidelines: list[GuidelineData] = Field(default_factory=list)
    rules: list[RuleChange] = Field(default_factory=list)
    tips: list[TipChange] = Field(default_factory=list, description="The weekly tips.")
    tip_order: list[str] = Field(
        default_factory=list, description="Ids of tips that come first, in this order; the rest follow."
    )
    accept: list[AcceptData] = Field(default_factory=list)
    reader: dict[Kind, ReaderData] = Field(default_factory=dict)
    outlets: dict[Outlet, OutletData] = Field(default_factory=dict)
    organization: OrganizationData | None = None
    triage: TriageData | None = None
    replies: ReplyPartsData | None = None
    engines: list[EngineData] = Field(default_factory=list, description="Search engines.")
    presence: list[CheckStepData] = Field(default_factory=list, description="Steps of the presence check.")
    requests: list[RequestData] = Field(
        default_factory=list, description="Ways to have something corrected or removed, the first one first."
    )
    accounts: list[AccountData] = Field(default_factory=list, description="Personal accounts.")
    profiles: list[ProfileData] = Field(default_factory=list, description="Professional profiles.")
    signals: list[SignalData] = Field(default_factory=list, description="What outlets suit, by words.")
    hashtags: list[HashtagData] = Field(default_factory=list, description="The organization's own hashtags.")
    groups: list[GroupData] = Field(default_factory=list, description="Groups that the organization names.")
    needs: list[NeedData] = Field(default_factory=list, description="What to have before one writes.")
    content: list[ContentData] = Field(default_factory=list, description="Kinds of content.")
    pillars: list[PillarData] = Field(
        default_factory=list, description="Subjects that the organization wants to be heard on."
    )
    calendar: list[OccasionData] = Field(
        default_factory=list, description="Days of the organization on which there is something to say."
    )


FAMILY = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A family's name in a phrase or a pattern: ``{relative}``."""


def _all_known(what: str, names: list[str], known: Any) -> list[str]:
    for name in names:
        if name not in known:
            raise ValueError(unknown_name(what, name, known))
    return names
