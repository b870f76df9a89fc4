"""Who was at risk and who had the event, by group, at each distinct time: all that survival estimates need to know.

Times are whole days in a cohort, so three million patients become a few thousand columns in one pass.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.cohort import Status

Floats = NDArray[np.float64]
_WHOLE_DAYS_UP_TO = 200_000
_STATUSES = 3


@dataclass(frozen=True)
class RiskTable:
    """Sums over patients by group and distinct time. With weights, sums of weights.

    Attributes
    ----------
    times
        Distinct times, ascending. Shape (t,).
    at_risk
        Still followed just before each time. Shape (groups, t).
    events, competing, censored
        What ended follow-up at each time. Shape (groups, t).
    """

    times: Floats
    at_risk: Floats
    events: Floats
    competing: Floats
    censored: Floats

    @property
    def groups(self) -> int:
        """How many groups."""
        return len(self.at_risk)


def risk_table(
    days: Floats,
    event: NDArray[np.int8],
    group: NDArray[np.intp] | None = None,
    groups: int = 1,
    weights: Floats | None = None,
) -> RiskTable:
    """Count patients by group, time and status.

    Parameters
    ----------
    days
        Times, none missing. Shape (n,).
    event
        See :class:`corpora.cohorts.cohort.Status`, none missing. Shape (n,).
    group
        From 0 to ``groups - 1``; all of group 0 where not given. Shape (n,).
    weights
        Of patients; 1 each where not given. Shape (n,).
    """
    times, at = _distinct(days)
    cell = event.astype(np.intp)
    if group is not None:
        cell = cell + _STATUSES * group
    cell = cell * len(times) + at
    sums = np.bincount(cell, weights, _STATUSES * groups * len(times)).astype(np.float64)
    by_status = sums.reshape(groups, _STATUSES, len(times))
    if len(times) and by_status.shape[2]:
        seen = np.bincount(at, minlength=len(times)) > 0
        times, by_status = times[seen], by_status[:, :, seen]
    exits = by_status.sum(axis=1)
    at_risk = np.cumsum(exits[:, ::-1], axis=1)[:, ::-1]
    return RiskTable(
        times,
        at_risk,
        by_status[:, Status.EVENT],
        by_status[:, Status.COMPETING],
        by_status[:, Status.CENSORED],
    )


def one_group(table: RiskTable, group: int) -> RiskTable:
    """A group alone, at its own times."""
    exits = table.events[group] + table.competing[group] + table.censored[group]
    own = exits > 0
    pick = slice(group, group + 1)
    return RiskTable(
        table.times[own],
        table.at_risk[pick, own],
        table.events[pick, own],
        table.competing[pick, own],
        table.censored[pick, own],
    )


def _distinct(days: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """Distinct times, or every day up to the last, and where each patient's time is among them."""
    whole = days.astype(np.int64)
    if len(days) and whole.min() >= 0 and whole.max() <= _WHOLE_DAYS_UP_TO and np.array_equal(whole, days):
        return np.arange(whole.max() + 1, dtype=np.float64), whole
    times, at = np.unique(days, return_inverse=True)
    return times, at
