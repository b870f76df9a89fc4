"""What an embedder does, whichever runtime computes it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors whose inner product tells how near in meaning two texts are."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def fingerprint(self) -> str:
        """Names all that vectors depend on: weights, tokenizer, prefixes, pooling, arithmetic. Short and stable.

        Vectors of different fingerprints must not be compared.
        """

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, (texts, dimension), of length 1, in the order given. Prefixes are added inside."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension), of length 1, in the order given. Prefixes are added inside."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text is to the model as a passage, with prefix and marks, before it is cut."""
