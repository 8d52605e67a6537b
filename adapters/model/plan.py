"""What an operator set about the model, in the words of this package."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.model.gate import OPENAI
from bot.model_calls import Task

MOST_TOKENS: Mapping[Task, int] = {
    Task.FINDINGS: 900,
    Task.REWRITE: 1_500,
    Task.REPLIES: 700,
    Task.TRIAGE: 300,
}
"""What an answer may have, thoughts of the model not counted."""

LONGEST_TEXT_TOKENS = 8_000
"""A longer text is not sent: the rules read all of it, a model would read it badly and late."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to ask, whom, how long and how much.

    Attributes:
        key: Reads the key anew each time, so that a new one counts at once.
        profile: ``openai``, ``azure`` or ``other``: whose further fields are sent.
        interactive_s: How long a person waits.
        batch_s: How long nobody does.
        daily_tokens: Per workspace; 0 for no limit.
        monthly_tokens: The same for a month.
        price_in: For a million tokens read, in your currency.
        price_out: For a million tokens written.
        at_a_time: Questions that this process has under way.
        at_a_time_each: The same for one workspace.
        thinks: Tokens more for models that think before they answer.
    """

    model: str
    key: Callable[[], str | None] = field(repr=False)
    base_url: str | None = None
    profile: str = "other"
    interactive_s: float = 3.0
    batch_s: float = 20.0
    daily_tokens: int = 0
    monthly_tokens: int = 0
    price_in: float = 0.0
    price_out: float = 0.0
    at_a_time: int = 8
    at_a_time_each: int = 2
    thinks: int = 0

    @property
    def endpoint(self) -> str:
        """The address, as it is remembered."""
        return (self.base_url or OPENAI).rstrip("/")

    def most_tokens(self, task: Task) -> int:
        """What an answer may have."""
        return MOST_TOKENS[task] + self.thinks

    def extras(self, who: str, prompt: str) -> dict[str, Any]:
        """Fields that only OpenAI's own endpoint knows; others may refuse a request that has them.

        Args:
            who: A hash of the workspace, for the endpoint's own watch over abuse.
            prompt: The prompt's version, so that its beginning is kept between calls.
        """
        if self.profile != "openai":
            return {}
        return {"store": False, "safety_identifier": who, "prompt_cache_key": prompt}

    def millionths(self, tokens_in: int, tokens_out: int) -> int:
        """What so many tokens cost, in millionths of the currency."""
        return round(tokens_in * self.price_in + tokens_out * self.price_out)


def profile_of(base_url: str | None) -> str:
    """Whose protocol an address speaks, as far as the address tells."""
    if base_url is None or "api.openai.com" in base_url:
        return "openai"
    return "azure" if ".azure.com" in base_url else "other"
