"""A plain llama-index citation query engine, with its defaults, on the same models and the same library."""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from assistant.drafting import Drafter
from assistant.settings import Settings
from corpora.catalogue import Language
from corpora.french_or_english import french_or_english
from corpora.literature.source import Source
from eval.configuration import Configuration
from eval.system import Ability, Ranked
from eval.systems.baseline import MOST_TOKENS, Baseline
from eval.systems.corpus_library import corpus_library
from eval.systems.fingerprint import fingerprint_of
from eval.systems.prose_record import prose_record
from indexes.library import Library

if TYPE_CHECKING:
    from llama_index.core import VectorStoreIndex

    from indexes.embedding import Embedder

_CHUNKS = 3
_CHUNKS_A_SOURCE = 4


class LlamaIndexEngine(Baseline):
    """See :class:`eval.system.System`.

    Each source is one document, title and text; splitting, retrieval and prompt are llama-index's own, with its
    defaults but for the number of chunks, which has to leave room in a small model's context.
    """

    abilities: frozenset[Ability] = frozenset({"ask", "search", "complete"})

    def __init__(
        self,
        configuration: Configuration,
        settings: Settings,
        library: Library,
        drafter: Drafter,
        *,
        owns_model: bool = True,
    ) -> None:
        super().__init__(configuration, settings, drafter)
        self._library, self._owns_model = library, owns_model
        self._built: VectorStoreIndex | None = None
        self._sources: dict[str, Source] = {}

    def ask(self, question: str, previous: Sequence[str] = (), language: Language | None = None) -> dict[str, Any]:
        """See :class:`eval.system.System`; a source is listed once for each chunk that was put before the model."""
        from llama_index.core.query_engine import CitationQueryEngine

        from assistant.llm.llama_index import BackendLLM

        index = self._index()
        llm = BackendLLM(self._backend, num_output=MOST_TOKENS, context_window=self._settings.language_model.context)
        read, written = self._backend.prompt_tokens, self._backend.completion_tokens
        started = time.perf_counter()
        retriever = index.as_retriever(similarity_top_k=_CHUNKS)
        asked = "\n".join([*previous, question])
        retriever.retrieve(asked)
        evidence = round(1000 * (time.perf_counter() - started), 1)
        started = time.perf_counter()
        response = CitationQueryEngine.from_args(index, llm=llm, retriever=retriever).query(asked)
        done = round(1000 * (time.perf_counter() - started), 1)
        record = prose_record(
            question,
            language or french_or_english(question),
            str(response),
            [self._listed(n, node) for n, node in enumerate(response.source_nodes, start=1)],
            model=self._drafter.name,
            timings_ms={"evidence": evidence, "done": done},
        )
        record["measured"] = {
            "prompt_tokens": self._backend.prompt_tokens - read,
            "completion_tokens": self._backend.completion_tokens - written,
        }
        return record

    def search(self, query: str, k: int) -> list[Ranked]:
        """See :class:`eval.system.System`."""
        nodes = self._index().as_retriever(similarity_top_k=_CHUNKS_A_SOURCE * k).retrieve(query)
        best: dict[str, float] = {}
        for node in nodes:
            best.setdefault(str(node.metadata["id"]), float(node.score or 0.0))
        return [Ranked(source, score) for source, score in list(best.items())[:k]]

    def over(self, sources: Iterable[Source], name: str) -> "LlamaIndexEngine":
        """See :class:`eval.system.System`."""
        assert self._library.embedder is not None
        library = corpus_library(self._settings.home, list(sources), name, self._library.embedder)
        return LlamaIndexEngine(self._configuration, self._settings, library, self._drafter, owns_model=False)

    def fingerprint(self) -> Mapping[str, Any]:
        """See :class:`eval.system.System`."""
        return fingerprint_of(self._settings, self._library, self._drafter)

    def close(self) -> None:
        """Release the library, and the model if it is this system's own."""
        if self._owns_model:
            self._drafter.backend.close()
        self._library.close()

    def _index(self) -> "VectorStoreIndex":
        if self._built is None:
            from llama_index.core import Document, VectorStoreIndex

            from indexes.embedding.llama_index_embedding import LlamaIndexEmbedding

            embedder = cast("Embedder", self._library.embedder)
            self._sources = {source.id: source for source in self._library.sources()}
            documents = [
                Document(text=f"{s.title}\n{s.text}", metadata={"id": s.id}, excluded_embed_metadata_keys=["id"])
                for s in self._sources.values()
            ]
            self._built = VectorStoreIndex.from_documents(documents, embed_model=LlamaIndexEmbedding(embedder))
        return self._built

    def _listed(self, n: int, node: Any) -> dict[str, Any]:
        source = self._sources[str(node.metadata["id"])]
        text = node.node.get_content()
        return {
            "n": n,
            "id": source.id,
            "title": source.title,
            "year": source.year or None,
            "flags": [notice.value for notice in source.notices],
            "passages": [{"id": f"{source.id}#{n}", "text": text, "section": "", "page": None, "start": 0, "end": 0}],
        }
