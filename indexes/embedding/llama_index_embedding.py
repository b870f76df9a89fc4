"""An embedder as llama-index knows it, so that any of its indexes and vector stores can use ours."""

from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from indexes.embedding.embedder import Embedder


class LlamaIndexEmbedding(BaseEmbedding):
    """Gives llama-index the vectors of an :class:`~indexes.embedding.embedder.Embedder`."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, batch_size: int = 64) -> None:
        super().__init__(model_name=embedder.fingerprint, embed_batch_size=batch_size)
        self._embedder = embedder

    @classmethod
    def class_name(cls) -> str:
        """Name under which llama-index serialises it."""
        return "SourcierEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._vectors([query], query=True)[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._vectors([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._vectors(texts)

    def _vectors(self, texts: list[str], *, query: bool = False) -> list[list[float]]:
        embed = self._embedder.embed_queries if query else self._embedder.embed_passages
        vectors: list[list[float]] = embed(texts).tolist()
        return vectors
