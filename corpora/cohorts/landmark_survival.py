"""Survival at round times, as a stratum's summary prints it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.cohort import Status
from corpora.cohorts.disclosure.curve import publishable_landmarks, publishable_survival
from corpora.cohorts.disclosure.policy import Policy

DAYS_A_YEAR = 365.25
_Z95 = 1.959963984540054
# The longest follow-up that the groups have decides which two times are told, in years.
_TOLD = ((10.0, 5.0), (5.0, 2.0), (3.0, 1.0), (2.0, 1.0), (1.0, 0.5), (0.5, 0.25))


@dataclass(frozen=True)
class SurvivalTable:
    """Distinct times in days, with the events at each and the patients at risk just before it. Shapes (times,)."""

    times: NDArray[np.float64]
    events: NDArray[np.int64]
    at_risk: NDArray[np.int64]

    @classmethod
    def of(cls, days: NDArray[np.float64], events: NDArray[np.int8]) -> "SurvivalTable":
        """The table of patients, at least one, whose days (whole, from 0) and events are known, shapes (n,)."""
        # Days are whole in a cohort's table: counting them is linear, where sorting millions is not.
        day = days.astype(np.int64)
        leaving, failing = np.bincount(day), np.bincount(day[events == Status.EVENT], minlength=int(day.max()) + 1)
        at_risk = np.cumsum(leaving[::-1])[::-1]
        times = np.flatnonzero(leaving)
        return cls(times.astype(np.float64), failing[times].astype(np.int64), at_risk[times].astype(np.int64))


@dataclass(frozen=True)
class Landmark:
    """Survival at a time in years, from 0 to 1, with its 95 % interval."""

    years: float
    survival: float
    low: float
    high: float


def landmarks(table: SurvivalTable, years: Sequence[float], policy: Policy) -> list[Landmark]:
    """The Kaplan-Meier estimates at these times, in order, as far as they may be told.

    Intervals are log-log, on Greenwood's variance (Kalbfleisch and Prentice, The Statistical Analysis of Failure Time
    Data, 2nd ed., section 1.4).
    """
    days = [DAYS_A_YEAR * at for at in years]
    allowed = publishable_landmarks(days, table.times, table.events, table.at_risk, policy=policy)
    return [_landmark(table, at, policy) for at, fit in zip(years, allowed, strict=True) if fit]


def told_times(tables: Sequence[SurvivalTable], policy: Policy) -> tuple[float, ...]:
    """The two times in years that all groups' follow-up allows, or else any group's, the earlier first; empty for none."""
    for every in (all, any):
        for longest, earlier in _TOLD:
            if every(_landmarks_allowed(table, longest, policy) for table in tables):
                return (earlier, longest)
    return ()


def _landmarks_allowed(table: SurvivalTable, years: float, policy: Policy) -> bool:
    return publishable_landmarks([DAYS_A_YEAR * years], table.times, table.events, table.at_risk, policy=policy)[0]


def _landmark(table: SurvivalTable, years: float, policy: Policy) -> Landmark:
    until = table.times <= DAYS_A_YEAR * years
    risk, failed = table.at_risk[until].astype(np.float64), table.events[until].astype(np.float64)
    survival = float(np.prod(1.0 - failed / risk))
    low = high = survival
    if 0.0 < survival < 1.0:
        variance = float(np.sum(failed / (risk * (risk - failed))))
        spread = _Z95 * math.sqrt(variance) / math.log(survival)
        low, high = sorted((survival ** math.exp(spread), survival ** math.exp(-spread)))
    told = publishable_survival(np.array([survival, low, high]), policy=policy)
    return Landmark(years, *map(float, told))
