"""Disjoint bases of a span: patients on whom the released groups are linearly independent. Arithmetic modulo a prime."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Below 2**20, so that sums of 4,096 products stay exact in float64.
PRIME = 1_048_573


@dataclass(frozen=True)
class Bases:
    """q disjoint bases of m patients each.

    Attributes
    ----------
    patients
        Shape (q, m).
    inverse
        Of the matrix of the m released groups (rows) on a base's patients (columns). Shape (q, m, m).
    """

    patients: NDArray[np.int64]
    inverse: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.patients)

    def and_also(self, other: "Bases") -> "Bases":
        """These and others of the same size."""
        return Bases(np.vstack([self.patients, other.patients]), np.concatenate([self.inverse, other.inverse]))


def no_bases(rank: int) -> Bases:
    """None, of a span of that many independent groups."""
    return Bases(np.empty((0, rank), np.int64), np.empty((0, rank, rank)))


def times(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """The product of two matrices."""
    product: NDArray[np.float64] = (left @ right) % PRIME
    return product


def grown(
    bases: Bases,
    which: NDArray[np.int64],
    patients: NDArray[np.int64],
    rows: NDArray[np.float64],
    coefficients: NDArray[np.float64],
    pivots: NDArray[np.float64],
) -> Bases:
    """Some bases with one more patient each, for one more group: inverses of bordered matrices.

    Parameters
    ----------
    which, patients
        The bases that grow, and by whom. Shapes (some,).
    rows
        The groups so far on those patients. Shape (m, some).
    coefficients
        By base that grows, the combination of the groups so far that agrees with the new one on it. Shape (some, m).
    pivots
        By base, what the new group has on the new patient beyond that combination; not zero. Shape (some,).
    """
    inverse = bases.inverse[which]
    scale = np.array([_reciprocal(pivot) for pivot in pivots.tolist()], np.float64)[:, None]
    scaled = times(inverse, rows.T[:, :, None])[:, :, 0] * scale % PRIME
    q, m = coefficients.shape
    bordered = np.empty((q, m + 1, m + 1))
    bordered[:, :m, :m] = (inverse + scaled[:, :, None] * coefficients[:, None, :]) % PRIME
    bordered[:, :m, m] = -scaled % PRIME
    bordered[:, m, :m] = -coefficients * scale % PRIME
    bordered[:, m, m] = scale[:, 0]
    return Bases(np.column_stack([bases.patients[which], patients]), bordered)


def swapped(bases: Bases, base: int, place: int, patient: int, weights: NDArray[np.float64]) -> Bases:
    """One base with another patient at a place. ``weights``: the new one in terms of the base's own, shape (m,)."""
    inverse = bases.inverse.copy()
    inverse[base, place] = inverse[base, place] * _reciprocal(weights[place]) % PRIME
    others = np.arange(len(weights)) != place
    inverse[base, others] = (inverse[base, others] - weights[others, None] * inverse[base, place]) % PRIME
    patients = bases.patients.copy()
    patients[base, place] = patient
    return Bases(patients, inverse)


def _reciprocal(value: float) -> int:
    return pow(int(value), -1, PRIME)
