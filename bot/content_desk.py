"""The use cases of what to write: kinds of content, ideas, what one wrote about. Pure."""

from dataclasses import replace
from datetime import date

from bot import content_cards
from bot import content_commands as ask
from bot.content_cards import Strategy
from bot.occasions import Occasion, occasions_of, upcoming
from bot.personal import Personal
from bot.personal_cards import GuideCard
from bot.pillars import Pillars, pillars_of
from bot.policy import PolicyPack
from bot.starters import starters_of


def strategy_of(pack: PolicyPack, occasions: tuple[Occasion, ...] = ()) -> Strategy:
    """What the pack says of what to write, with what of its calendar comes up."""
    return Strategy(
        starters_of(pack.lists),
        pillars_of(pack.lists),
        occasions,
        tuple(pack.organization.get("audience", ())),
        tuple(pack.organization.get("voice", ())),
    )


class ContentDesk:
    """Answers what could be written, and says what a draft is about; made once for a pack."""

    def __init__(self, pack: PolicyPack) -> None:
        self._strategy = strategy_of(pack)
        self._calendar = occasions_of(pack.lists)
        self._words = Pillars(self._strategy.pillars)

    def strategy(self, today: date) -> Strategy:
        """What the pack says of what to write, with what comes up."""
        return replace(self._strategy, occasions=upcoming(self._calendar, today))

    def card(self, command: ask.ContentCommand, kept: Personal, today: date) -> GuideCard:
        """The answer to ``command``, for somebody of whom ``kept`` is kept."""
        strategy = self.strategy(today)
        match command:
            case ask.ShowStarters():
                return content_cards.starters_card(strategy)
            case ask.ShowStarter(kind, outline):
                starter = strategy.starter(kind)
                if starter is None:
                    return replace(
                        content_cards.starters_card(strategy, content_cards.NOT_THERE), failed=True
                    )
                return content_cards.starter_card(strategy, starter, outline)
            case ask.ShowIdeas(None):
                return content_cards.ideas_card(strategy, kept, today)
            case ask.ShowIdeas(name):
                pillar = strategy.pillar(name)
                if pillar is None:
                    card = content_cards.ideas_card(strategy, kept, today, content_cards.NO_PILLAR)
                    return replace(card, failed=True)
                return content_cards.pillar_card(strategy, pillar, today)
            case ask.ShowWriting():
                return content_cards.writing_card(strategy, kept, today)
            case ask.CountWriting():
                return content_cards.writing_card(strategy, kept, today, "Noted.")

    def on_my_page(self, card: GuideCard, kept: Personal, today: date) -> GuideCard:
        """A person's own page with what belongs to this."""
        return content_cards.on_my_page(card, self.strategy(today), kept, today)

    @property
    def counts(self) -> bool:
        """Whether any pillar can be recognised in a draft."""
        return bool(self._words.counted)

    def touched(self, text: str) -> tuple[str, ...]:
        """The ids of the pillars that ``text`` is about."""
        return self._words.touched(text)

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids of the pillars that can be recognised."""
        return self._words.counted
