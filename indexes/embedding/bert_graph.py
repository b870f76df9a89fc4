"""A BERT encoder as an ONNX graph that embeds one text: token ids in, normalised mean of the last layer out.

Linear layers multiply 8-bit integers. The two of the feed-forward network see a few very large activations, so there
each token is divided by its largest magnitude first: one scale a token instead of one a text. One text a run, hence no
padding and no mask: a text's vector depends on nothing but the text.
"""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexes.embedding.bert import BLOCK, BertWeights, BlockQuantised

GRAPH_VERSION = 1
"""Raised whenever a change here changes vectors: a part of the embedder's fingerprint."""

_ORT = "com.microsoft"
_LARGEST_CODE = np.float32(127)
_SMALLEST = np.float32(1e-12)


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
        query, key, value = (self.linear(f"{prefix}attention.self.{name}", x) for name in ("query", "key", "value"))
        attended = self.add("MultiHeadAttention", query, key, value, domain=_ORT, num_heads=self.weights.heads)
        attended = self.linear(f"{prefix}attention.output.dense", attended)
        x = self.residual_norm(f"{prefix}attention.output.LayerNorm", attended, x)
        inner = self.product_per_token(f"{prefix}intermediate.dense", x)
        inner = self.add("BiasGelu", inner, self.tensor(f"{prefix}intermediate.dense.bias"), domain=_ORT)
        outer = self.product_per_token(f"{prefix}output.dense", inner)
        outer = self.add("Add", outer, self.tensor(f"{prefix}output.dense.bias"))
        return self.residual_norm(f"{prefix}output.LayerNorm", outer, x)

    def linear(self, name: str, x: str) -> str:
        """``x @ weight.T + bias`` in 8-bit integers, one scale for all of ``x``."""
        bias = self.tensor(f"{name}.bias")
        return self.add("DynamicQuantizeMatMul", x, *self.quantised(name), bias, domain=_ORT)

    def product_per_token(self, name: str, x: str) -> str:
        """``x @ weight.T`` in 8-bit integers, one scale for each token of ``x``."""
        largest = self.add("ReduceMax", self.add("Abs", x), axes=[-1], keepdims=1)
        scaled = self.add("Div", x, largest)
        return self.add("Mul", self.add("DynamicQuantizeMatMul", scaled, *self.quantised(name), domain=_ORT), largest)

    def quantised(self, name: str) -> tuple[str, str, str]:
        """A linear layer's weights (inputs, outputs) in 8 bits, their scales, one an output, and zero points."""
        weight = self.weights.tensors[f"{name}.weight"]
        scales = np.maximum(np.abs(weight).max(axis=1), _SMALLEST) / _LARGEST_CODE
        codes = np.rint(weight / scales[:, None]).astype(np.int8).T
        return (
            self.constant(f"{name}.codes", codes),
            self.constant(f"{name}.scales", scales),
            self.constant(f"{name}.zeros", np.zeros(len(scales), np.int8)),
        )

    def residual_norm(self, name: str, x: str, residual: str) -> str:
        """Layer normalisation of ``x + residual``."""
        return self.layer_norm(name, self.add("Add", x, residual))

    def layer_norm(self, name: str, x: str) -> str:
        """Layer normalisation, in elementary steps: onnxruntime's own operator takes twice as long on a CPU."""
        centred = self.add("Sub", x, self.add("ReduceMean", x, axes=[-1], keepdims=1))
        squares = self.add("ReduceSumSquare", centred, axes=[-1], keepdims=1)
        # The sum of squares is ``hidden`` times the variance: its root goes into the gain.
        hidden = self.weights.hidden
        epsilon = self.constant(f"{name}.epsilon", np.array([hidden * self.weights.epsilon], np.float32))
        unscaled = self.add("Div", centred, self.add("Sqrt", self.add("Add", squares, epsilon)))
        gain = self.weights.tensors[f"{name}.weight"] * np.float32(hidden**0.5)
        scaled = self.add("Mul", unscaled, self.constant(f"{name}.weight", gain))
        return self.add("Add", scaled, self.tensor(f"{name}.bias"))

    def tensor(self, name: str) -> str:
        """One of the encoder's tensors as it is."""
        return self.constant(name, self.weights.tensors[name])

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
