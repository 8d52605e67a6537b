"""The use cases of a person's professional profiles, as a part of their own desk."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Protocol

from bot import profile_cards, profiles
from bot.cards import ReviewCard
from bot.commands import Request, ReviewDraft
from bot.model import Context, Draft, Kind
from bot.personal import Personal
from bot.personal_cards import GuideCard
from bot.policy import PolicyPack
from bot.ports import Fingerprinter
from bot.profile_commands import (
    ApproveProfile,
    CheckProfile,
    ForgetProfile,
    ProfileCommand,
    ReviewBy,
    ShowProfiles,
)

Reviewer = Callable[[Request], Awaitable[ReviewCard]]
Move = Callable[[Personal, date], Personal]


class Keeping(Protocol):
    """Where a person's record is read and changed."""

    async def mine(self, request: Request) -> Personal:
        """What is kept about whoever asks."""
        ...

    async def change(self, request: Request, move: Move) -> Personal:
        """Apply ``move`` to it, whoever else changes it."""
        ...

    def day(self, kept: Personal) -> date:
        """The day where the person lives."""
        ...


class ProfileDesk:
    """Answers one person about their professional profiles."""

    def __init__(
        self, pack: PolicyPack, keeping: Keeping, reviewer: Reviewer, fingerprinter: Fingerprinter
    ) -> None:
        self._keeping = keeping
        self._reviewer = reviewer
        self._fingerprinter = fingerprinter
        self.kinds = profiles.kinds_of(pack.lists)

    async def handle(self, request: Request, command: ProfileCommand) -> GuideCard:
        """Answer a command about profiles; raises as the person's own desk does, and ``DraftError``."""
        kind = next((item for item in self.kinds if item.id == command.profile), None)
        kept = await self._keeping.mine(request)
        if kind is None:
            gone = profile_cards.NOT_THERE if command.profile is not None else ""
            card = profile_cards.overview(kept, self.kinds, self._keeping.day(kept), gone)
            return replace(card, failed=card.failed or bool(gone))
        match command:
            case ShowProfiles():
                return self._card(kept, kind)
            case CheckProfile(_, text):
                return await self._check(request, kept, kind, text)
            case ApproveProfile():
                return await self._approve(request, kept, kind)
        return await self._changed(request, command, kind)

    async def _check(
        self, request: Request, kept: Personal, kind: profiles.ProfileKind, text: str
    ) -> GuideCard:
        draft = Draft(text, Kind.PROFILE, kind.outlet, Context(as_of=self._keeping.day(kept)))
        key = f"{request.key}:review" if request.key is not None else None
        card = await self._reviewer(replace(request, command=ReviewDraft(draft), key=key))
        now = profiles.as_shown(text, card.review.verdict, self._mark, self._keeping.day(kept))
        kept = await self._keeping.change(request, lambda mine, _: profiles.shown(mine, kind, now))
        known = kept.profiles[kind.id]
        differs = profiles.drift(known.approved, text, self._mark) if known.approved is not None else None
        return profile_cards.checked_card(kind, known, card, differs, self._keeping.day(kept))

    async def _approve(self, request: Request, kept: Personal, kind: profiles.ProfileKind) -> GuideCard:
        known = kept.profiles.get(kind.id)
        if known is None or known.shown is None:
            told = profile_cards.NOTHING_SHOWN if known is None or known.approved is None else "Noted."
            return replace(self._card(kept, kind, told), failed=told != "Noted.")
        after = await self._keeping.change(request, lambda now, day: profiles.approved(now, kind, day))
        if after.profiles[kind.id].shown is not None:
            return replace(self._card(after, kind, profile_cards.WAS_BLOCKED), failed=True)
        return self._card(after, kind, "Noted: this is what stands there now.")

    async def _changed(
        self, request: Request, command: ProfileCommand, kind: profiles.ProfileKind
    ) -> GuideCard:
        def move(now: Personal, today: date) -> Personal:
            match command:
                case ReviewBy(_, when):
                    return profiles.review_by(now, kind, when, today)
                case ForgetProfile():
                    return profiles.forgotten(now, kind.id)
            return profiles.still_right(now, kind, today)

        return self._card(await self._keeping.change(request, move), kind, "Noted.")

    def _card(self, kept: Personal, kind: profiles.ProfileKind, told: str = "") -> GuideCard:
        return profile_cards.profile_card(kind, kept.profiles.get(kind.id), self._keeping.day(kept), told)

    def _mark(self, sentence: str) -> str:
        """Apart from every other fingerprint of Bedside's: the log's cannot be looked up by one of these."""
        return self._fingerprinter.fingerprint(f"profile\0{sentence}")
