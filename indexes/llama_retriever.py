"""llama-index at the seam: the library as a ``BaseRetriever``, and any llama-index vector store as one beside it.

Kept out of the normal path: importing llama-index takes a second and a half.
"""

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode
from llama_index.core.vector_stores.types import BasePydanticVectorStore, VectorStoreQuery

from corpora.errors import SourcierError
from corpora.literature.source import Passage, Source
from indexes.library import Library
from indexes.retrieval import Retrieved, Retriever


class LibraryRetriever(BaseRetriever):
    """Sourcier's hybrid retrieval for llama-index's query engines.

    Parameters
    ----------
    retriever
        Over an open library.
    k
        Passages a question.
    language
        Of the questions.
    """

    def __init__(self, retriever: Retriever, *, k: int = 20, language: str = "en") -> None:
        super().__init__()
        self._retriever, self._k, self._language = retriever, k, language

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._retriever.search(query_bundle.query_str, language=self._language, k=self._k)
        return [node_of(each) for each in found]


class StoreRetriever(BaseRetriever):
    """Dense retrieval over a llama-index vector store (Qdrant, Milvus, OpenSearch, pgvector) filled by ``export``.

    Texts still come from the library, which alone knows what has been removed or retracted since.
    """

    def __init__(self, store: BasePydanticVectorStore, library: Library, *, k: int = 20) -> None:
        super().__init__()
        self._store, self._library, self._k = store, library, k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        embedder = self._library.embedder
        if embedder is None:
            raise SourcierError("library.no_embedder")
        vector = embedder.embed_queries([query_bundle.query_str])[0].tolist()
        answer = self._store.query(VectorStoreQuery(query_embedding=vector, similarity_top_k=self._k))
        found = []
        for passage_id, score in zip(answer.ids or [], answer.similarities or [], strict=True):
            source_id, _, ordinal = passage_id.rpartition("#")
            source = self._library.source(source_id)
            passage = next((p for p in self._library.passages(source_id) if p.ordinal == int(ordinal)), None)
            if source is not None and passage is not None:
                found.append(NodeWithScore(node=_node(passage, source), score=score))
        return found


def export(library: Library, store: BasePydanticVectorStore) -> int:
    """Copy every passage with its stored vector into a vector store, and say how many; nothing is embedded anew."""
    count = 0
    for batch in library.vectors():
        nodes = []
        passages = library.read_passages([key for key, _ in batch])
        for key, vector in batch:
            passage, source = passages[key]
            node = _node(passage, source)
            node.embedding = [float(value) for value in vector]
            nodes.append(node)
        store.add(nodes)
        count += len(nodes)
    return count


def node_of(found: Retrieved) -> NodeWithScore:
    """A found passage as llama-index has them."""
    return NodeWithScore(node=_node(found.passage, found.source), score=found.score)


def _node(passage: Passage, source: Source) -> TextNode:
    metadata: dict[str, str | int] = {
        "source_id": source.id,
        "title": source.title,
        "year": source.year,
        "kind": str(source.kind),
        "section": passage.section,
        "page": passage.page,
    }
    return TextNode(
        id_=passage.id,
        text=passage.text,
        metadata=metadata,
        excluded_embed_metadata_keys=[key for key in metadata if key != "title"],
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=source.id)},
    )
