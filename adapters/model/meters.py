"""Figures of the model for operators: codes, counts, seconds, money; never a text, a name, a workspace."""

from collections.abc import Callable, Iterator
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics_core import Metric

from adapters.model.adviser import OpenAIAdviser, State
from adapters.model.plan import Plan
from bot.model_calls import Ending, Question, Told

LEFT_ALONE = (Ending.PAUSED, Ending.RATE_LIMITED, Ending.AUTH, Ending.QUOTA)
"""Why an endpoint may be left alone."""

_BUCKETS = (0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0)


class ModelMeters:
    """A collector of Prometheus over one adviser, in a registry of its own."""

    def __init__(self, plan: Plan, state: Callable[[], State]) -> None:
        """Count nothing yet.

        Args:
            plan: What was set; its prices make tokens money.
            state: How the adviser stands just now.
        """
        self._plan, self._state = plan, state
        self._registry = registry = CollectorRegistry()
        self._questions = Counter(
            "bedside_model_questions",
            "Questions by what became of them.",
            ("task", "outcome"),
            registry=registry,
        )
        self._seconds = Histogram(
            "bedside_model_seconds",
            "From asking to knowing, of questions for which a request was sent.",
            ("task",),
            buckets=_BUCKETS,
            registry=registry,
        )
        self._requests = Counter(
            "bedside_model_requests", "Requests sent, steps and repairs included.", registry=registry
        )
        self._tokens = Counter(
            "bedside_model_tokens",
            "Tokens in, cached of those, and out; estimated where the endpoint says nothing.",
            ("direction",),
            registry=registry,
        )
        self._cost = Counter(
            "bedside_model_cost",
            "Money, by the prices that were set and in their currency.",
            registry=registry,
        )
        self._in_flight = Gauge("bedside_model_in_flight", "Questions under way.", registry=registry)
        self._left_alone = Gauge(
            "bedside_model_left_alone",
            "1 for the reason why the endpoint is left alone just now.",
            ("reason",),
            registry=registry,
        )

    @classmethod
    def of(cls, adviser: OpenAIAdviser) -> "ModelMeters":
        """Meters that ``adviser`` tells of every question from now on."""
        made = cls(adviser.plan, adviser.state)
        adviser.observe = made.observe
        return made

    def observe(self, question: Question, told: Told[Any]) -> None:
        """Count one question."""
        task, spent = question.prompt.task.value, told.spent
        self._questions.labels(task, told.ending.value).inc()
        if not spent.calls:
            return
        self._seconds.labels(task).observe(spent.ms / 1000)
        self._requests.inc(spent.calls)
        for direction, tokens in (
            ("in", spent.tokens_in),
            ("cached", spent.tokens_cached),
            ("out", spent.tokens_out),
        ):
            self._tokens.labels(direction).inc(tokens)
        self._cost.inc(self._plan.millionths(spent.tokens_in, spent.tokens_out) / 1_000_000)

    def collect(self) -> Iterator[Metric]:
        """Everything counted, and how things stand; called by Prometheus' client."""
        state = self._state()
        self._in_flight.set(state.under_way)
        for reason in LEFT_ALONE:
            self._left_alone.labels(reason.value).set(state.left_alone is reason)
        yield from self._registry.collect()
