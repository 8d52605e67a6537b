"""From examples to tensors: the same layout that the adapter builds at run time.

``[CLS] kind outlet. context [SEP] draft [SEP]``, the draft with token type 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.dataset import Example
from training.labels import CATEGORIES, VERDICTS
from training.model import base_folder

CONTEXT_TOKENS = 64
DRAFT_TOKENS = 192
CLS, SEP, MASK = 101, 102, 103
INDEX = {category: index for index, category in enumerate(CATEGORIES)}


@dataclass(frozen=True, slots=True)
class Encoded:
    """One example as numbers; ``targets`` marks (token, category) pairs."""

    ids: list[int]
    types: list[int]
    verdict: int
    categories: frozenset[int]
    targets: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded examples of about the same length."""

    ids: Tensor
    mask: Tensor
    types: Tensor
    verdict: Tensor
    categories: Tensor
    tokens: Tensor


def base_tokenizer() -> Tokenizer:
    """The tokenizer of the base weights, without its fixed padding and truncation."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def heading(kind: str, outlet: str, context: str) -> str:
    """What the reader is told besides the words."""
    return f"{kind} {outlet}. {context}".strip()


def encode(example: Example, tokenizer: Tokenizer) -> Encoded:
    """Encode ``example``; a draft beyond ``DRAFT_TOKENS`` is cut."""
    head = tokenizer.encode(
        heading(example.kind, example.outlet, example.context), add_special_tokens=False
    ).ids[:CONTEXT_TOKENS]
    body = tokenizer.encode(example.text, add_special_tokens=False)
    ids, offsets = body.ids[:DRAFT_TOKENS], body.offsets[:DRAFT_TOKENS]
    first = len(head) + 2
    targets = {
        (first + place, INDEX[mark.category])
        for place, (start, end) in enumerate(offsets)
        for mark in example.marks
        if start < mark.end and mark.start < end
    }
    return Encoded(
        ids=[CLS, *head, SEP, *ids, SEP],
        types=[0] * first + [1] * (len(ids) + 1),
        verdict=VERDICTS.index(example.verdict),
        categories=frozenset(INDEX[name] for name in example.categories),
        targets=frozenset(targets),
    )


def collate(rows: Sequence[Encoded]) -> Batch:
    """Pad ``rows`` to their longest."""
    count, length = len(rows), max(len(row.ids) for row in rows)
    ids = np.zeros((count, length), dtype=np.int64)
    mask, types = np.zeros_like(ids), np.zeros_like(ids)
    categories = np.zeros((count, len(CATEGORIES)), dtype=np.float32)
    tokens = np.zeros((count, length, len(CATEGORIES)), dtype=np.float32)
    for place, row in enumerate(rows):
        size = len(row.ids)
        ids[place, :size], mask[place, :size], types[place, :size] = row.ids, 1, row.types
        categories[place, list(row.categories)] = 1.0
        for token, category in row.targets:
            tokens[place, token, category] = 1.0
    return Batch(
        *(torch.from_numpy(array) for array in (ids, mask, types)),
        verdict=torch.tensor([row.verdict for row in rows]),
        categories=torch.from_numpy(categories),
        tokens=torch.from_numpy(tokens),
    )
