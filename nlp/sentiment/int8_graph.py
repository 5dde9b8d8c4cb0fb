"""Writes the trained network as an int8 graph for ONNX Runtime, node by node.

The ranges of all activations are fixed beforehand, from sentences. A row of a run then comes out the same whatever
the rows beside it, which ranges taken from each input (dynamic quantisation) cannot offer, and nothing is spent on
finding them. The normalisations are written out: the fused operator of ONNX Runtime 1.32 works through each row number
by number and takes a quarter of the time of the whole graph.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from nlp.sentiment.onnx_encoder import INPUT_NAMES

Array = npt.NDArray[np.float32]
Attribute = int | float | list[int]

OPSET: Final = 17
IR_VERSION: Final = 8
CONTRIBUTED: Final = "com.microsoft"
MAX_WEIGHT: Final = 63
"""Seven bits: on processors without VNNI eight-bit products overflow their accumulators and scores drift."""
LEVELS: Final = 255
EPSILON: Final = 1e-12
SPREAD: Final[Mapping[str, bool]] = {"attention": False, "joined": False, "widened": True, "narrowed": True}
"""Where a few channels are ten times larger than the others: those are scaled down and their weights up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRange:
    """What values a matrix product has met.

    Attributes:
        low: Of each channel in each sentence; shape (sentences, channels).
        high: The same.
    """

    low: Array
    high: Array

    def spread(self) -> Array:
        """Divisors that bring the channels nearer to each other (the root of what would make them equal)."""
        largest = np.maximum(np.abs(np.percentile(self.low, 1, axis=0)), np.abs(np.percentile(self.high, 99, axis=0)))
        largest = np.maximum(largest, 1e-3)
        divisors: Array = np.sqrt(largest / np.median(largest)).astype(np.float32)
        return divisors

    def scale_and_zero(self, divisors: Array) -> tuple[float, int]:
        """Quantisation that covers all but the widest hundredth of the sentences."""
        low = min(float(np.percentile((self.low / divisors).min(axis=1), 1)), 0.0)
        high = max(float(np.percentile((self.high / divisors).max(axis=1), 99)), 1e-6)
        scale = (high - low) / LEVELS
        return scale, round(-low / scale)


class _Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: npt.ArrayLike, dtype: npt.DTypeLike = np.float32) -> str:
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value, dtype=dtype), name))
        return name

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: Attribute) -> str:
        name = f"{kind}_{len(self.nodes)}"
        outputs = [name, f"{name}_unused"] if kind == "QEmbedLayerNormalization" else [name]
        self.nodes.append(helper.make_node(kind, list(inputs), outputs, name=name, domain=domain, **attributes))
        return name

    def contributed(self, kind: str, *inputs: str, **attributes: Attribute) -> str:
        return self.add(kind, *inputs, domain=CONTRIBUTED, **attributes)


def int8_graph(weights: Mapping[str, Array], ranges: Mapping[str, InputRange], *, n_heads: int) -> onnx.ModelProto:
    """Write the graph.

    Args:
        weights: The state of `SentimentNetwork`.
        ranges: What the matrix products have met, under `range_name`.
        n_heads: Attention heads.

    Shape:
        Inputs (batch, tokens), output `logits` (batch, 3).
    """
    graph = _Graph()
    ids, mask, types = (graph.add("Cast", name, to=TensorProto.INT32) for name in INPUT_NAMES)
    hidden = _embeddings(graph, weights, ids, types, mask)
    layer = 0
    while f"encoder.encoder.layer.{layer}.output.dense.weight" in weights:
        hidden = _layer(graph, weights, ranges, layer, hidden, mask, n_heads)
        layer += 1
    _classify(graph, weights, hidden)
    table = helper.make_graph(
        graph.nodes,
        "sentiment",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in INPUT_NAMES],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 3])],
        graph.constants,
    )
    versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIBUTED, 1)]
    return helper.make_model(table, opset_imports=versions, ir_version=IR_VERSION)


def range_name(layer: int, product: str) -> str:
    """Key of the range of a matrix product: one of those in `SPREAD`."""
    return f"{layer}.{product}"


def _embeddings(graph: _Graph, weights: Mapping[str, Array], ids: str, types: str, mask: str) -> str:
    parts = ("word_embeddings.weight", "position_embeddings.weight", "token_type_embeddings.weight")
    tables = [weights[f"encoder.embeddings.{part}"] for part in (*parts, "LayerNorm.weight", "LayerNorm.bias")]
    values, scales, zeros = [], [], []
    for table in tables:
        low, high = min(float(table.min()), 0.0), max(float(table.max()), 1e-6)
        scale = (high - low) / LEVELS
        zero = round(-low / scale)
        values.append(graph.constant(np.clip(np.round(table / scale) + zero, 0, LEVELS), np.uint8))
        scales.append(graph.constant(scale))
        zeros.append(graph.constant(zero, np.uint8))
    return graph.contributed("QEmbedLayerNormalization", ids, types, *values, mask, *scales, *zeros, epsilon=EPSILON)


def _layer(
    graph: _Graph,
    weights: Mapping[str, Array],
    ranges: Mapping[str, InputRange],
    layer: int,
    hidden: str,
    mask: str,
    n_heads: int,
) -> str:
    def weight(name: str) -> Array:
        return weights[f"encoder.encoder.layer.{layer}.{name}"]

    def product(name: str, x: str, dense: str) -> str:
        quantised, scale, zero, columns, steps = _quantise(
            graph, name, ranges[range_name(layer, name)], x, weight(f"{dense}.weight").T
        )
        bias = graph.constant(weight(f"{dense}.bias"))
        return graph.contributed("MatMulIntegerToFloat", quantised, columns, scale, steps, zero, "", bias)

    heads = [f"attention.self.{part}" for part in ("query", "key", "value")]
    together = np.concatenate([weight(f"{head}.weight").T for head in heads], axis=1)
    quantised, scale, zero, columns, steps = _quantise(
        graph, "attention", ranges[range_name(layer, "attention")], hidden, together
    )
    bias = graph.constant(np.concatenate([weight(f"{head}.bias") for head in heads]))
    no_zero = graph.constant(np.zeros(together.shape[1]), np.int8)
    attended = graph.contributed(
        "QAttention", quantised, columns, bias, scale, steps, mask, zero, no_zero, num_heads=n_heads
    )
    joined = graph.add("Add", product("joined", attended, "attention.output.dense"), hidden)
    hidden = _normalise(
        graph, joined, weight("attention.output.LayerNorm.weight"), weight("attention.output.LayerNorm.bias")
    )
    wide = graph.contributed("Gelu", product("widened", hidden, "intermediate.dense"))
    narrow = graph.add("Add", product("narrowed", wide, "output.dense"), hidden)
    return _normalise(graph, narrow, weight("output.LayerNorm.weight"), weight("output.LayerNorm.bias"))


def _quantise(
    graph: _Graph, name: str, met: InputRange, x: str, weight: npt.NDArray[Any]
) -> tuple[str, str, str, str, str]:
    """Input, its scale and zero point, the columns of the weight and their steps, as names."""
    divisors = met.spread() if SPREAD[name] else np.ones(weight.shape[0], dtype=np.float32)
    if SPREAD[name]:
        x = graph.add("Mul", x, graph.constant(1.0 / divisors))
    weight = weight * divisors[:, None]
    steps = np.maximum(np.abs(weight).max(axis=0) / MAX_WEIGHT, 1e-12)
    step, zero_point = met.scale_and_zero(divisors)
    scale, zero = graph.constant(step), graph.constant(zero_point, np.uint8)
    quantised = graph.add("QuantizeLinear", x, scale, zero)
    return quantised, scale, zero, graph.constant(np.round(weight / steps), np.int8), graph.constant(steps)


def _normalise(graph: _Graph, x: str, gain: Array, bias: Array) -> str:
    """Layer normalisation. Its epsilon is left out: no sum of a residual is constant over the channels."""
    centred = graph.add("Sub", x, graph.add("ReduceMean", x, axes=[-1]))
    unit = graph.add("Div", centred, graph.add("ReduceL2", centred, axes=[-1]))
    scaled = graph.add("Mul", unit, graph.constant(gain * np.sqrt(len(gain))))
    return graph.add("Add", scaled, graph.constant(bias))


def _classify(graph: _Graph, weights: Mapping[str, Array], hidden: str) -> None:
    """The mean over the tokens, and one linear layer."""
    row = graph.add("Unsqueeze", graph.add("Cast", INPUT_NAMES[1], to=TensorProto.FLOAT), graph.constant([1], np.int64))
    total = graph.add("Squeeze", graph.add("MatMul", row, hidden), graph.constant([1], np.int64))
    mean = graph.add("Div", total, graph.add("ReduceSum", row, graph.constant([2], np.int64), keepdims=0))
    classifier = graph.constant(weights["classifier.weight"].T), graph.constant(weights["classifier.bias"])
    graph.add("Gemm", mean, *classifier)
    graph.nodes[-1].output[0] = "logits"
