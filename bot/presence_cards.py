"""What Bedside says in a presence check. Pure; plain, kind and short."""

from collections.abc import Sequence
from datetime import date

from bot.desk_buttons import Button
from bot.personal import Check, Owner, Personal, Reminders, Said, Todo
from bot.personal_cards import GuideCard
from bot.presence import QUARTER, Standing, Step, changes
from bot.todos import Way
from bot.zones import clock_of

TODOS = Button("What is left to do", "todos")
MINE = Button("My page", "mine")
AGAIN = Button("Begin a new check", "presence begin")
LOOK = Button("What do people find of me?", "presence")
GO_ON = Button("Go on with the check", "presence begin")
PRIVATE = (
    "Only you see this. Of your answers, your organization's log learns only what is open or done, and when. "
    "A text that you have reviewed is logged like any draft, without its words."
)
BEFORE = (
    "Please use a private window of your browser, signed out: then you see what strangers see.",
    "You search, and tell me what you found. I look at nothing myself, and no name reaches me.",
)
COMMON = (
    "Please add a second fact that goes with you alone, such as your specialty or a middle name, and search "
    "again. It stays on your own device."
)
LINK = (
    "I keep no links, and I did not keep this one. What about that page: is it fine, is it wrong, should it "
    "go, or does somebody pose as you?"
)
GONE = "That step is not part of the check any more. Nothing was lost."
NO_STEPS = "The policy pack has no step that is switched on, so there is no presence check."
NO_TODO = "That is not on your list. Nothing was changed."


def invitation(steps: Sequence[Step]) -> GuideCard:
    """Before the first check."""
    return GuideCard(
        "What do people find when they look for you?",
        lines=(
            f"{len(steps)} searches, ten minutes, once a quarter. You can stop and go on anywhere.",
            *BEFORE,
        ),
        facts=(("Private", PRIVATE),),
        buttons=(Button("Begin", "presence begin"),),
    )


def step_card(
    step: Step, now: Standing, told: str = "", answered: Said | None = None, before: Step | None = None
) -> GuideCard:
    """One step, with what can be answered.

    Args:
        step: The step.
        now: Where the check stands.
        told: What just happened.
        answered: What was said here, where it is shown once more.
        before: The step to go back to.
    """
    return GuideCard(
        step.title,
        told,
        f"Step {min(now.answered + 1, now.total)} of {now.total}" if answered is None else "Again",
        (step.look,),
        (("You said", answered.label),) if answered is not None else (),
        links=(step.link,),
        buttons=(
            *(Button(said.label, f"presence {step.id} {said.value}") for said in Said),
            *((Button("Leave it as it is", "presence"),) if answered is not None else ()),
            Button("Too many of my name", f"presence {step.id} common"),
            *((Button("Back", f"presence {before.id}"),) if before is not None else ()),
        ),
    )


def finished_card(personal: Personal, steps: Sequence[Step], told: str = "") -> GuideCard:
    """All steps are answered."""
    check = personal.check
    if check is None:
        return invitation(steps)
    left, ended = personal.open, check.ended or check.begun
    lines = [_left(left), f"The next check is due on {day(ended + QUARTER)}. {reminded(personal.reminders)}"]
    if personal.earlier is not None:
        changed = changes(check, personal.earlier, steps)
        lines.append("Since the check before:" if changed else "Nothing changed since the check before.")
        lines += [
            f"{title}: {was.label.lower()} then, {now.label.lower()} now." for title, was, now in changed
        ]
    return GuideCard(
        f"Your presence check of {day(ended)} is done",
        told,
        lines=tuple(lines),
        buttons=(
            *((TODOS,) if left else ()),
            MINE,
            _changing(check, steps),
            *keeping(personal.reminders),
            AGAIN,
        ),
    )


def _changing(check: Check, steps: Sequence[Step]) -> Button:
    """Opens a step once more; the list shows what was said at each."""
    said = ((step, check.answers.get(step.id)) for step in steps)
    answered = tuple(
        (step.id, f"{step.title}: {answer.said.label.lower()}") for step, answer in said if answer
    )
    return Button("Change an answer", "presence", answered, sends="Open")


def reminded(wanted: Reminders) -> str:
    """When reminders come, in a sentence."""
    if wanted.stopped:
        return "I do not remind you, as you asked."
    return f"I remind you on a working day, {clock_of(wanted.zone)}."


def keeping(wanted: Reminders) -> tuple[Button, ...]:
    """One tap for a time zone that nobody confirmed yet."""
    if wanted.stopped or wanted.kept:
        return ()
    return (Button(f"Keep {clock_of(wanted.zone)}", f"remind zone {wanted.zone}"),)


def todos_card(personal: Personal, today: date, told: str = "") -> GuideCard:
    """The list of what is left."""
    left = personal.open
    if not left:
        return GuideCard("Nothing is left to do", told, buttons=(MINE,))
    return GuideCard(
        f"{_things(len(left))} left to see to",
        told,
        lines=("The most urgent first.",),
        facts=tuple((todo.title, state(todo, today)) for todo in left),
        buttons=tuple(Button(f"Look at: {todo.title}", f"todos {todo.id}") for todo in left[:10]),
    )


def todo_card(todo: Todo, way: Way | None, today: date, told: str = "") -> GuideCard:
    """One thing to see to, and the way to try now."""
    facts = [("You found", todo.what.label), ("Seen to by", todo.owner.label), ("When", state(todo, today))]
    if todo.done is not None or way is None:
        again = (Button("It came back", f"todos {todo.id} reopen"),) if todo.done is not None else ()
        return GuideCard(todo.title, told, facts=tuple(facts), buttons=(*again, TODOS))
    if todo.waits:
        lines: tuple[str, ...] = ("Look at the page again, signed out. Is it as it should be?",)
    else:
        lines = (f"{way.title}.", way.how)
    return GuideCard(
        todo.title,
        told,
        lines=lines,
        facts=tuple(facts),
        links=() if todo.waits else way.links,
        buttons=_todo_buttons(todo, way),
    )


def request_card(todo: Todo, way: Way, said: str, lines: Sequence[str]) -> GuideCard:
    """A request to copy, with what its review says."""
    return GuideCard(
        way.title,
        lines=("Fill in what stands in brackets, then send it yourself. Bedside sends nothing.", *lines),
        facts=(("Bedside says", said),),
        copies=(way.text,) if way.text else (),
        buttons=(Button("I sent it", f"todos {todo.id} asked"), Button("Back", f"todos {todo.id}")),
    )


def state(todo: Todo, today: date) -> str:
    """Where a to-do stands, in a few words."""
    if todo.done is not None:
        return f"settled on {day(todo.done)}"
    if todo.waits:
        return "look again now" if todo.due <= today else f"asked, look again on {day(todo.due)}"
    return f"overdue since {day(todo.due)}" if todo.due < today else f"by {day(todo.due)}"


def day(on: date) -> str:
    """A day as people write it."""
    return f"{on.day} {on:%B %Y}"


def _todo_buttons(todo: Todo, way: Way) -> tuple[Button, ...]:
    name = f"todos {todo.id}"
    done, later = Button("It is settled", f"{name} done"), Button("In a week", f"{name} later")
    if todo.waits:
        return (done, Button("It is still there", f"{name} still"), later)
    owners = tuple((owner.value, owner.label) for owner in Owner)
    write = Button("Write the request", f"{name} request") if way.text else Button("I asked", f"{name} asked")
    return (write, done, later, Button("Who sees to it", f"{name} owner", owners))


def _left(left: Sequence[Todo]) -> str:
    return f"{_things(len(left))} left to see to." if left else "Nothing is left to do."


def _things(count: int) -> str:
    return "One thing is" if count == 1 else f"{count} things are"


def reminder_card(reasons: Sequence[str]) -> GuideCard:
    """What is due, in a direct message: never what was found."""
    return GuideCard(
        "A reminder, for you alone",
        lines=tuple(reasons),
        buttons=(MINE, TODOS, Button("Not for two weeks", "remind later"), Button("No more", "remind stop")),
    )
