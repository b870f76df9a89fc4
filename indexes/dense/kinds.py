"""Which FAISS index serves how many passages, and how each is built."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from indexes.dense.engine import faiss
from indexes.dense.vector_file import Vectors

_BLOCK = 32_768
_TRAINING_POINTS_PER_LIST = 40


class IndexKind(StrEnum):
    """How passages are searched: all of them, along a graph, or in the nearest lists of compressed vectors."""

    EXACT = "exact"
    GRAPH = "hnsw"
    LISTS = "ivf"


@dataclass(frozen=True)
class IndexLimits:
    """Up to how many passages a kind serves; beyond the last, compressed lists do.

    Building a graph costs minutes per 100,000 passages, and a graph keeps whole vectors in memory, so its range is
    short.
    """

    exact: int = 100_000
    graph: int = 250_000


def kind_for(rows: int, limits: IndexLimits) -> IndexKind:
    """The kind of index for so many passages."""
    if rows <= limits.exact:
        return IndexKind.EXACT
    return IndexKind.GRAPH if rows <= limits.graph else IndexKind.LISTS


def exact_index(vectors: Vectors) -> Any:
    """An index that compares a query with every vector, as stored (float16)."""
    rows, dimension = vectors.shape
    index = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    # The index keeps float16 as the file does, so its codes are the file's bytes: nothing is encoded.
    faiss.copy_array_to_vector(np.ascontiguousarray(vectors).view(np.uint8).ravel(), index.codes)
    index.ntotal = rows
    return index


def build_index(kind: IndexKind, vectors: Vectors, threads: int) -> Any:
    """A graph or compressed lists over the rows of a vector file, of shape (rows, dimension)."""
    faiss.omp_set_num_threads(threads)
    rows, dimension = vectors.shape
    if kind is IndexKind.GRAPH:
        index = faiss.IndexHNSWSQ(dimension, faiss.ScalarQuantizer.QT_fp16, 32, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = 80
    else:
        lists = lists_for(rows)
        index = faiss.index_factory(dimension, f"IVF{lists},{_compression(rows)}", faiss.METRIC_INNER_PRODUCT)
        index.cp.niter = 8
        index.train(_sample(vectors, lists * _TRAINING_POINTS_PER_LIST))
    add_rows(index, vectors)
    return index


def add_rows(index: Any, vectors: Vectors) -> None:
    """Add the rows that an index lacks, block by block, so that memory does not grow with them."""
    for block in blocks(vectors[index.ntotal :]):
        index.add(block)


def blocks(vectors: Vectors) -> Iterator[npt.NDArray[np.float32]]:
    """The rows as float32, a block at a time."""
    for start in range(0, len(vectors), _BLOCK):
        yield np.asarray(vectors[start : start + _BLOCK], np.float32)


def lists_for(rows: int) -> int:
    """How many lists: near four times the square root, as a power of two."""
    return int(2 ** round(np.log2(4 * np.sqrt(rows))))


def _compression(rows: int) -> str:
    # One byte a dimension while that fits in memory; one bit a dimension beyond.
    return "SQ8" if rows <= 4_000_000 else "RaBitQ"


def _sample(vectors: Vectors, count: int) -> npt.NDArray[np.float32]:
    if count >= len(vectors):
        return np.asarray(vectors, np.float32)
    rows = np.sort(np.random.default_rng(0).choice(len(vectors), count, replace=False))
    return np.asarray(vectors[rows], np.float32)
