"""Counts what a question takes: requests, and tokens as the endpoint says or as they are estimated."""

from dataclasses import dataclass

from adapters.model.heard import Heard
from bot.model_calls import Ending, Spent

CHARACTERS_A_TOKEN = 4
"""For an estimate where an endpoint says nothing; English has a little more."""

_UNREAD = frozenset({Ending.UNREACHABLE, Ending.AUTH, Ending.REDIRECTED})
"""Endings after which nobody read what was sent, so that nobody bills it."""


@dataclass(slots=True)
class Tally:
    """What a question took so far.

    Attributes:
        last: What was heard last.
        form: How the form of the last answer was asked for.
    """

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    estimated: bool = False
    last: Heard | None = None
    form: str | None = None
    _unheard: int = 0

    @property
    def began(self) -> bool:
        """Whether any request went out."""
        return self.calls > 0

    def sent(self, characters: int, form: str) -> None:
        """A request of so many characters goes out; should nothing be heard of it, it still was read."""
        self.calls += 1
        self.form = form
        self._unheard = characters // CHARACTERS_A_TOKEN

    def heard(self, heard: Heard) -> None:
        """It was answered, one way or another."""
        self.last = heard
        if heard.tokens is not None:
            self.tokens_in += heard.tokens[0]
            self.tokens_out += heard.tokens[1]
            self.tokens_cached += heard.tokens[2]
        elif heard.ending not in _UNREAD:
            self._estimate(len(heard.content or ""))
        self._unheard = 0

    def over(self) -> None:
        """The deadline came; a request that was still out was read, as far as anybody knows."""
        if self._unheard:
            self._estimate(0)
            self._unheard = 0

    def spent(self, ms: int) -> Spent:
        """All of it, for the log and the limits."""
        return Spent(self.calls, self.tokens_in, self.tokens_out, self.tokens_cached, self.estimated, ms)

    def _estimate(self, written: int) -> None:
        self.tokens_in += self._unheard
        self.tokens_out += written // CHARACTERS_A_TOKEN
        self.estimated = True
