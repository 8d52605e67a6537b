"""The use case behind "where should this go?". Each version is reviewed again before it is shown."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.adapting import Version
from bot.around_review import BUTTONS, before_review
from bot.cards import Card, NoteCard, ReviewCard
from bot.commands import Request, ReviewDraft
from bot.desk import NOT_FOUND, Desk
from bot.detectors.outlets import length
from bot.fitting import fits, groups, placed_on, version_for
from bot.model import ADAPTED, Decision, Draft, Finding, Kind, Outlet, Review, Verdict
from bot.outlet_names import OUTLET_NAMES
from bot.personal_cards import GuideCard
from bot.placing_cards import ASK, GONE, HELP, NOT_A_POST, overview, version_card
from bot.placing_commands import PlaceDraft, PlaceReviewed
from bot.policy import PolicyPack
from bot.recording import Recorder

Reviewer = Callable[[Request], Awaitable[ReviewCard]]
Judge = Callable[[Draft], Awaitable[Review]]


@dataclass(frozen=True, slots=True)
class Placing:
    """Says where drafts should go.

    Attributes:
        reviewer: Reviews a draft on the record.
        judge: Reviews one without a record.
        recorder: Puts on record which version was shown; none at a terminal without a log.
        desk: Where drafts are kept for a while; without one, no button can ask again.
    """

    pack: PolicyPack
    reviewer: Reviewer
    judge: Judge
    recorder: Recorder | None = None
    desk: Desk | None = None

    async def handle(self, request: Request) -> Card:
        """Answer a command about where a draft should go.

        Raises:
            DraftError: The draft cannot be reviewed as it is.
            BookUnavailable: What was kept cannot be read.
            LogUnavailable: Nothing was recorded, so no version is shown.
        """
        match request.command:
            case PlaceDraft(draft, outlet):
                return await self._first(request, draft, outlet)
            case PlaceReviewed(decision_id, outlet):
                return await self._again(request, decision_id, outlet)
        return HELP

    async def _first(self, request: Request, draft: Draft, outlet: Outlet | None) -> Card:
        key = f"{request.key}:review" if request.key is not None else None
        card = await self.reviewer(replace(request, command=ReviewDraft(draft), key=key))
        return await self._answer(request, draft, card.review, card.decision_id, outlet)

    async def _again(self, request: Request, decision_id: str, outlet: Outlet | None) -> Card:
        """A draft that lies on the shelf; only its author may ask."""
        if self.desk is None:
            return NoteCard(GONE, failed=True)
        entry = await self.desk.reviewed(request, decision_id)
        if entry is None or self.desk.author_of(entry).id != self.desk.person(request).id:
            return NOT_FOUND
        draft = await self.desk.books.drafts.read(request.actor.tenant, decision_id)
        if draft is None:
            return NoteCard(GONE, failed=True)
        return await self._answer(request, draft, None, decision_id, outlet)

    async def _answer(
        self,
        request: Request,
        draft: Draft,
        review: Review | None,
        decision_id: str | None,
        outlet: Outlet | None,
    ) -> GuideCard:
        if draft.kind is not Kind.POST:
            return GuideCard(ASK, NOT_A_POST, failed=True)
        draft = await self._with_registers(request, draft)
        review = review if review is not None else await self.judge(draft)
        words = f"where {decision_id}" if decision_id and self._keeps(request) else ""
        if outlet is not None and placed_on(self.pack, outlet) and review.verdict is not Verdict.BLOCK:
            asked = _Asked(draft, review, decision_id, words)
            return await self._version(request, asked, version_for(draft, outlet, self.pack))
        found, listed = fits(draft, self.pack), bool(self.pack.lists.get("groups"))
        return overview(review, found, groups(draft, self.pack), words, listed=listed)

    async def _version(self, request: Request, asked: "_Asked", version: Version) -> GuideCard:
        """The version with its own review. What a thread says as a whole counts, too."""
        posts = [replace(asked.draft, text=post, outlet=version.outlet) for post in version.shown]
        read = [await self.judge(post) for post in posts]
        if len(posts) > 1:
            whole = await self.judge(replace(asked.draft, text=version.text))
            read.append(_but_for_its_outlet(whole))
        found = _once(read)
        verdict = replace(asked.review, findings=found).verdict
        if posts and self.recorder is not None:
            draft, review = replace(posts[0], text=version.text), replace(read[0], findings=found)
            made = _as_version(self.recorder.reviewed(request, draft, review), asked.decision_id, len(posts))
            await self.recorder.log.record(made, once=request.key)
        return version_card(version, self._lengths(version), verdict, found, asked.words)

    async def _with_registers(self, request: Request, draft: Draft) -> Draft:
        return (await before_review(self.desk, request, draft)).draft if self.desk is not None else draft

    def _keeps(self, request: Request) -> bool:
        return self.desk is not None and bool(self.desk.books.keep) and request.platform in BUTTONS

    def _lengths(self, version: Version) -> str:
        data = self.pack.outlets.get(version.outlet.value, {})
        counted = ", ".join(f"{length(post, data):,}" for post in version.shown)
        limit = data.get("limit")
        return f"{counted} of {limit:,}, as {OUTLET_NAMES[version.outlet]} counts" if limit else counted


@dataclass(frozen=True, slots=True)
class _Asked:
    """A draft, its review, and the words by which its author may ask on; empty where nobody could."""

    draft: Draft
    review: Review
    decision_id: str | None
    words: str


def _as_version(made: Decision, decision_id: str | None, posts: int) -> Decision:
    """The entry of a review as one of a version; no place in several posts is one in the draft."""
    placeless = tuple(replace(one, start=None, end=None) for one in made.findings)
    return replace(made, event=ADAPTED, findings=placeless, subject=decision_id, details={"posts": posts})


def _but_for_its_outlet(review: Review) -> Review:
    """The review of the whole text, without what concerns the outlet that it was written for."""
    kept = tuple(one for one in review.findings if not one.rule.startswith(("platform.", "outlet.")))
    return replace(review, findings=kept)


def _once(reviews: list[Review]) -> tuple[Finding, ...]:
    """The findings of several reviews, each rule once, the worst first."""
    found: dict[str, Finding] = {}
    for review in reviews:
        for finding in review.findings:
            found.setdefault(finding.rule, finding)
    return tuple(sorted(found.values(), key=lambda one: -one.severity))
