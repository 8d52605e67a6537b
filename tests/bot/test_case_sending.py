"""News of a review that was handed over find people and channels, and hold no word of the review."""

from bot.cards import as_text
from bot.case_commands import HandOver, TakeCase
from bot.case_notices import CaseWhy
from bot.case_sending import CaseSending
from bot.reaching import Reaching
from bot.sending import Sender
from tests.approvals import DESK
from tests.builders import WARD
from tests.cases import NEVER_SHOWN, CaseWorld
from tests.fakes import FakeMessenger, InMemoryConversationBook, InMemoryOutboundBook

CHANNEL = f"{WARD.platform}:{WARD.tenant}:{WARD.id}"


class Town:
    """A desk with a channel on a connected platform, where Cleo has an account."""

    def __init__(self) -> None:
        people = [
            {**one, "accounts": ["fake:U-cleo"]} if one["id"] == "cleo" else one for one in DESK["people"]
        ]
        self.world = CaseWorld(people=people, channels=[CHANNEL])
        self.messenger, self.conversations = FakeMessenger(), InMemoryConversationBook()
        sender = Sender(InMemoryOutboundBook(), self.conversations, {"fake": self.messenger})
        desk = self.world.service.desk
        assert desk is not None
        self.sending = CaseSending(desk, Reaching(desk.policy, self.conversations, sender))

    async def send_all(self) -> dict[str, bool]:
        told, self.world.cases.told = self.world.cases.told, []
        return {notice.why.value: await self.sending.send(notice) for notice in told}


async def test_who_may_take_it_is_told_and_a_channel_has_one_card_that_says_how_it_stands():
    town = Town()
    await town.conversations.remember(WARD)
    case = (await town.world.handed()).case

    assert await town.send_all() == {"asked": True, "queue": True}
    await town.world.ask("cleo", TakeCase(case.id))
    assert await town.send_all() == {"taken": False, "queue": True}  # Ann has no account there

    said = [(where, as_text(card)) for where, card in town.messenger.said]  # type: ignore[arg-type]
    assert [where for where, _ in said] == ["dm-U-cleo", WARD.id]
    assert f"take {case.id}" in said[0][1]
    assert "Cleo Compliance has it" in said[1][1]
    assert "A public review on Google" not in said[1][1]
    assert not any(word in repr(said) for word in NEVER_SHOWN)


async def test_what_somebody_else_took_meanwhile_is_no_news():
    town = Town()
    await town.conversations.remember(WARD)
    answer = await town.world.answered()
    await town.world.ask("ann", HandOver(answer.decision_id or "", "approver"))
    (case,) = town.world.cases.rows.values()
    await town.world.ask("dana", TakeCase(case.id))

    asked = [told for told in town.world.cases.told if told.why is CaseWhy.ASKED]

    assert [await town.sending.send(told) for told in asked] == [False, False]
