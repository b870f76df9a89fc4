"""The treatment groups among some patients, of which only those are kept that may be shown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.cohort import Level, Variable
from corpora.cohorts.disclosure.releases import Releases
from corpora.cohorts.store import Cohort

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Arm:
    """Patients who had one treatment; all of them where ``level`` is ``None``.

    Attributes
    ----------
    rows
        Positions in the cohort, ascending.
    """

    level: Level | None
    rows: NDArray[np.intp]


def arms_among(cohort: Cohort, members: Mask, treatment: Variable | None, outcome: str, smallest: int) -> list[Arm]:
    """The treatment groups of at least ``smallest`` among members whose outcome is recorded, the largest first.

    Who has no treatment recorded, or belongs to a smaller group, is in none.
    """
    days, event = cohort.times(outcome)
    rows = np.flatnonzero(members)
    rows = rows[np.isfinite(days[rows]) & (event[rows] >= 0)]
    if treatment is None:
        return [Arm(None, rows)] if len(rows) >= smallest else []
    codes = cohort.codes(treatment.name)[rows]
    counts = np.bincount(codes[codes >= 0], minlength=len(treatment.levels))
    large = [int(at) for at in np.argsort(-counts, kind="stable") if counts[at] >= smallest]
    return [Arm(treatment.levels[at], rows[codes == at]) for at in large]


def released(arms: list[Arm], releases: Releases, n: int, *, all_or_none: bool = False) -> tuple[list[Arm], bool]:
    """The groups that may be shown with their outcomes, and whether these are all, exactly as given.

    Where a group is too near to one shown before, that one stands in its place if it holds nine in ten of the same.

    Parameters
    ----------
    n
        Patients of the cohort.
    all_or_none
        Whether to give up, with no group, once one may not be shown.
    """
    kept: dict[int, Arm] = {}
    exact = True
    # The smallest is refused the soonest: less is put on record in vain.
    for at in sorted(range(len(arms)), key=lambda at: len(arms[at].rows)):
        mask = _mask(arms[at].rows, n)
        if releases.release(mask, bears_outcomes=True):
            kept[at] = arms[at]
            continue
        exact = False
        nearby = releases.substitute(mask)
        if nearby is not None and releases.release(nearby, bears_outcomes=True):
            kept[at] = Arm(arms[at].level, np.flatnonzero(nearby))
        elif all_or_none:
            return [], False
    return [kept[at] for at in sorted(kept)], exact


def _mask(rows: NDArray[np.intp], n: int) -> Mask:
    mask = np.zeros(n, bool)
    mask[rows] = True
    return mask
