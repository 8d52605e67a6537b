"""How long things are kept. Pure."""

from datetime import datetime, timedelta

from bot.approval import State, Submission

AFTERWARDS = timedelta(days=7)
"""How much longer than its last deadline the text of a draft is kept that people decide on."""


def kept_since(now: datetime, years: int) -> datetime:
    """The moment from which entries are kept: a first of a month, so that a log is shortened once a month."""
    return now.replace(
        year=now.year - years, month=now.month, day=1, hour=0, minute=0, second=0, microsecond=0
    )


def text_kept_until(submission: Submission, at: datetime, deciding: timedelta) -> datetime:
    """Until when the text of a submission is kept after a change at ``at``.

    As long as somebody may still decide on it, whatever the setting says: through the deadline of the step
    that waits and the deputies' after it. ``deciding`` begins anew with each change, also with the last.
    """
    if submission.state is not State.WAITING:
        return at + deciding
    last = submission.due_at + timedelta(hours=submission.waits_in.hours) + AFTERWARDS
    return max(at + deciding, last)
