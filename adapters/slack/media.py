"""What to look at in a picture before it is posted: a checklist, since nobody here can see it. Pure."""

CHECKLIST = (
    "I cannot see pictures, so please look yourself before you post this one:\n"
    "• Who is in it, also in the background and in mirrors? Each patient needs a written authorization.\n"
    "• Screens, whiteboards, wristbands, charts, door signs: can a name or a number be read?\n"
    "• Could somebody be known by a tattoo, a room, a date or a rare event?\n"
    "• Have colleagues agreed to be shown?\n"
    "Then send me the words that go with it, and I review those."
)
LOCATED = (
    "This picture also says where it was taken: the coordinates are stored inside the file. Please take them "
    "out before you post it: on a phone, share it without its location; on a computer, export a copy."
)
NOT_LOCATED = (
    "The copy that I got does not say where it was taken. That tells nothing of yours: Slack takes the place "
    "out of pictures that it gets, the one on your phone may still hold it. Share that one without its "
    "location."
)
LEFT_OUT = (
    "Not every file could be read: I reviewed your words and the files that I can read. Those are .txt, "
    ".docx and .pdf up to 10 MB, neither protected nor scanned, and five of a message. Please paste the "
    "rest here."
)
UNREADABLE = (
    "I could not read this file. I read .txt, .docx and .pdf up to 10 MB, unless they are protected or "
    "scanned. Please paste the words here instead. Nothing was recorded."
)


def checklist(located: bool) -> str:
    """The checklist for a picture that came without words."""
    return f"{CHECKLIST}\n\n{LOCATED if located else NOT_LOCATED}"
