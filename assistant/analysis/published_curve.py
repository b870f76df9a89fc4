"""A group's survival as it may be shown: points, counts and times all pass the cohort's disclosure policy."""

from collections.abc import Sequence

import numpy as np

from assistant.analysis.competing import Incidence
from assistant.analysis.kaplan_meier import SurvivalCurve, follow_up, kaplan_meier, median, survival_at
from assistant.analysis.restricted_mean import restricted_mean
from assistant.analysis.results import AtRisk, Interval, PublishedCurve, PublishedIncidence
from assistant.analysis.risk_table import Floats, RiskTable
from corpora.cohorts.disclosure.curve import (
    publishable_at_risk,
    publishable_days,
    publishable_events,
    publishable_landmarks,
    publishable_median,
    publishable_point_days,
    publishable_points,
    publishable_survival,
)
from corpora.cohorts.disclosure.policy import Policy

DAYS_A_YEAR = 365.25
LANDMARKS = tuple(DAYS_A_YEAR * years for years in (0.5, 1, 2, 3, 5, 7, 10, 15, 20))
_NOT_SHOWN = Interval(None, None, None)
# Ticks of the table of numbers at risk: no more than this many, at round times.
_TICKS = 9
_STEPS = tuple(DAYS_A_YEAR * years for years in (1 / 12, 1 / 4, 1 / 2, 1, 2, 5, 10))


def published_curve(
    label: str, table: RiskTable, group: int, policy: Policy, ticks: Sequence[float], until: float
) -> PublishedCurve:
    """What may be shown of a group that has passed :class:`corpora.cohorts.disclosure.releases.Releases`.

    Parameters
    ----------
    ticks
        Days for the numbers at risk, from :func:`ticks_for`.
    until
        Day up to which the restricted mean is taken, from :func:`common_end`; 0 for none.
    """
    curve = kaplan_meier(table, group)
    events, at_risk = curve.events.astype(np.int64), curve.at_risk.astype(np.int64)
    n, total = curve.n, int(curve.events.sum())
    allowed = publishable_landmarks(LANDMARKS, curve.times, events, at_risk, policy=policy)
    landmarks = tuple(day for day, fit in zip(LANDMARKS, allowed, strict=True) if fit)
    at = publishable_points(curve.times, events, at_risk, policy=policy, landmarks=landmarks)
    shown = publishable_events(total, n, policy=policy)
    return PublishedCurve(
        label=label,
        n=n,
        events=shown,
        days=tuple(publishable_point_days(curve.times[at], policy=policy).tolist()),
        survival=_rounded(curve.survival[at], policy),
        low=_rounded(curve.low[at], policy),
        high=_rounded(curve.high[at], policy),
        at_risk=_numbers_at_risk(curve, ticks, policy),
        median=_median(curve, policy),
        landmarks=tuple((day, _of_survival(survival_at(curve, day), policy)) for day in landmarks),
        restricted_mean=_whole_days(restricted_mean(curve, until)) if until and shown is not None else _NOT_SHOWN,
        restricted_to=until if shown is not None else 0.0,
        median_follow_up=_follow_up(table, group, policy),
    )


def published_incidence(
    label: str, incidence: Incidence, table: RiskTable, group: int, policy: Policy
) -> PublishedIncidence:
    """A cumulative incidence, at points chosen as for a survival curve of the same events."""
    curve = kaplan_meier(table, group)
    at = publishable_points(curve.times, curve.events.astype(np.int64), curve.at_risk.astype(np.int64), policy=policy)
    return PublishedIncidence(
        label,
        tuple(publishable_point_days(curve.times[at], policy=policy).tolist()),
        _rounded(incidence.incidence[at], policy),
        _rounded(incidence.low[at], policy),
        _rounded(incidence.high[at], policy),
    )


def ticks_for(last_day: float) -> tuple[float, ...]:
    """Round times from 0 up to a day, at most nine of them."""
    step = next((step for step in _STEPS if last_day / step < _TICKS), _STEPS[-1])
    return tuple(step * at for at in range(int(last_day / step) + 1))


def common_end(table: RiskTable, policy: Policy) -> float:
    """The last round time up to which every group has enough patients at risk; 0 where there is none."""
    ends = []
    for group in range(table.groups):
        followed = np.flatnonzero(table.at_risk[group] >= policy.smallest_at_risk)
        ends.append(float(table.times[followed[-1]]) if len(followed) else 0.0)
    return max((day for day in LANDMARKS if day <= min(ends, default=0.0)), default=0.0)


def _numbers_at_risk(curve: SurvivalCurve, ticks: Sequence[float], policy: Policy) -> tuple[AtRisk, ...]:
    exact = [int(curve.at_risk[at]) if at < len(curve.times) else 0 for at in np.searchsorted(curve.times, ticks)]
    shown = publishable_at_risk(curve.n, exact, policy=policy)
    # At the beginning it is the size of the group, which is shown as it is.
    return tuple(AtRisk(day, number if day else curve.n) for day, number in zip(ticks, shown, strict=True))


def _median(curve: SurvivalCurve, policy: Policy) -> Interval:
    events, at_risk = curve.events.astype(np.int64), curve.at_risk.astype(np.int64)
    found = median(curve)

    def shown(day: float | None) -> float | None:
        fit = day is not None and publishable_median(day, curve.times, events, at_risk, policy=policy)
        return day if fit else None

    value = shown(found.value)
    return _NOT_SHOWN if value is None else Interval(value, shown(found.low), shown(found.high))


def _follow_up(table: RiskTable, group: int, policy: Policy) -> Interval:
    return Interval(publishable_days(follow_up(table, group).value, policy=policy), None, None)


def _of_survival(interval: Interval, policy: Policy) -> Interval:
    values = (interval.value, interval.low, interval.high)
    return Interval(*(None if v is None else float(publishable_survival(np.asarray(v), policy=policy)) for v in values))


def _whole_days(interval: Interval) -> Interval:
    values = (interval.value, interval.low, interval.high)
    return Interval(*(None if v is None else float(round(v)) for v in values))


def _rounded(values: Floats, policy: Policy) -> tuple[float, ...]:
    return tuple(publishable_survival(values, policy=policy).tolist())
