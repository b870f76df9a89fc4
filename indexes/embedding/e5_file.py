"""Reads multilingual-e5-small from the single 4-bit file ``e5-small-q4.bin`` (format ``E5S1``).

All little-endian: ``E5S1`` and four bytes; seven int32 (hidden, layers, heads, feed-forward, vocabulary, positions,
token types), float32 layer-norm epsilon, int32; five int32 (pieces, begin, end, padding, unknown); uint64 length of the
pieces' text; uint32 offsets (pieces + 1), float32 scores (pieces), the text; int32 and a uint32-prefixed normalisation
table (see ``unigram.py``); int32 number of tensors, then for each a uint16-prefixed name, a type byte (0 float32, 1
4-bit), uint32 number of weights, uint64 offset and uint64 bytes.
"""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpora.errors import SourcierError
from indexes.embedding.bert import BLOCK, BertWeights, BlockQuantised, Floats
from indexes.embedding.unigram import Unigram

_MAGIC = b"E5S1"
_BLOCK_LAYOUT = np.dtype([("scale", "<f2"), ("codes", "u1", BLOCK // 2)])
_LINEARS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@dataclass(frozen=True)
class _Head:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    words: int
    positions: int
    epsilon: float
    pieces: int
    begin: int
    end: int
    unknown: int
    text_length: int
    vocabulary_at: int


def _head(file: Path, data: npt.NDArray[np.uint8]) -> _Head:
    layout = struct.Struct("<4s4x7ifi5iQ")
    if len(data) < layout.size or bytes(data[:4]) != _MAGIC:
        raise SourcierError("weights.not_e5_file", file=file.name)
    values = layout.unpack(bytes(data[: layout.size]))
    _, hidden, layers, heads, feed_forward, words, positions, _, epsilon, _ = values[:10]
    pieces, begin, end, _, unknown, text_length = values[10:]
    return _Head(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        words=words,
        positions=positions,
        epsilon=epsilon,
        pieces=pieces,
        begin=begin,
        end=end,
        unknown=unknown,
        text_length=text_length,
        vocabulary_at=layout.size,
    )


def read_tokenizer(file: Path) -> Unigram:
    """The file's tokenizer.

    Raises
    ------
    SourcierError
        If the file is of another format.
    """
    data = np.memmap(file, np.uint8, "r")
    head = _head(file, data)
    at = head.vocabulary_at
    offsets = np.frombuffer(data, "<u4", head.pieces + 1, at)
    scores = np.frombuffer(data, "<f4", head.pieces, at + offsets.nbytes)
    at += offsets.nbytes + scores.nbytes
    text = data[at : at + head.text_length]
    # Offsets count bytes; decoding the text once and cutting it by characters is much faster than piece by piece.
    characters_before = np.concatenate([[0], np.cumsum((text & 0xC0) != 0x80)])
    bounds = characters_before[offsets].tolist()
    decoded = bytes(text).decode("utf-8")
    pieces = [decoded[start:end] for start, end in pairwise(bounds)]
    return Unigram(pieces, scores.tolist(), begin=head.begin, end=head.end, unknown=head.unknown)


def read_weights(file: Path) -> BertWeights:
    """The file's encoder.

    Raises
    ------
    SourcierError
        If the file is of another format.
    """
    data = np.memmap(file, np.uint8, "r")
    head = _head(file, data)
    directory = _directory(data, head)

    def floats(name: str) -> Floats:
        offset, size = directory[name]
        return np.frombuffer(data, "<f4", size // 4, offset).astype(np.float32)

    def quantised(name: str, rows: int, columns: int) -> BlockQuantised:
        blocks = np.frombuffer(data, _BLOCK_LAYOUT, rows * columns // BLOCK, directory[name][0])
        # A block's low halves are its first sixteen weights, the high halves the other sixteen.
        codes = np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], axis=1).reshape(rows, columns)
        return BlockQuantised(codes, blocks["scale"].astype(np.float32).reshape(rows, columns // BLOCK))

    tensors = {"embeddings.LayerNorm.weight": floats("emb.ln.w"), "embeddings.LayerNorm.bias": floats("emb.ln.b")}
    for layer in range(head.layers):
        for short, name in _LINEARS.items():
            rows = head.feed_forward if short == "fi" else head.hidden
            columns = head.feed_forward if short == "fo" else head.hidden
            weight = quantised(f"l{layer}.{short}.w", rows, columns).dequantised()
            tensors[f"encoder.layer.{layer}.{name}.weight"] = weight
            tensors[f"encoder.layer.{layer}.{name}.bias"] = floats(f"l{layer}.{short}.b")
        for short, name in _NORMS.items():
            tensors[f"encoder.layer.{layer}.{name}.weight"] = floats(f"l{layer}.{short}.w")
            tensors[f"encoder.layer.{layer}.{name}.bias"] = floats(f"l{layer}.{short}.b")
    token_type = floats("emb.type").reshape(-1, head.hidden)[0]
    return BertWeights(
        layers=head.layers,
        heads=head.heads,
        epsilon=head.epsilon,
        words=quantised("emb.word", head.words, head.hidden),
        positions=floats("emb.pos").reshape(head.positions, head.hidden) + token_type,
        tensors=tensors,
    )


def _directory(data: npt.NDArray[np.uint8], head: _Head) -> dict[str, tuple[int, int]]:
    """Where each tensor lies: offset and bytes, by name."""

    def read(layout: str, at: int) -> tuple[int, ...]:
        return struct.unpack(layout, bytes(data[at : at + struct.calcsize(layout)]))

    at = head.vocabulary_at + 4 * (2 * head.pieces + 1) + head.text_length + 4
    at += 4 + read("<I", at)[0]
    (count,) = read("<i", at)
    at += 4
    found: dict[str, tuple[int, int]] = {}
    for _ in range(count):
        (length,) = read("<H", at)
        name = bytes(data[at + 2 : at + 2 + length]).decode("ascii")
        at += 2 + length + 1
        (weights,) = read("<I", at)
        offset, size = read("<QQ", at + 4)
        at += 20
        if offset + size > len(data) or weights == 0:
            raise SourcierError("weights.not_e5_file", file=name)
        found[name] = offset, size
    return found
