"""Classes of patients who share their quasi-identifiers, and who among them stands out (k-anonymity, l-diversity).

Sweeney L. Int J Uncertain Fuzz 2002;10:557-70. Machanavajjhala A, et al. ACM Trans Knowl Discov Data 2007;1:3 (distinct
l-diversity).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_LARGEST_KEY = 1 << 62


@dataclass(frozen=True)
class Combinations:
    """The distinct combinations of quasi-identifiers as recorded.

    Attributes
    ----------
    codes
        Positions of the values, -1 where missing. Shape (combinations, variables).
    patients
        Patients by combination. Shape (combinations,).
    sensitive
        By sensitive variable: its distinct known values, as pairs of a combination's position and a value's code.
        Shapes (pairs, 2).
    """

    codes: NDArray[np.int64]
    patients: NDArray[np.int64]
    sensitive: tuple[NDArray[np.int64], ...] = ()


def classes_of(combinations: Combinations, of_value: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The class of each combination, when each variable's values are mapped so. Shape (combinations,)."""
    key, size = np.zeros(len(combinations.codes), np.int64), 1
    for position, mapping in enumerate(of_value):
        # Missing (-1) stays a value of its own.
        mapped = np.append(mapping, -1)[combinations.codes[:, position]] + 1
        base = int(mapped.max(initial=0)) + 1
        if size * base > _LARGEST_KEY:
            _, key = np.unique(key, return_inverse=True)
            size = int(key.max(initial=0)) + 1
        key, size = key * base + mapped, size * base
    return np.asarray(np.unique(key, return_inverse=True)[1], np.int64)


def standing_out(combinations: Combinations, classes: NDArray[np.int64], k: int, l_diversity: int) -> NDArray[np.bool_]:
    """Which combinations are in a class of fewer than ``k`` patients, or of too few sensitive values. Shape as ``classes``."""
    count = int(classes.max(initial=-1)) + 1
    small = np.bincount(classes, combinations.patients, count) < k
    for pairs in combinations.sensitive:
        base = int(pairs[:, 1].max(initial=0)) + 1
        seen = np.unique(classes[pairs[:, 0]] * base + pairs[:, 1])
        different = np.bincount(seen // base, minlength=count)
        # A class in which nobody's value is known tells nothing of anybody.
        small |= (different > 0) & (different < l_diversity)
    return small[classes]
