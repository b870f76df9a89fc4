"""One consistent view of the dense index, which any number of threads may search."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from indexes.dense.engine import faiss
from indexes.dense.vector_file import Keys, Vectors

Scores = npt.NDArray[np.float32]

# Compressed or graph search proposes this many rows more than are wanted; exact scores then decide among them.
_PROPOSED_MORE = 156
_BLOCK = 32_768


@dataclass(frozen=True)
class DenseSnapshot:
    """The rows of a vector file and the indexes over them.

    Attributes
    ----------
    keys, vectors
        Of shapes (rows,) and (rows, dimension); keys ascend.
    main
        Graph or compressed lists over the first ``main_rows`` rows; ``None`` where there is no such index.
    depth
        ``efSearch`` or ``nprobe`` of the main index, as measured to reach the wanted recall.
    tail
        Exact index over the other rows; ``None`` where there is none.
    gone
        Whether each row's passage has been removed; of shape (rows,).
    """

    keys: Keys
    vectors: Vectors
    main: Any
    main_rows: int
    depth: int
    tail: Any
    gone: npt.NDArray[np.bool_]

    def search(self, query: Scores, k: int) -> tuple[Keys, Scores]:
        """The keys of the ``k`` nearest passages and their exact inner products, best first."""
        rows = self._propose(query, k)
        return self._best(query, rows[~self.gone[rows]], k)

    def search_among(self, query: Scores, keys: Keys, k: int) -> tuple[Keys, Scores]:
        """The same, among these passages only; each of them is compared."""
        return self._best(query, self._rows(keys), k)

    def scores(self, query: Scores, keys: Keys) -> Scores:
        """The exact inner product with each of these passages; 0 for one that has no vector here."""
        rows, known = self._locate(keys)
        scores = np.zeros(len(keys), np.float32)
        scores[known] = self._exact(query, rows[known])
        return scores

    def vectors_of(self, keys: Keys) -> Vectors:
        """The vectors of these passages, as far as they are here."""
        return np.asarray(self.vectors[self._rows(keys)])

    def _propose(self, query: Scores, k: int) -> npt.NDArray[np.int64]:
        # Its comparisons are over in a millisecond: waking other threads would cost more.
        faiss.omp_set_num_threads(1)
        wanted = k + _PROPOSED_MORE + min(int(self.gone.sum()), k)
        found = []
        if self.main is not None:
            parameters = (
                faiss.SearchParametersIVF(nprobe=self.depth)
                if hasattr(self.main, "nprobe")
                else faiss.SearchParametersHNSW(efSearch=max(self.depth, wanted))
            )
            rows = self.main.search(query[None], min(wanted, self.main_rows), params=parameters)[1][0]
            found.append(rows[rows >= 0])
        if self.tail is not None:
            rows = self.tail.search(query[None], min(wanted, self.tail.ntotal))[1][0]
            found.append(rows[rows >= 0] + self.main_rows)
        return np.concatenate(found) if found else np.empty(0, np.int64)

    def _best(self, query: Scores, rows: npt.NDArray[np.int64], k: int) -> tuple[Keys, Scores]:
        scores = self._exact(query, rows)
        # Ties go to the older passage, so that a ranking does not depend on the kind of index.
        order = np.lexsort((rows, -scores))[:k]
        return np.asarray(self.keys[rows[order]]), scores[order]

    def _exact(self, query: Scores, rows: npt.NDArray[np.int64]) -> Scores:
        parts = [
            np.asarray(self.vectors[rows[start : start + _BLOCK]], np.float32) @ query
            for start in range(0, len(rows), _BLOCK)
        ]
        return np.concatenate(parts) if parts else np.empty(0, np.float32)

    def _locate(self, keys: Keys) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        rows = np.searchsorted(self.keys, keys)
        inside = rows < len(self.keys)
        known = inside.copy()
        known[inside] = self.keys[rows[inside]] == keys[inside]
        return rows, known

    def _rows(self, keys: Keys) -> npt.NDArray[np.int64]:
        rows, known = self._locate(keys)
        return rows[known]
