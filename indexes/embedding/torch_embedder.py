"""Embeds texts with sentence-transformers: larger models, and GPUs. Needs the torch extra."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpora.errors import SourcierError
from indexes.embedding.embedder import Vectors
from indexes.weights.registry import EmbeddingSpec

_BATCH = 32


class TorchEmbedder:
    """Implements :class:`indexes.embedding.embedder.Embedder`.

    Parameters
    ----------
    folder
        A model as sentence-transformers keeps it.
    threads
        Cores to use where there is no GPU; 0 for PyTorch's own choice.

    Raises
    ------
    SourcierError
        If PyTorch or sentence-transformers is not installed.
    """

    def __init__(self, folder: Path, spec: EmbeddingSpec, *, fingerprint: str, threads: int = 0) -> None:
        try:
            import torch
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise SourcierError("weights.torch_missing", model=folder.name) from error
        if threads:
            torch.set_num_threads(threads)
        self._model = SentenceTransformer(str(folder), local_files_only=True, trust_remote_code=False)
        self._model.max_seq_length = spec.max_tokens
        self._query_prefix = spec.query_prefix
        self._passage_prefix = spec.passage_prefix
        self.fingerprint = fingerprint
        self.dimension: int = len(self._embed(["dimension"])[0])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, (texts, dimension), of length 1, in the order given."""
        return self._embed([self._passage_prefix + text for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension), of length 1, in the order given."""
        return self._embed([self._query_prefix + text for text in texts])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as a passage, with prefix and marks, before it is cut."""
        tokenizer = self._model.tokenizer
        return [len(tokenizer.encode(self._passage_prefix + text, truncation=False, verbose=False)) for text in texts]

    def _embed(self, texts: list[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors = self._model.encode(texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)
