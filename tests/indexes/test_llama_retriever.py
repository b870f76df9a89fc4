"""The library speaks llama-index at its seam."""

from llama_index.core.vector_stores import SimpleVectorStore
from llama_index.core.vector_stores.types import VectorStoreQuery

from indexes.library import Library
from indexes.llama_retriever import LibraryRetriever, export
from indexes.retrieval import Retriever
from tests.indexes.some_sources import trials


def test_the_library_is_a_llama_index_retriever(library: Library) -> None:
    library.add(trials(10))
    nodes = LibraryRetriever(Retriever(library), k=3).retrieve("olaparib ovarian cancer")
    hits = Retriever(library).search("olaparib ovarian cancer", k=3)
    assert [node.node.node_id for node in nodes] == [hit.passage.id for hit in hits]
    assert nodes[0].node.metadata["source_id"] == hits[0].source.id
    assert nodes[0].text == hits[0].passage.text


def test_passages_go_to_another_engine_with_the_vectors_that_they_have(library: Library) -> None:
    library.add(trials(10))
    embedded = library.embedder.embedded  # type: ignore[union-attr]
    store = SimpleVectorStore()
    assert export(library, store) == library.status().passages
    assert library.embedder.embedded == embedded  # type: ignore[union-attr]
    query = library.embedder.embed_queries(["olaparib ovarian cancer"])[0]  # type: ignore[union-attr]
    answer = store.query(VectorStoreQuery(query_embedding=query.tolist(), similarity_top_k=1))
    best = max(Retriever(library).search("olaparib ovarian cancer", k=50), key=lambda hit: hit.dense)
    assert answer.ids == [best.passage.id]
