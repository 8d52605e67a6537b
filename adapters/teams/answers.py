"""What a card becomes by what was pressed on it and what was answered. Pure."""

from dataclasses import dataclass

from adapters.teams.elements import Element
from adapters.teams.pressable import Place, asked_with, place_of, refreshing
from adapters.teams.presses import Chosen, Deed, Did, Disagreed, Looked, Pasted
from adapters.teams.redrawing import marked, on_record, part_of, with_bar
from adapters.teams.render import Outgoing, note, outgoing
from adapters.teams.render_cases import SIGNS as CASE_SIGNS
from adapters.teams.render_cases import case as case_card
from adapters.teams.render_desk import DRAFT, SIGNS, Explain, submission
from bot.cards import Card, NoteCard
from bot.case_cards import CaseCard
from bot.desk_cards import OutcomeCard, QueueCard, SubmissionCard
from bot.desk_lists import AppealsCard, ItemCard, RegisterCard
from bot.digest_card import DigestCard
from bot.personal_cards import GuideCard


@dataclass(frozen=True, slots=True)
class Answer:
    """What whoever pressed is shown.

    Attributes:
        sentence: For where the card stays as it is.
        card: What it becomes.
        for_good: The message is changed, too, for everybody who reads it.
    """

    sentence: str
    card: Element | None = None
    for_good: bool = False


def answered(pressed: Deed, answer: Card, standing: Element | None, explain: Explain) -> Answer:
    """What a deed makes of the card that it was done on.

    Args:
        pressed: What was pressed.
        answer: What the core said to it.
        standing: The card as it stands; ``None`` where it is no longer kept.
        explain: What a rule says to people.
    """
    match pressed, answer:
        case ((Disagreed() | Chosen()), NoteCard(text, failed=False)):
            return _line(standing, pressed.once, text)
        case ((Did(on="review") | Pasted()), OutcomeCard()):
            return _outcome(answer, standing)
        case Did(on=("submission" | "appeals" | "item")), OutcomeCard() if standing is not None:
            return _outcome(answer, standing)
        case Did(on="review"), SubmissionCard():
            return _sent(pressed, answer, standing)
        case Did(), SubmissionCard():
            return Answer(answer.headline, _submission(answer, standing, explain), for_good=True)
        case Did(), CaseCard():
            return _case(pressed, answer, standing)
        case Did(), QueueCard() | GuideCard():
            return Answer("", outgoing(answer).card, for_good=True)
        case Did(), RegisterCard() | ItemCard() | AppealsCard():
            return Answer("", outgoing(answer, explain).card, for_good=True)
        case Did(on="digest"), NoteCard(text, failed=False) if standing is not None:
            place = Place("digest", pressed.about)
            card = with_bar(on_record(standing, "digest", text), answer.buttons, place)
            return Answer(text, card, for_good=True)
        case Did(), DigestCard():  # a look at it; the message stays what it was
            return Answer(answer.headline, outgoing(answer).card)
        case Did(), (NoteCard(text, failed=False) | OutcomeCard(text)):
            return Answer(text, note(text, answer.buttons), for_good=True)
        case _, (NoteCard() | OutcomeCard()):
            return Answer(answer.text)
    return Answer("", outgoing(answer).card)


def looked(pressed: Looked, answer: Card | None, standing: Element | None, explain: Explain) -> Answer:
    """How a card stands now."""
    match answer:
        case QueueCard() | RegisterCard() | AppealsCard():
            return Answer("", outgoing(answer, explain).card)
        case CaseCard() if pressed.on == "complaint" and standing is not None:
            return Answer(answer.headline, _handed_over(answer, standing, answer.headline))
        case CaseCard():
            same = standing is not None and place_of(standing).seen == str(answer.case.revision)
            return Answer("", standing if same else case_card(answer))
        case SubmissionCard() if pressed.on == "review" and standing is not None:
            return Answer(answer.headline, _standing_of(answer, standing, answer.headline))
        case SubmissionCard() if pressed.on == "submission":
            if standing is not None and place_of(standing).seen == str(answer.submission.revision):
                return Answer("", standing)
            return Answer(answer.headline, _submission(answer, standing, explain))
    return Answer("", standing)


def changed(answer: Answer) -> Outgoing | None:
    """What the message becomes for good."""
    if answer.card is None or not answer.for_good:
        return None
    return Outgoing(str(answer.card["fallbackText"]), card=answer.card)


def _line(standing: Element | None, topic: str, text: str) -> Answer:
    card = note(text) if standing is None else on_record(standing, topic, text)
    return Answer(text, card, for_good=True)


def _outcome(answer: OutcomeCard, standing: Element | None) -> Answer:
    if standing is None:
        return Answer(answer.text, note(answer.text, answer.buttons), for_good=not answer.failed)
    if answer.chosen and answer.decision_id is not None and place_of(standing).on == "review":
        standing = marked(standing, answer.chosen, answer.decision_id)
    card = on_record(standing, "outcome", answer.text, answer.buttons)
    return Answer(answer.text, card, for_good=not answer.failed)


def _sent(pressed: Did, answer: SubmissionCard, standing: Element | None) -> Answer:
    told = f"{answer.told} {answer.headline}".strip()
    if standing is None:
        return Answer(told, note(told), for_good=True)
    card = marked(standing, pressed.words, place_of(standing).seen, submission=answer.submission.id)
    return Answer(told, _standing_of(answer, card, told), for_good=True)


def _submission(answer: SubmissionCard, standing: Element | None, explain: Explain) -> Element:
    """The words that were shown stay while they are the ones that count."""
    version = asked_with(standing or {}).get("version")
    same = version is not None and answer.submission.version.fingerprint.startswith(version)
    return submission(answer, explain, part_of(standing, DRAFT) if same else None)


def _standing_of(answer: SubmissionCard, card: Element, told: str) -> Element:
    """A review says on top how what was sent from it stands."""
    now = answer.submission
    return on_record(card, f"sent-{now.purpose}", told, sign=SIGNS[now.state])


def _case(pressed: Did, answer: CaseCard, standing: Element | None) -> Answer:
    if pressed.on == "complaint" and standing is not None:
        told = f"{answer.told} {answer.headline}".strip()
        return Answer(told, _handed_over(answer, standing, told), for_good=True)
    return Answer(answer.told or answer.headline, case_card(answer), for_good=True)


def _handed_over(answer: CaseCard, card: Element, told: str) -> Element:
    """The answer to a public review says on top how it stands, and offers no more to hand it over."""
    place, now = place_of(card), answer.case
    said = on_record(with_bar(card, (), place), "handed-over", told, sign=CASE_SIGNS[now.state])
    return refreshing(said, place, submission=now.id)
