"""A Cox model of one group against another, weighted or not, from sums over patients; ties by Efron's method.

Estimates, and the robust variance of Lin and Wei (J Am Stat Assoc 1989;84:1074-8), equal those of R's ``coxph`` with
case weights. All patients of a group who leave at the same time in the same way have the same residual, so that sums of
weights and of squared weights by group and time are enough.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.analysis.kaplan_meier import Z95
from assistant.analysis.results import Interval
from assistant.analysis.risk_table import Floats, risk_table

_ITERATIONS = 40
_CLOSE = 1e-10
# A coefficient beyond this has no finite estimate: one of the groups has no events.
_RUNAWAY = 12.0


@dataclass(frozen=True)
class HazardRatio:
    """Group 1 against group 0.

    Attributes
    ----------
    log, standard_error
        Of the logarithm; robust where weights were given.
    proportional
        p of the test on scaled Schoenfeld residuals against 1 − Kaplan-Meier (Grambsch and Therneau 1994); ``None``
        with weights.
    """

    log: float
    standard_error: float
    proportional: float | None

    @property
    def interval(self) -> Interval:
        """The ratio with its 95 % interval."""
        half = Z95 * self.standard_error
        return Interval(*(float(np.exp(x)) for x in (self.log, self.log - half, self.log + half)))


@dataclass(frozen=True)
class _Step:
    """One of the steps into which Efron's method parts the tied events of a time; arrays over all steps."""

    time: NDArray[np.intp]
    part: Floats
    mean_weight: Floats


def hazard_ratio(
    days: Floats, event: NDArray[np.int8], second: NDArray[np.bool_], weights: Floats | None = None
) -> HazardRatio | None:
    """The hazard ratio of the patients of the ``second`` group against the others; ``None`` where it has no finite value.

    Parameters
    ----------
    days, event
        As for :func:`assistant.analysis.risk_table.risk_table`. Shape (n,).
    weights
        Positive. Shape (n,).
    """
    group = second.astype(np.intp)
    counts = risk_table(days, event, group, 2)
    sums = counts if weights is None else risk_table(days, event, group, 2, weights)
    tied = counts.events.sum(axis=0)
    if not tied.any() or not counts.events.sum(axis=1).all():
        return None
    time = np.repeat(np.arange(len(tied)), tied.astype(np.intp))
    starts = np.cumsum(tied) - tied
    order = np.arange(len(time)) - starts[time]
    steps = _Step(time, order / tied[time], (sums.events.sum(axis=0) / np.maximum(tied, 1))[time])
    log = 0.0
    for _ in range(_ITERATIONS):
        share, _ = _shares(sums.at_risk, sums.events, steps, log)
        score = float(sums.events[1].sum() - (steps.mean_weight * share).sum())
        information = float((steps.mean_weight * share * (1 - share)).sum())
        if information <= 0:
            return None
        change = score / information
        log += change
        if abs(log) > _RUNAWAY:
            return None
        if abs(change) < _CLOSE:
            break
    share, hazard = _shares(sums.at_risk, sums.events, steps, log)
    information = float((steps.mean_weight * share * (1 - share)).sum())
    if weights is None:
        return HazardRatio(
            log, information**-0.5, _proportional(counts.events, counts.at_risk, time, share, information)
        )
    squares = risk_table(days, event, group, 2, weights**2)
    ended = squares.competing + squares.censored
    spread = sum(
        _squared_residuals(value, squares.events[value], ended[value], steps, share, hazard, log) for value in (0, 1)
    )
    return HazardRatio(log, spread**0.5 / information, None)


def _shares(at_risk: Floats, events: Floats, steps: _Step, log: float) -> tuple[Floats, Floats]:
    """By step, the second group's share of the risk, and the hazard."""
    ratio = np.exp(log)
    second = at_risk[1][steps.time] * ratio - steps.part * events[1][steps.time] * ratio
    whole = second + at_risk[0][steps.time] - steps.part * events[0][steps.time]
    return second / whole, steps.mean_weight / whole


def _squared_residuals(
    value: int, events: Floats, ended: Floats, steps: _Step, share: Floats, hazard: Floats, log: float
) -> float:
    """Sum of squared score residuals of a group, ``events`` and ``ended`` being sums of squared weights by time."""
    times = len(events)
    deviation = value - share
    borne = deviation * hazard * np.exp(log * value)
    number = np.maximum(np.bincount(steps.time, minlength=times), 1)
    at_time = np.bincount(steps.time, borne, times)
    until = np.cumsum(at_time)
    dying = np.bincount(steps.time, borne * (1 - steps.part), times)
    own = np.bincount(steps.time, deviation, times) / number
    of_events = own - (until - at_time) - dying
    return float((events * of_events**2).sum() + (ended * until**2).sum())


def _proportional(
    events: Floats, at_risk: Floats, time: NDArray[np.intp], share: Floats, information: float
) -> float | None:
    from scipy.special import chdtrc

    tied, whole = events.sum(axis=0), at_risk.sum(axis=0)
    survival = np.cumprod(1 - tied / whole)
    transformed = 1 - np.concatenate([[1.0], survival[:-1]])
    number = float(tied.sum())
    centred = transformed - float((transformed * tied).sum()) / number
    residual = events[1] - np.bincount(time, share, len(tied))
    spread = float((tied * centred**2).sum())
    if spread <= 0:
        return None
    statistic = float((centred * residual).sum()) ** 2 * number / (information * spread)
    return float(chdtrc(1, statistic))
