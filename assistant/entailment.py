"""Whether a passage implies a sentence, where a model that tells is installed. The last of the verifier's checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from corpora.errors import SourcierError
from indexes.cross_encoder import CrossEncoder


class Entailment(Protocol):
    """Tells whether a text implies another."""

    def implies(self, passages: Sequence[str], sentence: str) -> bool:
        """Whether at least one of the passages implies the sentence."""


@dataclass(frozen=True)
class ModelEntailment:
    """Entailment by a natural-language-inference model.

    Parameters
    ----------
    threshold
        Least probability of the model's class ``entailment`` that counts, 0 to 1.

    Raises
    ------
    SourcierError
        The model has no such class.
    """

    model: CrossEncoder
    threshold: float = 0.5

    def __post_init__(self) -> None:
        if "entailment" not in self.model.labels:
            raise SourcierError("verification.not_entailment", labels=", ".join(self.model.labels))

    def implies(self, passages: Sequence[str], sentence: str) -> bool:
        """Whether at least one of the passages implies the sentence."""
        logits = self.model.logits(passages, [sentence] * len(passages))
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = odds[:, self.model.labels.index("entailment")] / odds.sum(axis=1)
        return bool((shares >= self.threshold).any())
