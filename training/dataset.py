"""Labelled rows from disk, split by writer, as examples whose spans survive editing."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from training.labels import CATEGORIES, LEFT_TO_RULES, verdict_of

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class Mark:
    """A category and the half-open range of characters that carries it."""

    start: int
    end: int
    category: str


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled draft: its words, what is known besides, and what is wrong with it.

    Attributes:
        marks: Places in ``text``.
        whole: Categories of the text as a whole, which no words carry.
        writer: The file the row came from; splits never cut through it.
    """

    id: str
    kind: str
    outlet: str
    text: str = field(repr=False)
    context: str = field(repr=False)
    marks: tuple[Mark, ...]
    whole: frozenset[str]
    writer: str
    given_verdict: str

    @property
    def categories(self) -> frozenset[str]:
        """Every category that is wrong with this draft."""
        return self.whole | {mark.category for mark in self.marks}

    @property
    def verdict(self) -> str:
        """The verdict the reader should reach: what rules count exactly is left out."""
        return verdict_of(set(self.categories))

    def edited(self, start: int, end: int, new: str) -> "Example":
        """This example with ``text[start:end]`` replaced by ``new`` and every mark moved along."""
        shift = len(new) - (end - start)

        def moved(mark: Mark) -> Mark:
            first = mark.start + shift if mark.start >= end else min(mark.start, start + len(new))
            last = mark.end + shift if mark.end > start else mark.end
            return Mark(first, max(first, last), mark.category)

        text = self.text[:start] + new + self.text[end:]
        return replace(self, text=text, marks=tuple(moved(mark) for mark in self.marks))


def is_aside(row_id: str) -> bool:
    """Say whether a held-out row belongs to the third whose words nobody reads while improving."""
    return int(hashlib.sha256(row_id.encode()).hexdigest(), 16) % 3 == 0


def load(paths: Iterable[Path]) -> list[Example]:
    """Posts, replies and public reviews of ``paths``, in order."""
    return [
        _example(json.loads(line), path.stem)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def _example(row: dict[str, object], writer: str) -> Example:
    text, marks, whole = str(row["text"]), [], set()
    labels = row["labels"]
    assert isinstance(labels, list)
    for label in labels:
        category, quote = label["category"], label["quote"]
        if category.startswith(LEFT_TO_RULES):
            continue
        if category not in CATEGORIES:
            raise ValueError(f"{row['id']}: unknown category {category!r}")
        start = text.find(quote) if quote else -1
        if start < 0:
            whole.add(category)
        else:
            marks.append(Mark(start, start + len(quote), category))
    return Example(
        id=str(row["id"]),
        kind=str(row["kind"]),
        outlet=str(row["platform"]),
        text=text,
        context=str(row.get("context") or ""),
        marks=tuple(marks),
        whole=frozenset(whole),
        writer=writer,
        given_verdict=str(row["verdict"]),
    )


def training_files(include_extra: bool = True) -> list[Path]:
    """The files to train on, each by one writer, in a fixed order."""
    patterns = ("train-*.jsonl", "extra-*.jsonl") if include_extra else ("train-*.jsonl",)
    return [path for pattern in patterns for path in sorted(DATA.glob(pattern), key=_number)]


def _number(path: Path) -> int:
    return int(path.stem.rsplit("-", 1)[1])


def data_hash(paths: Sequence[Path]) -> str:
    """One SHA-256 over the names and bytes of ``paths``, so that a card says what was learned from."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
