"""Cumulative incidence where another event can come first, by Aalen and Johansen (Scand J Stat 1978;5:141-50)."""

from dataclasses import dataclass

import numpy as np

from assistant.analysis.kaplan_meier import Z95
from assistant.analysis.risk_table import Floats, RiskTable, one_group


@dataclass(frozen=True)
class Incidence:
    """Probability of having had the event by each time, and its log-log 95 % interval. Shape (t,) each."""

    times: Floats
    incidence: Floats
    low: Floats
    high: Floats
    standard_error: Floats


def cumulative_incidence(table: RiskTable, group: int = 0, *, of_competing: bool = False) -> Incidence:
    """The incidence of the event (or of the competing one) in a group; variance by the Aalen estimator.

    Var F(t) = sum over events up to t of the squared influence on F(t), as in Marubini and Valsecchi 1995, eq. 10.12.
    """
    own = one_group(table, group)
    at_risk = own.at_risk[0]
    cause = (own.competing if of_competing else own.events)[0]
    other = (own.events if of_competing else own.competing)[0]
    either = cause + other
    survival = np.cumprod(1 - either / at_risk)
    before = np.concatenate([[1.0], survival[:-1]])
    incidence = np.cumsum(before * cause / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        any_term = np.where(at_risk > either, either / (at_risk * (at_risk - either)), 0.0)
        own_term = before**2 * cause * (at_risk - cause) / at_risk**3
        cross = before * cause / at_risk**2
    # Σ (F(t) − F(s))² a(s) + Σ b(s) − 2 Σ (F(t) − F(s)) c(s), expanded so that one pass is enough.
    variance = (
        incidence**2 * np.cumsum(any_term)
        - 2 * incidence * np.cumsum(incidence * any_term)
        + np.cumsum(incidence**2 * any_term)
        + np.cumsum(own_term)
        - 2 * (incidence * np.cumsum(cross) - np.cumsum(incidence * cross))
    )
    error = np.sqrt(np.maximum(variance, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        remaining = 1 - incidence
        half = Z95 * error / (remaining * np.abs(np.log(remaining)))
        high, low = 1 - remaining ** np.exp(half), 1 - remaining ** np.exp(-half)
    none_yet = incidence <= 0
    low[none_yet], high[none_yet] = np.nan, np.nan
    return Incidence(own.times, incidence, low, high, error)
