"""The bench's embedder and language model as paper-qa knows models."""

from collections.abc import Callable
from typing import Any

from aviary.core import Message
from lmi import EmbeddingModel, LLMModel
from lmi.embeddings import EmbeddingModes
from lmi.types import LLMResult
from pydantic import PrivateAttr

Ask = Callable[[dict[str, Any]], dict[str, Any]]


class PipedEmbedder(EmbeddingModel):
    """Vectors from the bench; questions and passages have prefixes of their own there."""

    name: str = "bench"
    _ask: Ask = PrivateAttr()
    _query: bool = PrivateAttr(default=False)

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask

    def set_mode(self, mode: EmbeddingModes) -> None:
        """Whether a question comes next."""
        self._query = mode == EmbeddingModes.QUERY

    async def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        vectors: list[list[float]] = self._ask({"call": "embed", "texts": texts, "query": self._query})["vectors"]
        return vectors


class PipedModel(LLMModel):
    """Text from the bench; counts how often it was asked."""

    name: str = "bench"
    _ask: Ask = PrivateAttr()
    _calls: int = PrivateAttr(default=0)

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask

    @property
    def calls(self) -> int:
        """Completions so far."""
        return self._calls

    async def call(
        self, messages: list[Message], callbacks: Any = None, name: str | None = None, *_: Any, **__: Any
    ) -> list[LLMResult]:
        """The model's answer to a conversation. paper-qa's question and summary steps use no tools and no schema."""
        self._calls += 1
        turns = [{"role": message.role, "content": message.content or ""} for message in messages]
        said = self._ask({"call": "complete", "messages": turns})
        return [
            LLMResult(
                model=self.name,
                name=name,
                text=said["text"],
                prompt_count=said["prompt_tokens"],
                completion_count=said["completion_tokens"],
            )
        ]
