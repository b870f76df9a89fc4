"""A BERT encoder as an ONNX graph that embeds one text: token ids in, normalised mean of the last layer out.

Linear layers multiply 8-bit integers. The two of the feed-forward network see a few very large activations, so there each
token is divided by its largest magnitude first: one scale a token instead of one a text. One text a run, hence no padding and
no mask: a text's vector depends on nothing but the text.
"""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexes.embedding.bert import BLOCK, BertWeights, BlockQuantised

GRAPH_VERSION = 1
"""Raised whenever a change here changes vectors: a part of the embedder's fingerprint."""

_ORT = "com.microsoft"
_HUNDRED_AND_TWENTY_SEVEN = np.float32(127)


def save_graph(weights: BertWeights, file: Path) -> None:
    """Write the graph to ``file`` and its weights beside it, to ``<file>.data``, which the runtime maps into memory."""
    import onnx

    onnx.save(
        _Builder(weights).model(),
        str(file),
        save_as_external_data=True,
        all_tensors_to_one_file=True,
        location=f"{file.name}.data",
        size_threshold=1024,
    )


class _Builder:
    """Collects nodes and weights; each method adds some and returns the name of their output."""

    def __init__(self, weights: BertWeights) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def model(self) -> Any:
        """The whole graph: input ``ids`` (1, tokens) int64, output ``embedding`` (1, hidden) float32."""
        from onnx import TensorProto, helper

        x = self.embedded()
        for layer in range(self.weights.layers):
            x = self.encoder_layer(f"encoder.layer.{layer}.", x)
        mean = self.add("ReduceMean", x, axes=[1], keepdims=0)
        self.nodes.append(helper.make_node("LpNormalization", [mean], ["embedding"], axis=-1, p=2))
        graph = helper.make_graph(
            self.nodes,
            "bert",
            [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])],
            [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [1, self.weights.hidden])],
            self.constants,
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_ORT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10)

    def embedded(self) -> str:
        """Words and positions, normalised: (1, tokens, hidden)."""
        words = self.weights.words
        if isinstance(words, BlockQuantised):
            table, scales = self.constant("words", words.packed()), self.constant("word_scales", words.scales)
            looked_up = self.add(
                "GatherBlockQuantized",
                table,
                "ids",
                scales,
                domain=_ORT,
                bits=4,
                block_size=BLOCK,
                gather_axis=0,
                quantize_axis=1,
            )
        else:
            looked_up = self.add("Gather", self.constant("words", words), "ids")
        length = self.add("Slice", self.add("Shape", "ids"), self.integers("one", 1), self.integers("two", 2))
        positions = self.constant("positions", self.weights.positions)
        positions = self.add("Slice", positions, self.integers("zero", 0), length, "zero")
        return self.layer_norm("embeddings.LayerNorm", self.add("Add", looked_up, positions))

    def encoder_layer(self, prefix: str, x: str) -> str:
        """Attention and feed-forward, each with its residual and normalisation."""
        query, key, value = (
            self.linear(f"{prefix}attention.self.{name}", x, per_token=False) for name in ("query", "key", "value")
        )
        attended = self.add("MultiHeadAttention", query, key, value, domain=_ORT, num_heads=self.weights.heads)
        attended = self.linear(f"{prefix}attention.output.dense", attended, per_token=False)
        x = self.residual_norm(f"{prefix}attention.output.LayerNorm", attended, x)
        inner = self.add("Gelu", self.linear(f"{prefix}intermediate.dense", x, per_token=True), domain=_ORT)
        return self.residual_norm(f"{prefix}output.LayerNorm", self.linear(f"{prefix}output.dense", inner, per_token=True), x)

    def linear(self, name: str, x: str, *, per_token: bool) -> str:
        """``x @ weight.T + bias`` in 8-bit integers: weights with one scale an output, activations one a text or a token."""
        weight = self.weights.tensors[f"{name}.weight"]
        scales = np.maximum(np.abs(weight).max(axis=1), np.float32(1e-12)) / _HUNDRED_AND_TWENTY_SEVEN
        codes = np.rint(weight / scales[:, None]).astype(np.int8).T
        inputs = [
            self.constant(f"{name}.codes", codes),
            self.constant(f"{name}.scales", scales),
            self.constant(f"{name}.zeros", np.zeros(len(scales), np.int8)),
        ]
        bias = self.constant(f"{name}.bias", self.weights.tensors[f"{name}.bias"])
        if not per_token:
            return self.add("DynamicQuantizeMatMul", x, *inputs, bias, domain=_ORT)
        largest = self.add("ReduceMax", self.add("Abs", x), axes=[-1], keepdims=1)
        product = self.add("DynamicQuantizeMatMul", self.add("Div", x, largest), *inputs, domain=_ORT)
        return self.add("Add", self.add("Mul", product, largest), bias)

    def layer_norm(self, name: str, x: str) -> str:
        """Layer normalisation."""
        return self.add("LayerNormalization", x, *self.norm_weights(name), axis=-1, epsilon=self.weights.epsilon)

    def residual_norm(self, name: str, x: str, residual: str) -> str:
        """Layer normalisation of ``x + residual``."""
        weights = self.norm_weights(name)
        return self.add("SkipLayerNormalization", x, residual, *weights, domain=_ORT, epsilon=self.weights.epsilon)

    def norm_weights(self, name: str) -> tuple[str, str]:
        """Gain and bias of a layer normalisation."""
        gain, bias = (self.constant(f"{name}.{part}", self.weights.tensors[f"{name}.{part}"]) for part in ("weight", "bias"))
        return gain, bias

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        """A weight."""
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def integers(self, name: str, *values: int) -> str:
        """A constant list of whole numbers."""
        return self.constant(name, np.array(values, np.int64))

    def add(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """A node with one output."""
        from onnx import helper

        output = f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], domain=domain, **attributes))
        return output
