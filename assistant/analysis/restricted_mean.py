"""Restricted mean survival time: the area under a curve up to a day (Royston and Parmar, Stat Med 2011;30:2409-21)."""

import numpy as np

from assistant.analysis.kaplan_meier import Z95, SurvivalCurve
from assistant.analysis.results import Interval


def restricted_mean(curve: SurvivalCurve, until: float) -> Interval:
    """Mean days lived up to ``until``, with a normal 95 % interval; variance as R's ``survfit`` prints it."""
    before = curve.times < until
    times = np.concatenate([[0.0], curve.times[before], [until]])
    heights = np.concatenate([[1.0], curve.survival[before]])
    pieces = heights * np.diff(times)
    # Area still to come after each time of an event.
    to_come = np.cumsum(pieces[::-1])[::-1][1:]
    events, at_risk = curve.events[before], curve.at_risk[before]
    left = at_risk - events
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(left > 0, to_come**2 * events / (at_risk * left), 0.0)
    mean, half = float(pieces.sum()), Z95 * float(np.sqrt(terms.sum()))
    return Interval(mean, max(mean - half, 0.0), min(mean + half, until))
