"""A real, small, deterministic embedder: hashed character trigrams of words, normalised."""

import zlib

import numpy as np
import numpy.typing as npt


class HashedEmbedder:
    """Texts that share words have near vectors; the same text always has the same vector."""

    def __init__(self, dimension: int = 64, fingerprint: str = "hashed-1") -> None:
        self.dimension, self.fingerprint = dimension, fingerprint
        self.embedded = 0

    def embed_passages(self, texts: list[str]) -> npt.NDArray[np.float32]:
        self.embedded += len(texts)
        return self.embed_queries(texts)

    def embed_queries(self, texts: list[str]) -> npt.NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                for start in range(max(1, len(word) - 2)):
                    code = zlib.crc32(word[start : start + 3].encode())
                    vectors[row, code % self.dimension] += 1 if code & 0x8000_0000 else -1
        vectors[:, 0] += 1e-3
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
