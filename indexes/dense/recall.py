"""How much of the exact result an index finds, and how deep it must look to find enough."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexes.dense.kinds import blocks
from indexes.dense.vector_file import Vectors

WANTED_RECALL = 0.98
_QUERIES = 128
_K = 10
_DEPTHS = (8, 16, 32, 64, 128, 256, 512)


@dataclass(frozen=True)
class MeasuredRecall:
    """Recall@10 against exact search at a depth (``nprobe`` or ``efSearch``)."""

    depth: int
    recall: float


def exact_neighbours(
    vectors: Vectors, queries: npt.NDArray[np.float32], k: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Rows and inner products of the ``k`` nearest rows of each query, by comparing all: two arrays (queries, k)."""
    best_rows = np.zeros((len(queries), 0), np.int64)
    best = np.zeros((len(queries), 0), np.float32)
    start = 0
    for block in blocks(vectors):
        scores = np.concatenate([best, queries @ block.T], axis=1)
        rows = np.concatenate([best_rows, np.tile(np.arange(start, start + len(block)), (len(queries), 1))], axis=1)
        kept = np.argpartition(-scores, min(k, scores.shape[1] - 1), axis=1)[:, :k]
        best, best_rows = np.take_along_axis(scores, kept, 1), np.take_along_axis(rows, kept, 1)
        start += len(block)
    order = np.argsort(-best, axis=1)
    return np.take_along_axis(best_rows, order, 1), np.take_along_axis(best, order, 1)


def shallowest_sufficient_depth(
    vectors: Vectors, search_at: Callable[[npt.NDArray[np.float32], int, int], npt.NDArray[np.int64]]
) -> MeasuredRecall:
    """The least depth at which recall@10 reaches ``WANTED_RECALL``, or the deepest tried.

    The queries lie between a random passage and one of its near neighbours: near the passages, as questions are, and
    not on one of them.

    Parameters
    ----------
    search_at
        From a query of shape (dimension,), a depth and k to the rows found.
    """
    queries = _queries(vectors)
    truth, _ = exact_neighbours(vectors, queries, _K)
    measured = MeasuredRecall(0, 0.0)
    for depth in _DEPTHS:
        hits = [
            len(np.intersect1d(search_at(query, depth, _K), rows)) for query, rows in zip(queries, truth, strict=True)
        ]
        measured = MeasuredRecall(depth, float(np.sum(hits)) / truth.size)
        if measured.recall >= WANTED_RECALL:
            break
    return measured


def _queries(vectors: Vectors) -> npt.NDArray[np.float32]:
    random = np.random.default_rng(1)
    rows = random.choice(len(vectors), min(_QUERIES, len(vectors)), replace=False)
    seeds = np.asarray(vectors[np.sort(rows)], np.float32)
    neighbours, _ = exact_neighbours(vectors, seeds, 20)
    chosen = neighbours[np.arange(len(seeds)), random.integers(1, neighbours.shape[1], len(seeds))]
    queries = seeds + np.asarray(vectors[chosen], np.float32)
    return np.asarray(queries / np.linalg.norm(queries, axis=1, keepdims=True), np.float32)
