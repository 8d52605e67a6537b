"""The weekly digest as a card for Teams, its picture inside it. Pure and total."""

import base64

from adapters.teams.elements import Element, adaptive_card, aside, labelled, paragraph, run, said
from adapters.teams.pressable import Place, bar
from adapters.teams.text import MOST_BYTES, short, size
from bot.digest_card import EXAMPLE, MINUTES, DigestCard

SUMMARY = "This week's tip from Bedside."
LONG = 3000


def drawn(card: DigestCard) -> Element:
    """The digest; where its picture would make it too large, its words stand for it."""
    whole = _drawn(card, _picture(card))
    return whole if size(whole) <= MOST_BYTES else _drawn(card, [])


def _drawn(card: DigestCard, picture: list[Element]) -> Element:
    tip = card.tip
    body = [
        said("This week's tip", isSubtle=True),
        paragraph(run(short(tip.title, 300), weight="Bolder", size="Large"), spacing="None"),
        paragraph(run(short(tip.text, LONG))),
        labelled(MINUTES, short(tip.do, LONG)),
        labelled(EXAMPLE, short(tip.example, LONG)),
        aside(short(f"It belongs to: {card.guideline}. Source: {card.source}.", LONG)),
    ]
    body += [paragraph(run(card.link))] if card.link else []
    body += [*(paragraph(run(short(sentence, LONG))) for sentence in card.week), *picture]
    body += [aside(short(text, LONG)) for text in card.notices]
    place = Place("digest", card.day.isoformat())
    return adaptive_card([*body, *bar(card.buttons, place)], fallback=SUMMARY)


def _picture(card: DigestCard) -> list[Element]:
    """In the card itself, so that nobody's client asks any server for it."""
    if card.image is None:
        return []
    url = f"data:image/png;base64,{base64.b64encode(card.image.png).decode()}"
    return [{"type": "Image", "url": url, "altText": card.image.alt, "size": "Stretch"}]
