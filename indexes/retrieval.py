"""Hybrid retrieval: passages by meaning and by words, ranked together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpora.errors import SourcierError
from corpora.literature.source import Passage, Source
from indexes.dense.snapshot import Scores
from indexes.dense.vector_file import Keys
from indexes.filters import Filters
from indexes.fusion import fused
from indexes.lexical.index import DamagedIndexError
from indexes.lexical.question import WeightedTerms, lexical_question
from indexes.library import Library
from indexes.selection import all_allowed, allowed_among
from indexes.view import View

_CANDIDATES = 100
_DEPTHS = (1, 4, 16)
# A filter is applied to this many times the candidates wanted; if too few pass even of the last, to all passages first.
_FILTERED_DEPTHS = (8, 40)
# Measured by eval/bench/scifact.py: in English 0.3 to 0.5 is best, in French 0.5 to 0.7.
LEXICAL_WEIGHT = 0.5


@dataclass(frozen=True)
class Retrieved:
    """A passage that was found.

    Attributes
    ----------
    score
        Fused, or the reranker's; only its order means something.
    dense
        Cosine of question and passage.
    lexical
        BM25.
    """

    passage: Passage
    source: Source
    score: float
    dense: float
    lexical: float


class Reranker(Protocol):
    """Scores a question and passages together."""

    def scores(self, query: str, passages: Sequence[str]) -> Sequence[float]:
        """One score a passage, higher for more relevant."""


class Retriever:
    """Search over a library.

    Parameters
    ----------
    library
        Open; without an embedder, words alone decide.
    reranker
        Orders the best candidates anew; none by default.
    lexical_weight
        Of words against meaning, 0…1.
    """

    def __init__(
        self, library: Library, reranker: Reranker | None = None, *, lexical_weight: float = LEXICAL_WEIGHT
    ) -> None:
        self._library, self._reranker, self._lexical_weight = library, reranker, lexical_weight

    def search(
        self,
        query: str,
        *,
        language: str = "en",
        lexical_terms: Sequence[str] = (),
        k: int = 20,
        filters: Filters | None = None,
        per_source: int = 2,
    ) -> list[Retrieved]:
        """The ``k`` best passages, best first, at most ``per_source`` of each source.

        Parameters
        ----------
        language
            Of the question: ``"en"`` or ``"fr"``.
        lexical_terms
            English words that stand for the question's own, such as a drug's generic name; searched beside them.

        Raises
        ------
        SourcierError
            If an index is damaged while another process writes, so that it cannot be repaired.
        """
        if not query.strip():
            return []
        try:
            return self._search(query, language, lexical_terms, k, filters, per_source)
        except DamagedIndexError:
            self._library.repair(thoroughly=True)
        try:
            return self._search(query, language, lexical_terms, k, filters, per_source)
        except DamagedIndexError as error:
            raise SourcierError("library.index_unreadable") from error

    def search_sources(
        self,
        query: str,
        *,
        language: str = "en",
        lexical_terms: Sequence[str] = (),
        k: int = 20,
        filters: Filters | None = None,
    ) -> list[Retrieved]:
        """The ``k`` best sources, each by its best passage, best first."""
        return self.search(query, language=language, lexical_terms=lexical_terms, k=k, filters=filters, per_source=1)

    def _search(
        self, query: str, language: str, lexical_terms: Sequence[str], k: int, filters: Filters | None, per_source: int
    ) -> list[Retrieved]:
        view = self._library.view()
        vector = self._embedded(query) if view.dense is not None else None
        terms = lexical_question(view.lexical, query, language, lexical_terms)
        retrieved: list[Retrieved] = []
        for depth in _DEPTHS:
            wanted = max(_CANDIDATES, 2 * k) * depth
            keys = self._candidates(view, terms, vector, wanted, filters)
            retrieved = self._ranked(view, terms, vector, keys, k, per_source)
            # Long sources can fill the candidates with their many passages: then more are taken.
            if len(retrieved) >= k or len(keys) < wanted:
                break
        return self._reranked(query, retrieved)

    def _ranked(
        self, view: View, terms: WeightedTerms, vector: Scores | None, keys: Keys, k: int, per_source: int
    ) -> list[Retrieved]:
        """The best of these passages, each with its true score in both searches."""
        if view.dense is not None and vector is not None:
            dense, weight = view.dense.scores(vector, keys), self._lexical_weight
        else:
            dense, weight = np.zeros(len(keys), np.float32), 1.0
        lexical = _lexical_scores(view, terms, keys)
        score = fused(dense, lexical, weight)
        found = self._diverse(keys[np.lexsort((keys, -score))], k, per_source)
        at = {key: position for position, key in enumerate(keys.tolist())}
        return [
            Retrieved(passage, source, *(float(part[at[key]]) for part in (score, dense, lexical)))
            for key, (passage, source) in found.items()
        ]

    def _candidates(
        self, view: View, terms: WeightedTerms, vector: Scores | None, wanted: int, filters: Filters | None
    ) -> Keys:
        """The union of both searches' best passages that pass the filters, ascending."""
        if filters is None:
            return np.union1d(*self._nearest(view, vector, terms, wanted))
        with self._library.connections.borrow() as connection:
            for depth in _FILTERED_DEPTHS:
                found = self._nearest(view, vector, terms, wanted * depth)
                near, worded = (allowed_among(connection, keys, filters)[:wanted] for keys in found)
                # Either search has enough left, or has run out of passages before its depth.
                if all(
                    len(kept) >= wanted or len(keys) < wanted * depth
                    for kept, keys in ((near, found[0]), (worded, found[1]))
                ):
                    return np.union1d(near, worded)
            allowed = all_allowed(connection, filters)
        if view.dense is not None and vector is not None:
            near = view.dense.search_among(vector, allowed, wanted)[0]
        worded = view.lexical.search_among(terms, allowed, wanted)[0]
        return np.union1d(near, worded)

    @staticmethod
    def _nearest(view: View, vector: Scores | None, terms: WeightedTerms, k: int) -> tuple[Keys, Keys]:
        """The ``k`` nearest passages by meaning and by words."""
        near = view.dense.search(vector, k)[0] if view.dense is not None and vector is not None else _NONE
        return near, view.lexical.search(terms, k)[0]

    def _embedded(self, query: str) -> Scores | None:
        embedder = self._library.embedder
        return embedder.embed_queries([query])[0] if embedder is not None else None

    def _diverse(self, ranked: Keys, k: int, per_source: int) -> dict[int, tuple[Passage, Source]]:
        """The first ``k`` of the ranked passages that the store still has, at most ``per_source`` of a source."""
        chosen: list[int] = []
        taken: dict[int, int] = {}
        owners = self._library.source_keys([int(key) for key in ranked])
        for key in (int(key) for key in ranked):
            owner = owners.get(key)
            if owner is not None and taken.get(owner, 0) < per_source:
                taken[owner] = taken.get(owner, 0) + 1
                chosen.append(key)
                if len(chosen) == k:
                    break
        found = self._library.read_passages(chosen)
        return {key: found[key] for key in chosen if key in found}

    def _reranked(self, query: str, retrieved: list[Retrieved]) -> list[Retrieved]:
        if self._reranker is None or not retrieved:
            return retrieved
        scores = self._reranker.scores(query, [f"{each.source.title}. {each.passage.text}" for each in retrieved])
        rescored = [replace(each, score=float(score)) for each, score in zip(retrieved, scores, strict=True)]
        return sorted(rescored, key=lambda each: -each.score)


_NONE: npt.NDArray[np.int64] = np.empty(0, np.int64)


def _lexical_scores(view: View, terms: WeightedTerms, keys: Keys) -> Scores:
    """The BM25 score of each candidate, 0 where it has none of the words; shape (candidates,)."""
    found, scores = view.lexical.search_among(terms, keys.tolist(), max(len(keys), 1))
    by_key = dict(zip(found.tolist(), scores.tolist(), strict=True))
    return np.array([by_key.get(key, 0.0) for key in keys.tolist()], np.float32)
