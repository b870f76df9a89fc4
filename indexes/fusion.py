"""Dense and lexical scores, made one."""

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]


def fused(dense: Scores, lexical: Scores, lexical_weight: float) -> Scores:
    """A weighted sum of the two, each brought to 0…1 over the candidates.

    Every candidate has its true score in both, whichever search proposed it, so that a passage is not punished for
    being outside the other's first few. Shape (candidates,), as the arguments.
    """
    return np.asarray((1 - lexical_weight) * _scaled(dense) + lexical_weight * _scaled(lexical), np.float32)


def _scaled(scores: Scores) -> Scores:
    low, high = (float(scores.min()), float(scores.max())) if len(scores) else (0.0, 0.0)
    if high <= low:
        return np.zeros_like(scores)
    return (scores - low) / (high - low)
