"""Units mixed within a column: a group of values that lies off the others by just the factor between two units."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Between units in which one thing is commonly reported: decimal prefixes; creatinine, glucose, bilirubin, haemoglobin,
# calcium (mg/dL or g/dL to mol/L); pounds to kilograms, inches to centimetres; days, weeks, months and years.
_FACTORS = (10, 100, 1000, 1e6, 88.42, 18.02, 17.1, 1.61, 4.0, 2.2046, 2.54, 30.44, 12, 7, 365.25)
_FEWEST = 3
_LARGEST_SHARE = 0.5
# How far a group's centre may lie from where the factor puts it, and how far apart the groups must be, in log10.
_TOLERANCE = 0.06
_CLEAR = 0.25


@dataclass(frozen=True)
class MixedUnits:
    """Rows of the smaller group, by position, and the factor between the groups."""

    rows: NDArray[np.int64]
    factor: float


def mixed_units(values: NDArray[np.float64]) -> MixedUnits | None:
    """The values that seem to be in another unit, or ``None``.

    Only a gap without any value counts, and only if it is much wider than gaps within the groups: a laboratory value
    that ranges over many powers of ten shows none.
    """
    positions = np.flatnonzero(np.isfinite(values) & (values > 0))
    if len(positions) < 4 * _FEWEST:
        return None
    logs = np.log10(values[positions])
    sorted_logs = np.sort(logs)
    gaps = np.diff(sorted_logs)
    cut = int(np.argmax(gaps)) + 1
    low, high = sorted_logs[:cut], sorted_logs[cut:]
    if min(len(low), len(high)) < _FEWEST or gaps[cut - 1] < _CLEAR:
        return None
    distance = float(np.median(high) - np.median(low))
    nearest = min(_FACTORS, key=lambda factor: abs(distance - np.log10(factor)))
    # Few values have an uncertain centre: its standard error, from the larger group's spread, widens the tolerance.
    bulk = low if len(low) >= len(high) else high
    slack = _TOLERANCE + 2 * 1.25 * float(np.std(bulk)) / np.sqrt(min(len(low), len(high)))
    others = np.delete(gaps, cut - 1)
    if abs(distance - np.log10(nearest)) > min(slack, 2 * _TOLERANCE) or gaps[cut - 1] < 2 * others.max(initial=0):
        return None
    smaller = logs <= low[-1] if len(low) < len(high) else logs >= high[0]
    if smaller.sum() > _LARGEST_SHARE * len(positions):
        return None
    return MixedUnits(positions[smaller], float(nearest))
