"""What the desk lists, for every renderer: registers, one thing on file, appeals; short and far too long."""

from dataclasses import replace
from datetime import date, timedelta

from bot.desk_lists import Appeal, AppealsCard, ItemCard, ListCard, PublishedUnder, RegisterCard
from bot.register_words import facts
from bot.registers import AuthorizationOnFile, Freeze, Interest, Item, Register
from tests.approvals import POLICY
from tests.builders import NOON

FREEZE = Freeze("FRZ-1", "dana", "Power outage", NOON + timedelta(days=1), "We are open.", "grief posts")
LIFTED = replace(FREEZE, id="FRZ-0", lifted_at=NOON)
AUTHORIZATION = AuthorizationOnFile("AUTH-0418", "name and quote", date(2027, 3, 1))
APPEAL = Appeal("a1", "phi.image.selfie", "d-1", NOON, "Permission is on file")


def on_file(item: Item, *, may_keep: bool = True) -> ItemCard:
    """One thing on file, as its keeper sees it."""
    return ItemCard(item, NOON, may_keep, facts=facts(item, POLICY))


def published(count: int) -> tuple[PublishedUnder, ...]:
    """That so much went out under an authorization."""
    return tuple(PublishedUnder(NOON, "linkedin", f"d-{number}") for number in range(count))


def interests(count: int) -> tuple[ItemCard, ...]:
    """Interests, worded at length."""
    made = (Interest(f"COI-{n}", "ann", f"Company {n}", "I advise them. " * 40) for n in range(count))
    return tuple(on_file(item) for item in made)


LISTED: dict[str, ListCard] = {
    "register": RegisterCard(
        Register.FREEZES,
        (on_file(FREEZE), on_file(replace(FREEZE, id="FRZ-0", lifted_at=NOON))),
        may_keep=True,
    ),
    "empty register": RegisterCard(Register.SPOKESPEOPLE, ()),
    "long register": RegisterCard(Register.INTERESTS, interests(200)),
    "on file": on_file(FREEZE),
    "authorization": replace(on_file(replace(AUTHORIZATION, revoked_at=NOON)), published=published(40)),
    "appeals": AppealsCard(
        (
            APPEAL,
            replace(APPEAL, id="a2", yours=True),
            replace(APPEAL, id="a3", upheld=True, reason="Rule too broad", settled_at=NOON),
        ),
        may_settle=True,
    ),
    "many appeals": AppealsCard(tuple(replace(APPEAL, id=f"a{n}") for n in range(200)), may_settle=True),
    "no appeals": AppealsCard(()),
}
