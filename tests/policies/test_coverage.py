"""Where ``bedside policy coverage`` says that a guideline is upheld, it is: each way is walked to its end."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from adapters.web.desk_reports import PAGES
from bot.cards import as_text
from bot.commands import Request
from bot.model import Actor, Draft, Outlet
from bot.personal import Said
from bot.placing_commands import PlaceDraft
from bot.policy import PolicyPack
from bot.policy_reports import LEADS, Coverage, coverage, led_to
from bot.tips import upcoming
from tests.digests import MONDAY
from tests.packs import shipped
from tests.personal import OwnWorld

PACKS = [shipped("article"), shipped()]
REPORTS = [coverage(pack) for pack in PACKS]
Item = Mapping[str, Any]
Walk = Callable[[OwnWorld, Item], Awaitable[str]]


async def _said(world: OwnWorld, words: str) -> str:
    return as_text(await world.ask(words))


async def _step(world: OwnWorld, item: Item) -> str:
    await world.ask("presence begin")
    return await _said(world, f"presence {item['id']}")


async def _request(world: OwnWorld, item: Item) -> str:
    """What is said to somebody who found what the request is for, and to whom no other way helped."""
    step = (item.get("steps") or ["google"])[0]
    await world.ask(f"presence {step} {Said(item['answers'][0])}")
    said, name = "", world.kept().todos[-1].id
    for _ in range(len(world.pack.lists["requests"])):
        said += await _said(world, f"todos {name}")
        await world.ask(f"todos {name} asked")
        world.clock.move(timedelta(days=1))
        await world.ask(f"todos {name} still")
    return said


async def _need(world: OwnWorld, item: Item) -> str:
    kinds = (kind["id"] for kind in world.pack.lists["content"] if item["id"] in kind["needs"])
    return await _said(world, f"start {next(kinds)}")


async def _placed(world: OwnWorld, text: str, outlet: Outlet | None = None) -> str:
    request = Request(Actor("person:ann"), "web", PlaceDraft(Draft(text), outlet))
    return as_text(await world.service.handle(request))


WALKS: dict[str, tuple[Walk, str]] = {
    "presence": (_step, "title"),
    "requests": (_request, "title"),
    "accounts": (lambda world, _: _said(world, "accounts list"), "name"),
    "profiles": (lambda world, _: _said(world, "profile"), "name"),
    "signals": (lambda world, item: _placed(world, item["flags"][0]), "title"),
    "hashtags": (lambda world, item: _placed(world, f"About {item['when'][0]}.", Outlet.LINKEDIN), "tag"),
    "needs": (_need, "title"),
    "content": (lambda world, _: _said(world, "start"), "name"),
    "pillars": (lambda world, _: _said(world, "ideas"), "name"),
}
"""For each list the way to one of its entries, and the field by which the entry is known again there."""

ENTRIES = [
    pytest.param(pack, kind, item, id=f"{pack.id}-{kind}-{item['id']}")
    for pack in PACKS
    for kind, items in pack.lists.items()
    for item in items
    if "guideline" in item and item.get("status", "active") == "active"
]


@pytest.mark.parametrize(("pack", "kind", "item"), ENTRIES)
async def test_an_entry_that_upholds_a_guideline_is_met_on_its_card(pack: PolicyPack, kind: str, item: Item):
    walk, field = WALKS[kind]

    assert item[field] in await walk(OwnWorld(pack), item)


@pytest.mark.parametrize(
    ("pack", "report"), [*zip(PACKS, REPORTS, strict=True)], ids=["article", "organization"]
)
def test_every_point_of_the_article_and_every_guideline_is_upheld(pack: PolicyPack, report: Coverage):
    assert report.bare == ()
    ways = {word for guideline in pack.guidelines for _, word in led_to(report, guideline)}
    assert ways <= PAGES.keys()
    assert {kind for cards in report.cards.values() for kind in cards} <= LEADS.keys()


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_each_tip_that_is_counted_has_its_week(pack: PolicyPack):
    active = {tip.id for tip in pack.tips if not tip.off}
    pinned = max((tip.pin for tip in pack.tips if tip.pin is not None), default=MONDAY)
    weeks = len(active) + max(0, (pinned - MONDAY).days // 7 + 1)

    assert {item.tip for item in upcoming(pack.tips, (), MONDAY, weeks)} == active
