"""Bases grown by a patient each, so that they are bases of a span with one more group in it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.disclosure.bases import Bases, grown, no_bases, swapped, times


@dataclass(frozen=True)
class Growth:
    """What is known of the new group when its bases are sought.

    Attributes
    ----------
    bases
        Of the span without it.
    patients
        Those who may join a base, in rising order. Shape (k,).
    coefficients
        By base, the combination of the groups so far that agrees with the new one on it. Shape (q, m).
    residual
        By base, what the new group has on each patient beyond that combination. Shape (q, k).
    rows
        The groups so far on some patients, and the new one. Patients of shape (j,) give shape (m + 1, j).
    """

    bases: Bases
    patients: NDArray[np.int64]
    coefficients: NDArray[np.float64]
    residual: NDArray[np.float64]
    rows: Callable[[NDArray[np.int64]], NDArray[np.float64]]

    def grow(self) -> Bases:
        """The bases, grown. While one finds no patient, one is given up, and its patients serve the others."""
        active = np.arange(len(self.bases))
        while len(active):
            free = ~np.isin(self.patients, self.bases.patients[active])
            which, at, left = self._choose(active, free)
            if which:
                found = self._joined(np.array(which), np.array(at))
                for base in left:
                    exchanged = self._exchange(found, base, free)
                    if exchanged is None:
                        break
                    found = exchanged
                else:
                    return found
            active = active[active != left[0]]
        return no_bases(self.bases.patients.shape[1] + 1)

    def _choose(self, active: NDArray[np.int64], free: NDArray[np.bool_]) -> tuple[list[int], list[int], list[int]]:
        """Bases with their new patients' positions, and bases without; those with the fewest to choose from first."""
        usable = (self.residual[active] != 0) & free
        which, at, left = [], [], []
        for row in np.argsort(usable.sum(axis=1), kind="stable").tolist():
            possible = np.flatnonzero(usable[row] & free)
            if len(possible):
                which.append(int(active[row]))
                at.append(int(possible[0]))
                free[possible[0]] = False
            else:
                left.append(int(active[row]))
        return which, at, left

    def _joined(self, which: NDArray[np.int64], at: NDArray[np.int64]) -> Bases:
        new = self.patients[at]
        rows = self.rows(new)[:-1]
        return grown(self.bases, which, new, rows, self.coefficients[which], self.residual[which, at])

    def _exchange(self, found: Bases, base: int, free: NDArray[np.bool_]) -> Bases | None:
        """Let a base take a patient of one that has grown, which takes a free one instead; marks that one as taken."""
        spare = np.flatnonzero(free)
        if not len(spare):
            return None
        rows = self.rows(self.patients[spare])
        at = np.minimum(np.searchsorted(self.patients, found.patients), len(self.patients) - 1)
        wanted = (self.patients[at] == found.patients) & (self.residual[base, at] != 0)
        for other in np.flatnonzero(wanted.any(axis=1)).tolist():
            weights = times(found.inverse[other], rows)
            places, spares = np.nonzero((weights != 0) & wanted[other][:, None])
            if len(places):
                place, chosen = int(places[0]), int(spares[0])
                given = at[other, place]
                free[spare[chosen]] = False
                left_with = swapped(found, other, place, int(self.patients[spare[chosen]]), weights[:, chosen])
                return left_with.and_also(self._joined(np.array([base]), np.array([given])))
        return None
