"""Retrieval as a configuration wants it: its parts, and how many passages of a source."""

from collections.abc import Sequence

from assistant.opening import open_reranker
from assistant.settings import Settings
from corpora.errors import SourcierError
from eval.configuration import Configuration
from indexes.library import Library
from indexes.retrieval import LEXICAL_WEIGHT, Retrieved, Retriever

_WEIGHT_OF_WORDS = {"fused": LEXICAL_WEIGHT, "reranked": LEXICAL_WEIGHT, "lexical": 1.0, "dense": 0.0}


def retriever_of(configuration: Configuration, library: Library, settings: Settings) -> Retriever:
    """The retriever with the parts that a configuration names.

    Raises
    ------
    SourcierError
        If it asks for reranking, and neither it nor the settings name a reranker whose weights are here.
    """
    reranker = None
    if configuration.retrieval == "reranked":
        reranker = open_reranker(settings)
        if reranker is None:
            raise SourcierError("eval_suites.no_reranker", system=configuration.name)
    return Retriever(library, reranker, lexical_weight=_WEIGHT_OF_WORDS[configuration.retrieval])


class PerSource:
    """A retriever that finds at most so many passages of one source."""

    def __init__(self, retriever: Retriever, most: int) -> None:
        self._retriever, self._most = retriever, most

    def search(
        self, query: str, *, language: str = "en", lexical_terms: Sequence[str] = (), k: int = 20
    ) -> list[Retrieved]:
        """Ranked passages."""
        return self._retriever.search(query, language=language, lexical_terms=lexical_terms, k=k, per_source=self._most)
