"""The use cases of a person's private accounts, as a part of their own desk."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot import account_cards, accounts
from bot import personal_commands as ask
from bot.commands import Request
from bot.delivery import Conversation
from bot.own_records import OwnRecords
from bot.personal import Personal
from bot.personal_cards import GuideCard


class AccountDesk:
    """Goes through the platforms with one person, and keeps what they say of each."""

    def __init__(self, kinds: Sequence[accounts.AccountKind], records: OwnRecords) -> None:
        self._kinds = kinds
        self._records = records

    async def handle(
        self, request: Request, command: ask.AccountCommand, where: Conversation | None = None
    ) -> GuideCard:
        """Answer a command about accounts; raises as the person's own desk does."""
        if isinstance(command, ask.ShowAccounts):
            return self._card(await self._records.mine(request), command.account, listed=command.listed)
        name = command.account if isinstance(command, ask.SetAccount) else None
        kind = self._kind(name)
        if name is not None and kind is None:
            return self._card(await self._records.mine(request), name)

        def move(now: Personal, today: date) -> Personal:
            match command:
                case ask.SetAccount(_, has) if kind is not None and has is not None:
                    return accounts.said(now, kind, has, today)
                case ask.SetAccount() if kind is not None:
                    return accounts.done(now, kind, today)
                case ask.AccountsAgain():
                    return accounts.again(now, today)
            return accounts.none_left(now, self._kinds, today)

        return self._card(await self._records.change(request, move, where))

    def _card(self, kept: Personal, account: str | None = None, *, listed: bool = False) -> GuideCard:
        kind = self._kind(account)
        gone = account is not None and kind is None
        if listed or not self._kinds or gone:
            card = account_cards.overview(kept, self._kinds, account_cards.NOT_THERE if gone else "")
            return replace(card, failed=card.failed or gone)
        return account_cards.account_card(kept, self._kinds, kind)

    def _kind(self, name: str | None) -> accounts.AccountKind | None:
        return next((item for item in self._kinds if item.id == name), None)
