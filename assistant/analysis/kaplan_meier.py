"""Survival by Kaplan and Meier (J Am Stat Assoc 1958;53:457-81), with log-log intervals and what is read off it."""

from dataclasses import dataclass, replace

import numpy as np

from assistant.analysis.results import Interval
from assistant.analysis.risk_table import Floats, RiskTable, one_group

Z95 = 1.959963984540054
# Survival and one half are equal up to rounding.
_SAME = 1e-9


@dataclass(frozen=True)
class SurvivalCurve:
    """Survival just after each time. Before the first, it is 1.

    Attributes
    ----------
    times, survival, low, high
        Times and survival with its 95 % interval (log-log; NaN where it is 1 or 0). Shape (t,) each.
    at_risk, events
        Before and at each time. Shape (t,) each.
    variance_sum
        Greenwood's sum: events / (at risk × (at risk − events)), cumulated. Shape (t,).
    """

    times: Floats
    survival: Floats
    low: Floats
    high: Floats
    at_risk: Floats
    events: Floats
    variance_sum: Floats

    @property
    def n(self) -> int:
        """Patients at the beginning."""
        return int(self.at_risk[0]) if len(self.at_risk) else 0


def kaplan_meier(table: RiskTable, group: int = 0) -> SurvivalCurve:
    """The curve of a group; competing events end follow-up like censoring."""
    own = one_group(table, group)
    at_risk, events = own.at_risk[0], own.events[0]
    survival = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance_sum = np.cumsum(events / (at_risk * (at_risk - events)))
        logarithm = np.log(survival)
        half = Z95 * np.sqrt(variance_sum) / np.abs(logarithm)
        low, high = survival ** np.exp(half), survival ** np.exp(-half)
    unknown = (survival >= 1) | (survival <= 0)
    low[unknown] = high[unknown] = np.nan
    return SurvivalCurve(own.times, survival, low, high, at_risk, events, variance_sum)


def median(curve: SurvivalCurve) -> Interval:
    """Median survival in days with the interval of Brookmeyer and Crowley (Biometrics 1982;38:29-41).

    Where survival stays at one half for a while, the middle of that while, as R's ``survfit`` has it.
    """
    return Interval(_crossing(curve, curve.survival), _crossing(curve, curve.low), _crossing(curve, curve.high))


def survival_at(curve: SurvivalCurve, day: float) -> Interval:
    """Survival at a day with its interval. Beyond the last time it is not known."""
    if not len(curve.times) or day > curve.times[-1]:
        return Interval(None, None, None)
    at = int(np.searchsorted(curve.times, day, side="right")) - 1
    if at < 0:
        return Interval(1.0, None, None)
    low, high = float(curve.low[at]), float(curve.high[at])
    return Interval(float(curve.survival[at]), _known(low), _known(high))


def follow_up(table: RiskTable, group: int = 0) -> Interval:
    """Median follow-up by reverse Kaplan-Meier (Schemper and Smith, Control Clin Trials 1996;17:343-6)."""
    reversed_table = replace(table, events=table.censored, censored=table.events)
    return median(kaplan_meier(reversed_table, group))


def _crossing(curve: SurvivalCurve, heights: Floats) -> float | None:
    below = np.flatnonzero(heights <= 0.5 + _SAME)
    if not len(below):
        return None
    first = int(below[0])
    if abs(heights[first] - 0.5) > _SAME:
        return float(curve.times[first])
    later = np.flatnonzero(heights < 0.5 - _SAME)
    return float((curve.times[first] + curve.times[later[0]]) / 2) if len(later) else float(curve.times[first])


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value
