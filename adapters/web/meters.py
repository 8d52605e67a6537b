"""Counts and durations for operators: by verdict, kind, outlet and route; never a word or a name."""

import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.registry import Collector

from bot.cards import ReviewCard

_REVIEW_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)


class Meters:
    """The figures of one app, in a registry of their own."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._registry = registry
        self._reviews = Counter(
            "bedside_reviews",
            "Drafts reviewed.",
            ("verdict", "kind", "outlet", "platform"),
            registry=registry,
        )
        self._unlogged = Counter(
            "bedside_reviews_unlogged", "Reviews that the decision log could not keep.", registry=registry
        )
        self._seconds = Histogram(
            "bedside_review_seconds",
            "From a draft to its answer, the log included.",
            buckets=_REVIEW_BUCKETS,
            registry=registry,
        )
        self._requests = Counter(
            "bedside_http_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=registry,
        )
        self._request_seconds = Histogram(
            "bedside_http_request_seconds",
            "Time to answer a request.",
            ("route",),
            registry=registry,
        )

        self._work = Gauge(
            "bedside_work",
            "Work in the inbox that waits to be done, and that was given up (dead).",
            ("state",),
            registry=registry,
        )
        self._overdue = Gauge(
            "bedside_work_overdue_seconds",
            "Since when the work that waits longest should have been begun.",
            registry=registry,
        )

    def include(self, collector: Collector) -> None:
        """Tell the figures of another part of Bedside, too."""
        self._registry.register(collector)

    @contextmanager
    def review_timed(self) -> Iterator[None]:
        """Measure one review; one that fails is not counted."""
        start = time.perf_counter()
        yield
        self._seconds.observe(time.perf_counter() - start)

    def reviewed(self, card: ReviewCard, platform: str) -> None:
        """Count one review."""
        draft = card.draft
        self._reviews.labels(card.review.verdict.value, draft.kind.value, draft.outlet.value, platform).inc()
        if card.decision_id is None:
            self._unlogged.inc()

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request; ``route`` is a template such as ``/log/{entry_id}``, never an address."""
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def text(self, work: Mapping[str, float]) -> bytes:
        """All figures in Prometheus' text format.

        Args:
            work: What waits and was given up in the whole installation; unknown figures are left out, or NaN.
        """
        self._work.clear()
        for state in ("waiting", "dead"):
            if state in work:
                self._work.labels(state).set(work[state])
        self._overdue.set(work.get("overdue_seconds", math.nan))
        return generate_latest(self._registry)
