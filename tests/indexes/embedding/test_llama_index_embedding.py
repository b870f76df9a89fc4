"""The embedder as llama-index knows it."""

from pathlib import Path

import numpy as np

from indexes.embedding import load_embedder
from indexes.embedding.llama_index_embedding import LlamaIndexEmbedding


def test_llama_index_gets_the_same_vectors(weights: Path) -> None:
    embedder = load_embedder("multilingual-e5-small", weights)
    adapted = LlamaIndexEmbedding(embedder)
    assert np.array_equal(np.float32(adapted.get_query_embedding("tumour")), embedder.embed_queries(["tumour"])[0])
    texts = ["the tumour", "a query"]
    assert np.array_equal(np.float32(adapted.get_text_embedding_batch(texts)), embedder.embed_passages(texts))
