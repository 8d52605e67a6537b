"""Every kind of card that Teams is sent, as the shipped pack words it: for judges and for looking at."""

from adapters.teams.wording import HELP
from bot.cards import Card, NoteCard
from bot.commands import CheckReply, Command, Request, RespondToReview
from bot.model import Actor, Complaint
from bot.pressed import command_of
from tests.adapters.test_own_cards import the_cards
from tests.packs import shipped
from tests.personal import OwnWorld
from tests.teams.gallery import GALLERY

POST = (
    "Our walk-in clinic opens at seven now, and nobody needs an appointment. Thank you to the night team, "
    "who planned it for a year. Come by, or read how it works: https://mercy.example/walk-in #WalkIn #Mercy"
)
REVIEWS = {
    "reply": "I waited three hours in the lobby and nobody said a word. Never again.",
    "escalate": "They cut the wrong leg of my father and now he is dead. I have a lawyer.",
    "thank": "The nurses were so kind, thank you all.",
}
OWN = {
    "put right": "We are sorry that your visit took three hours. Please call us.",
    "stands": "Thank you for telling us. Please call us, so that we can listen.",
}


async def every_card() -> dict[str, Card]:
    """By a name for the picture."""
    pack = shipped()
    world = OwnWorld(pack)

    async def asked(command: Command) -> Card:
        return await world.service.handle(Request(Actor("ann"), "teams", command))

    cards: dict[str, Card] = {**GALLERY, "help": NoteCard(HELP)}
    for number, card in enumerate(await the_cards(pack)):
        cards[f"own {number:02} {card.title}"] = card
    for words in ("where", f"where\n{POST}"):
        cards[f"where {len(words)}"] = await asked(command_of(words))
    for name, text in REVIEWS.items():
        cards[name] = await asked(RespondToReview(Complaint(text)))
    for name, text in OWN.items():
        cards[name] = await asked(CheckReply(Complaint(REVIEWS["reply"]), text))
    return cards
