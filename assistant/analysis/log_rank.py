"""The log-rank test of k groups, stratified or not (Mantel 1966; Peto and Peto 1972)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.analysis.risk_table import Floats, RiskTable


@dataclass(frozen=True)
class LogRank:
    """Observed and expected events by group, chi-square with its degrees of freedom, and p."""

    observed: Floats
    expected: Floats
    chi_square: float
    degrees: int
    p: float


def log_rank(strata: Sequence[RiskTable]) -> LogRank:
    """Compare the groups within each stratum; one table is an unstratified test. Competing events are censored."""
    from scipy.special import chdtrc

    groups = strata[0].groups
    observed, expected = np.zeros(groups), np.zeros(groups)
    covariance = np.zeros((groups, groups))
    for table in strata:
        at_risk, events = table.at_risk, table.events
        all_at_risk, all_events = at_risk.sum(axis=0), events.sum(axis=0)
        busy = all_events > 0
        share = at_risk[:, busy] / all_at_risk[busy]
        observed += events.sum(axis=1)
        expected += (share * all_events[busy]).sum(axis=1)
        left = all_at_risk[busy] - all_events[busy]
        spread = all_events[busy] * left / np.maximum(all_at_risk[busy] - 1, 1)
        covariance += np.diag((share * spread).sum(axis=1)) - (share * spread) @ share.T
    at_stake = expected > 0
    difference = (observed - expected)[at_stake][:-1]
    inverse = np.linalg.pinv(covariance[np.ix_(at_stake, at_stake)][:-1, :-1])
    statistic = float(difference @ inverse @ difference)
    degrees = max(int(at_stake.sum()) - 1, 0)
    p = float(chdtrc(degrees, statistic)) if degrees else 1.0
    return LogRank(observed, expected, statistic, degrees, p)
