"""Small changes that keep a label true: so that the reader learns meaning, not one writer's habits."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from training.dataset import Example, Mark

EMOJI = ("🙏", "❤️", "💪", "🎉", "👏", "😊", "🔥", "💙", "🙌", "😂")
HARMLESS_CONTEXT = ("attachments: none", "authorization: none recorded", "privacy check not recorded")
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*[\s\"”’)]*|[.!?\n]+\s*")
WORD = re.compile(r"[A-Za-z]{4,}")

Change = Callable[[Example, Random], Example]


def augmented(example: Example, random: Random, harmless: Sequence[str]) -> Example:
    """``example`` with a few random changes, often none.

    Args:
        example: What to change.
        random: Where chance comes from.
        harmless: Sentences of drafts that were fine, to put around this one.
    """
    changed = example
    if random.random() < 0.12:
        changed = _only_sentences(changed, random)
    elif random.random() < 0.15 and len(example.text) < 500 and harmless and example.kind != "review":
        changed = _surrounded(changed, random, harmless)
    for chance, change in CHANGES:
        if random.random() < chance:
            changed = change(changed, random)
    return changed


def sentences(text: str) -> list[tuple[int, int]]:
    """Ranges of the sentences of ``text``, white space after them included."""
    return [match.span() for match in SENTENCE.finditer(text)]


def _only_sentences(example: Example, random: Random) -> Example:
    """The run of sentences that holds every mark; of a fine draft, any run."""
    if example.whole:
        return example
    spans = sentences(example.text)
    if len(spans) < 3:
        return example
    if example.marks:
        low = min(mark.start for mark in example.marks)
        high = max(mark.end for mark in example.marks)
        kept = [span for span in spans if span[0] < high and low < span[1]]
    else:
        first = random.randrange(len(spans) - 1)
        kept = spans[first : first + random.randint(1, len(spans) - 1)]
    start, end = kept[0][0], kept[-1][1]
    marks = tuple(Mark(m.start - start, m.end - start, m.category) for m in example.marks)
    return replace(example, text=example.text[start:end], marks=marks)


def _surrounded(example: Example, random: Random, harmless: Sequence[str]) -> Example:
    if random.random() < 0.6:
        example = example.edited(0, 0, random.choice(harmless).strip() + " ")
    if random.random() < 0.6:
        end = len(example.text)
        example = example.edited(end, end, " " + random.choice(harmless).strip())
    return example


def _typo(example: Example, random: Random) -> Example:
    for _ in range(random.randint(1, 2)):
        words = list(WORD.finditer(example.text))
        if not words:
            return example
        word = random.choice(words)
        place = random.randrange(word.start() + 1, word.end() - 1)
        pair = example.text[place : place + 2]
        new = random.choice((pair[::-1], pair[0], pair[0] + pair))
        example = example.edited(place, place + 2, new)
    return example


def _quotes(example: Example, random: Random) -> Example:
    curly = random.random() < 0.5
    table = str.maketrans("'", "’") if curly else str.maketrans("’‘“”", "''\"\"")
    return replace(example, text=example.text.translate(table))


def _no_stops(example: Example, random: Random) -> Example:
    keep = random.random() < 0.5
    for match in reversed(list(re.finditer(r"[.,;!](?=\s|$)", example.text))):
        if not keep or random.random() < 0.5:
            example = example.edited(match.start(), match.end(), "")
    return example


def _emoji(example: Example, random: Random) -> Example:
    spans = sentences(example.text)
    place = random.choice(spans)[1] if spans else len(example.text)
    return example.edited(place, place, f" {random.choice(EMOJI)} ")


def _other_outlet(example: Example, random: Random) -> Example:
    if example.outlet == "internal" or example.kind != "post":
        return example
    return replace(example, outlet=random.choice(("linkedin", "x", "facebook", "blog", "threads")))


def _more_context(example: Example, random: Random) -> Example:
    if example.context or example.kind != "post" or example.categories & {"phi.image_check"}:
        return example
    return replace(example, context=random.choice(HARMLESS_CONTEXT))


CHANGES: tuple[tuple[float, Change], ...] = (
    (0.08, _typo),
    (0.15, _quotes),
    (0.08, _no_stops),
    (0.06, _emoji),
    (0.15, _other_outlet),
    (0.08, _more_context),
)
