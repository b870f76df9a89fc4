"""The weights of a BERT encoder, whatever file they were read from."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

BLOCK = 32
"""Weights that share one scale in a block-quantised table."""


@dataclass(frozen=True)
class BlockQuantised:
    """A table of 4-bit weights: ``weight = (code - 8) * scale``, one scale for 32 neighbours in a row.

    Attributes
    ----------
    codes
        Shape ``(rows, columns)``, ``uint8`` from 0 to 15.
    scales
        Shape ``(rows, columns / 32)``.
    """

    codes: npt.NDArray[np.uint8]
    scales: Floats

    def dequantised(self) -> Floats:
        """The weights, shape ``(rows, columns)``."""
        rows, columns = self.codes.shape
        blocks = self.codes.reshape(rows, columns // BLOCK, BLOCK).astype(np.float32) - np.float32(8)
        blocks *= self.scales[:, :, None]
        return blocks.reshape(rows, columns)

    def packed(self) -> npt.NDArray[np.uint8]:
        """Two codes a byte, the earlier column in the low half; shape ``(rows, columns / 2)``."""
        return np.bitwise_or(self.codes[:, 0::2], np.left_shift(self.codes[:, 1::2], np.uint8(4)))


@dataclass(frozen=True)
class BertWeights:
    """An encoder's sizes and tensors.

    Attributes
    ----------
    tensors
        By the names that Hugging Face's ``BertModel`` gives them, float32; linear weights are (outputs, inputs).
    words
        The word embeddings, (vocabulary, hidden): as they are stored, quantised or not.
    positions
        Position embeddings with the embedding of the only token type added, (longest sequence, hidden).
    """

    layers: int
    heads: int
    epsilon: float
    words: Floats | BlockQuantised
    positions: Floats
    tensors: Mapping[str, Floats]

    @property
    def hidden(self) -> int:
        """Length of a token's vector, and of the embedding."""
        return int(self.positions.shape[1])
