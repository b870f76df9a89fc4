"""A tiny encoder with random weights, in each of the files that encoders come in, and what it must compute."""

import json
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from scipy.special import erf

from indexes.embedding.bert import BertWeights, BlockQuantised

HIDDEN, LAYERS, HEADS, FEED_FORWARD, POSITIONS, EPSILON = 64, 2, 4, 128, 24, 1e-12
PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    *"abcdefghijklmnopqrstuvwxyz:.",
    "▁tumour",
    "▁the",
    "tum",
    "our",
    "▁qu",
    "ery",
]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.0, *[-6.0] * 28, -7.0, -4.0, -7.5, -7.5, -6.5, -6.5]


def write_e5_file(path: Path, seed: int = 0) -> None:
    """A file in the format E5S1 with random weights."""
    rng = np.random.default_rng(seed)
    text = "".join(PIECES).encode()
    offsets = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4")
    head = b"E5S1" + struct.pack("<i", 1)
    head += struct.pack("<7ifi", HIDDEN, LAYERS, HEADS, FEED_FORWARD, len(PIECES) + 3, POSITIONS, 2, EPSILON, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(text))
    head += offsets.tobytes() + np.array(SCORES, "<f4").tobytes() + text + struct.pack("<iI", 0, 4) + bytes(4)
    quantised = {"emb.word": (len(PIECES) + 3, HIDDEN)}
    floats = {"emb.pos": POSITIONS * HIDDEN, "emb.type": 2 * HIDDEN, "emb.ln.w": HIDDEN, "emb.ln.b": HIDDEN}
    for layer in range(LAYERS):
        for short in ("q", "k", "v", "ao", "fi", "fo"):
            shape = (FEED_FORWARD if short == "fi" else HIDDEN, FEED_FORWARD if short == "fo" else HIDDEN)
            quantised[f"l{layer}.{short}.w"] = shape
            floats[f"l{layer}.{short}.b"] = shape[0]
        for short in ("aln", "oln"):
            floats[f"l{layer}.{short}.w"] = floats[f"l{layer}.{short}.b"] = HIDDEN
    tensors = {}
    for name, (rows, columns) in quantised.items():
        blocks = np.zeros(rows * columns // 32, np.dtype([("scale", "<f2"), ("codes", "u1", 16)]))
        blocks["scale"] = rng.uniform(0.02, 0.06, len(blocks))
        blocks["codes"] = rng.integers(0, 256, (len(blocks), 16))
        tensors[name] = 1, rows * columns, blocks.tobytes()
    for name, count in floats.items():
        around = 1.0 if name.endswith("ln.w") else 0.0
        tensors[name] = 0, count, rng.normal(around, 0.1, count).astype("<f4").tobytes()
    directory_size = 4 + sum(2 + len(name) + 1 + 4 + 16 for name in tensors)
    at = len(head) + directory_size
    directory = struct.pack("<i", len(tensors))
    for name, (kind, count, data) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, count, at, len(data))
        at += len(data)
    path.write_bytes(head + directory + b"".join(data for _, _, data in tensors.values()))


def embedding_of(weights: BertWeights, ids: Sequence[int]) -> np.ndarray:
    """What BERT computes for one text (Devlin et al. 2019), in floating point: the last layer's mean, of length 1."""
    words = weights.words.dequantised() if isinstance(weights.words, BlockQuantised) else weights.words

    def linear(name: str, x: np.ndarray) -> np.ndarray:
        return x @ weights.tensors[f"{name}.weight"].T + weights.tensors[f"{name}.bias"]

    def norm(name: str, x: np.ndarray) -> np.ndarray:
        x = (x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + weights.epsilon)
        return x * weights.tensors[f"{name}.weight"] + weights.tensors[f"{name}.bias"]

    def split(x: np.ndarray) -> np.ndarray:
        return x.reshape(len(ids), weights.heads, -1).swapaxes(0, 1)

    x = norm("embeddings.LayerNorm", words[list(ids)] + weights.positions[: len(ids)])
    for layer in range(weights.layers):
        prefix = f"encoder.layer.{layer}."
        query, key, value = (split(linear(f"{prefix}attention.self.{n}", x)) for n in ("query", "key", "value"))
        scores = np.exp(query @ key.swapaxes(1, 2) / np.sqrt(query.shape[2]))
        attended = (scores / scores.sum(2, keepdims=True) @ value).swapaxes(0, 1).reshape(len(ids), -1)
        x = norm(f"{prefix}attention.output.LayerNorm", x + linear(f"{prefix}attention.output.dense", attended))
        inner = linear(f"{prefix}intermediate.dense", x)
        inner = inner * (1 + erf(inner / np.sqrt(2))) / 2
        x = norm(f"{prefix}output.LayerNorm", x + linear(f"{prefix}output.dense", inner))
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def write_safetensors(path: Path, tensors: dict[str, np.ndarray]) -> None:
    """A safetensors file of float32 tensors."""
    header, data = {}, b""
    for name, values in tensors.items():
        raw = values.astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": values.shape, "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)


def write_bert_folder(folder: Path, weights: BertWeights, model_type: str) -> None:
    """A folder as model hubs lay it out, without a tokenizer."""
    words = weights.words.dequantised() if isinstance(weights.words, BlockQuantised) else weights.words
    # XLM-RoBERTa's table has two rows before the first position: those of the ids up to the padding's.
    unused = 2 if model_type == "xlm-roberta" else 0
    write_safetensors(
        folder / "model.safetensors",
        {
            **{f"bert.{name}": values for name, values in weights.tensors.items()},
            "bert.embeddings.word_embeddings.weight": words,
            "bert.embeddings.position_embeddings.weight": np.pad(weights.positions, ((unused, 0), (0, 0))),
            "bert.embeddings.token_type_embeddings.weight": np.zeros((1, HIDDEN), np.float32),
        },
    )
    config = {
        "model_type": model_type,
        "hidden_size": HIDDEN,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "intermediate_size": FEED_FORWARD,
        "vocab_size": len(words),
        "max_position_embeddings": POSITIONS + unused,
        "type_vocab_size": 1,
        "layer_norm_eps": EPSILON,
        "hidden_act": "gelu",
        "pad_token_id": 1,
    }
    (folder / "config.json").write_text(json.dumps(config))


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """A weights folder whose ``multilingual-e5-small`` is the tiny encoder, fetched."""
    from indexes.weights import fetch

    share = tmp_path / "share"
    share.mkdir()
    write_e5_file(share / "e5-small-q4.bin")
    folder = tmp_path / "weights"
    folder.mkdir()
    register_tiny(folder)
    fetch("multilingual-e5-small", folder, source=share)
    return folder


def register_tiny(folder: Path, longest: int = POSITIONS) -> None:
    """Put the tiny encoder in the place of ``multilingual-e5-small`` in a weights folder's registry."""
    (folder / "registry.toml").write_text(
        f"""
[[models]]
name = "multilingual-e5-small"
role = "embedding"
licence = "MIT"
about = "For tests."
files = [{{ path = "e5-small-q4.bin" }}]
embedding = {{ runtime = "e5_file", query_prefix = "query: ", passage_prefix = "the ", max_tokens = {longest} }}
"""
    )
