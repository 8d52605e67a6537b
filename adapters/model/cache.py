"""Remembers validated findings for a day, under a keyed hash of what was asked; no text is among them."""

import hashlib
import hmac
import json
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from bot.model_calls import Question

KEEP_S = 24 * 3600.0
MOST = 2_000


class FindingsCache:
    """In the memory of one process. Only what was validated gets in, and only for questions that say so."""

    def __init__(self, key: bytes, now: Callable[[], float]) -> None:
        self._key = key
        self._now = now
        self._kept: OrderedDict[str, tuple[float, Any]] = OrderedDict()

    def get(self, question: Question, model: str) -> Any | None:
        """What was believed of an answer to the same question, if that is less than a day ago."""
        if not question.cacheable:
            return None
        found = self._kept.get(self._name(question, model))
        return found[1] if found is not None and self._now() - found[0] < KEEP_S else None

    def put(self, question: Question, model: str, believed: Any) -> None:
        """Keep what was believed; the oldest goes when there is no room."""
        if not question.cacheable:
            return
        name = self._name(question, model)
        self._kept[name] = (self._now(), believed)
        self._kept.move_to_end(name)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()

    def _name(self, question: Question, model: str) -> str:
        """HMAC-SHA256 over everything that an answer depends on, the workspace included."""
        told = [
            question.tenant,
            question.policy_version,
            question.prompt.version,
            model,
            question.schema,
            sorted(question.facts.items()),
            [list(rule) for rule in question.rules],
            sorted((name, text.text) for name, text in question.texts.items()),
        ]
        message = json.dumps(told, sort_keys=True).encode("utf-8", "surrogatepass")
        return hmac.new(self._key, b"bedside/model/v1\0" + message, hashlib.sha256).hexdigest()
