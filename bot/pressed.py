"""The words behind a button become a command, whichever part of Bedside they belong to. Pure."""

from bot import desk_words, digest_commands, personal_commands, placing_commands
from bot.desk_commands import DeskCommand
from bot.digest_commands import DigestCommand
from bot.personal_commands import PersonalCommand
from bot.placing_commands import PlaceCommand


def command_of(words: str, text: str = "") -> DeskCommand | DigestCommand | PersonalCommand | PlaceCommand:
    """Understand the words of a ``Button``, with the reason that was picked at their end.

    ``text`` is what was written along with them, where the button asks for it.

    Raises:
        CommandError: They are no command; the message says what would be.
    """
    whole = f"{words}\n{text.strip()}" if text else words
    return (
        placing_commands.parse(whole)
        or digest_commands.parse(words)
        or personal_commands.parse(whole)
        or desk_words.parse(words, text)
    )
