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
# A filter that leaves fewer than this of the candidates is applied before the search instead of after it.
_FILTERED_CANDIDATES = 400
# Measured by eval/bench/scifact.py: the best weights lie on a plateau from 0.4 to 0.6 in both languages.
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
    """

    def __init__(self, library: Library, reranker: Reranker | None = None) -> None:
        self._library, self._reranker = library, reranker

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
        except DamagedIndexError as error:
            if not self._library.repair():
                raise SourcierError("library.index_unreadable") from error
        return self._search(query, language, lexical_terms, k, filters, per_source)

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
        wanted = max(_CANDIDATES, 2 * k)
        keys, terms = self._candidates(view, query, language, lexical_terms, vector, wanted, filters)
        dense = (
            view.dense.scores(vector, keys)
            if view.dense is not None and vector is not None
            else np.zeros(len(keys), np.float32)
        )
        lexical = _lexical_scores(view, terms, keys)
        weight = LEXICAL_WEIGHT if vector is not None else 1.0
        score = fused(dense, lexical, weight)
        order = np.lexsort((keys, -score))
        found = self._diverse(keys[order], k, per_source)
        at = {int(key): position for position, key in enumerate(keys)}
        retrieved = [
            Retrieved(passage, source, *(float(part[at[key]]) for part in (score, dense, lexical)))
            for key, (passage, source) in found.items()
        ]
        return self._reranked(query, retrieved)

    def _candidates(
        self,
        view: View,
        query: str,
        language: str,
        lexical_terms: Sequence[str],
        vector: Scores | None,
        wanted: int,
        filters: Filters | None,
    ) -> tuple[Keys, WeightedTerms]:
        """The union of both searches' best passages that pass the filters, and the words that were searched."""
        deep = wanted if filters is None else max(wanted, _FILTERED_CANDIDATES)
        near = view.dense.search(vector, deep)[0] if view.dense is not None and vector is not None else _NONE
        terms = lexical_question(view.lexical, query, language, lexical_terms)
        worded = view.lexical.search(terms, deep)[0]
        if filters is not None:
            with self._library.connections.borrow() as connection:
                near, worded = (allowed_among(connection, keys, filters) for keys in (near, worded))
                if min(len(near), len(worded)) < wanted:
                    allowed = all_allowed(connection, filters)
                    if view.dense is not None and vector is not None:
                        near = view.dense.search_among(vector, allowed, wanted)[0]
                    worded = view.lexical.search_among(terms, allowed, wanted)[0]
        return np.union1d(near[:wanted], worded[:wanted]), terms

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
