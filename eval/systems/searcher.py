"""Retrieval as a configuration wants it: its parts, and how many passages of a source."""

from collections.abc import Sequence

from corpora.errors import SourcierError
from eval.configuration import Configuration
from indexes.library import Library
from indexes.retrieval import LEXICAL_WEIGHT, Retrieved, Retriever

_WEIGHT_OF_WORDS = {"fused": LEXICAL_WEIGHT, "lexical": 1.0, "dense": 0.0}


def retriever_of(configuration: Configuration, library: Library) -> Retriever:
    """The retriever with the parts that a configuration names.

    Raises
    ------
    SourcierError
        If it asks for reranking: no reranker runs in this version.
    """
    if configuration.retrieval == "reranked":
        raise SourcierError("eval_suites.no_reranker", system=configuration.name)
    return Retriever(library, lexical_weight=_WEIGHT_OF_WORDS[configuration.retrieval])


class PerSource:
    """A retriever that finds at most so many passages of one source."""

    def __init__(self, retriever: Retriever, most: int) -> None:
        self._retriever, self._most = retriever, most

    def search(
        self, query: str, *, language: str = "en", lexical_terms: Sequence[str] = (), k: int = 20
    ) -> list[Retrieved]:
        """Ranked passages."""
        return self._retriever.search(query, language=language, lexical_terms=lexical_terms, k=k, per_source=self._most)
