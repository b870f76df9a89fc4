"""How alike two groups are, before and after weighting: standardised mean differences (Austin, Stat Med 2009;28:3083-107)."""

import numpy as np
from numpy.typing import NDArray

from assistant.analysis.risk_table import Floats


def standardised_differences(columns: Floats, treated: NDArray[np.bool_], weights: Floats | None = None) -> Floats:
    """Difference of means over the unweighted pooled standard deviation, by column; 0 where a column does not vary.

    Parameters
    ----------
    columns
        Shape (n, k).
    treated
        Shape (n,).
    weights
        Shape (n,); without them, before weighting.
    """
    one, other = columns[treated], columns[~treated]
    spread = np.sqrt((one.var(axis=0) + other.var(axis=0)) / 2)
    weights_of = (None, None) if weights is None else (weights[treated], weights[~treated])
    difference = np.average(one, axis=0, weights=weights_of[0]) - np.average(other, axis=0, weights=weights_of[1])
    scaled: Floats = np.divide(difference, spread, out=np.zeros_like(difference), where=spread > 0)
    return scaled


def effective_size(weights: Floats) -> float:
    """As many unweighted patients tell as much (Kish 1965)."""
    return float(weights.sum() ** 2 / (weights**2).sum())
