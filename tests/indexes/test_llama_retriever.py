"""The library speaks llama-index at its seam."""

from llama_index.core.vector_stores import SimpleVectorStore

from indexes.library import Library
from indexes.llama_retriever import LibraryRetriever, StoreRetriever, export
from indexes.retrieval import Retriever
from tests.indexes.hashed_embedder import HashedEmbedder
from tests.indexes.some_sources import trials


def test_the_library_is_a_llama_index_retriever(library: Library) -> None:
    library.add(trials(10))
    nodes = LibraryRetriever(Retriever(library), k=3).retrieve("olaparib ovarian cancer")
    hits = Retriever(library).search("olaparib ovarian cancer", k=3)
    assert [node.node.node_id for node in nodes] == [hit.passage.id for hit in hits]
    assert nodes[0].node.metadata["source_id"] == hits[0].source.id
    assert nodes[0].text == hits[0].passage.text


def test_another_engine_serves_the_vectors_that_the_library_has(library: Library, embedder: HashedEmbedder) -> None:
    library.add(trials(10))
    embedded = embedder.embedded
    store = SimpleVectorStore()
    assert export(library, store) == library.status().passages
    assert embedder.embedded == embedded
    best = max(Retriever(library).search("olaparib ovarian cancer", k=50), key=lambda hit: hit.dense)
    elsewhere = StoreRetriever(store, library, k=1)
    assert elsewhere.retrieve("olaparib ovarian cancer")[0].node.node_id == best.passage.id
    library.remove(best.source.id)
    assert elsewhere.retrieve("olaparib ovarian cancer") == []
