"""Write trained weights as int8 ONNX, for `training.release`.

Several weights that grew from the same base are averaged into one. The range is reduced to seven bits,
so that processors with and without wide dot products agree.
"""

import logging
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoding import base_tokenizer
from training.model import ReaderNetwork

INPUTS, OUTPUTS = ("ids", "types"), ("verdict", "categories", "tokens")


class OneDraft(nn.Module):
    """The network for one draft at a time: no padding, so no mask, and no neighbour can matter."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        verdict, categories, tokens = self.network(ids, None, types)
        return verdict[0], categories[0], tokens[0]


def export(network: ReaderNetwork, target: Path) -> None:
    """Write ``network`` to ``target`` as int8 ONNX."""
    logging.getLogger().setLevel(logging.ERROR)
    ids = torch.tensor([[101, 2695, 102, 2204, 2851, 102]])
    types = torch.tensor([[0, 0, 0, 1, 1, 1]])
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(folder) / "float.onnx"
        torch.onnx.export(
            OneDraft(network).eval(),
            (ids, types),
            str(whole),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={"ids": {1: "length"}, "types": {1: "length"}, "tokens": {0: "length"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"MatMulConstBOnly": True},
        )
    model = onnx.load(target)
    for node in model.graph.node:
        node.doc_string = ""
    model.doc_string, model.producer_name = "", "bedside"
    onnx.save(model, target)


def write_tokenizer(target: Path) -> None:
    """The base tokenizer, without padding and truncation."""
    base_tokenizer().save(str(target), pretty=False)
