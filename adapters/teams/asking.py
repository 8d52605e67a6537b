"""What a person's words ask for becomes a command, or a sentence to say instead. Pure."""

from dataclasses import replace

from adapters.teams.wording import HELP, HOW_TO_RESPOND
from adapters.teams.words import (
    AskedCommand,
    AskedHelp,
    AskedReplies,
    AskedReview,
    AskedWrongly,
    asked,
)
from bot import context
from bot.commands import Command, RespondToReview, ReviewDraft
from bot.model import Complaint, Context, Draft

NOTHING = ReviewDraft(Draft(""))
"""Stands in an event where a sentence is said instead of an answer."""

PHOTO = "photo"


def command_of(text: str, *, picture: bool = False) -> tuple[Command, str | None]:
    """What ``text`` asks for, or a sentence to say instead; ``picture`` says that one came along."""
    match asked(text):
        case AskedHelp():
            return NOTHING, HELP
        case AskedReplies(complaint):
            return (RespondToReview(Complaint(complaint)), None) if complaint else (NOTHING, HOW_TO_RESPOND)
        case AskedWrongly(sentence):
            return NOTHING, sentence
        case AskedCommand(command):
            return command, None
        case AskedReview(words, outlet):
            return ReviewDraft(Draft(words, outlet=outlet, context=known(picture=picture))), None


def known(*, picture: bool) -> Context:
    """What is known of a draft besides its words."""
    seen = Context(attachments=PHOTO) if picture else Context()
    return replace(seen, text=context.told(seen))
