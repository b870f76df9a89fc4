"""Two treatments compared among patients: unadjusted, and weighted so that what was known before them agrees."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.analysis.balance import effective_size, standardised_differences
from assistant.analysis.e_value import e_values
from assistant.analysis.hazard_ratio import HazardRatio, hazard_ratio
from assistant.analysis.log_rank import log_rank
from assistant.analysis.propensity import PATIENTS_A_COEFFICIENT, design, overlap_share, overlap_weights, propensity
from assistant.analysis.results import Comparison, Interval
from assistant.analysis.risk_table import Floats, risk_table
from corpora.cohorts.cohort import Status
from corpora.cohorts.store import Cohort

_RARE = 0.15
# More patients than this make an estimate no more certain than its confounding, and the model's columns large.
MOST_ADJUSTED = 20_000


@dataclass(frozen=True)
class Compared:
    """A treatment against another.

    Attributes
    ----------
    unadjusted, adjusted
        ``None`` where there is no finite estimate; ``adjusted`` also where nothing could be adjusted for.
    balance
        By covariate adjusted for: the largest difference of its columns before, and after.
    overlap
        See :func:`assistant.analysis.propensity.overlap_share`; ``None`` where nothing was adjusted for.
    effective
        Effective number of patients after weighting.
    left
        Covariates for which there were too few patients.
    sample
        How many patients, drawn evenly, the adjusted comparison rests on; 0 where on all.
    """

    unadjusted: Comparison | None
    adjusted: Comparison | None
    balance: dict[str, tuple[float, float]]
    overlap: float | None
    effective: float
    left: tuple[str, ...] = ()
    sample: int = 0


def compare(
    cohort: Cohort,
    rows: NDArray[np.intp],
    second: NDArray[np.bool_],
    days: Floats,
    event: NDArray[np.int8],
    labels: tuple[str, str],
    covariates: Sequence[str],
) -> Compared:
    """Compare the patients of the second group with those of the first.

    Parameters
    ----------
    rows
        Positions of the patients of both groups in the cohort. Shape (n,).
    second, days, event
        Of these patients. Shape (n,) each.
    labels
        Of the first group (the reference) and of the second.
    covariates
        Names of variables known before treatment, the most telling first: as many are adjusted for as the smaller
        group bears, ten patients a coefficient.
    """
    plain = hazard_ratio(days, event, second)
    p = log_rank([risk_table(days, event, second.astype(np.intp), 2)]).p
    rare = float((event == Status.EVENT).mean()) < _RARE
    every = -(-len(rows) // MOST_ADJUSTED)
    if every > 1:
        rows, second, days, event = rows[::every], second[::every], days[::every], event[::every]
    most = int(min(second.sum(), (~second).sum()) // PATIENTS_A_COEFFICIENT)
    model = design(cohort, rows, covariates, most)
    unadjusted = _comparison(plain, labels, rare, adjusted=False, log_rank_p=p)
    if not model.covariate:
        return Compared(unadjusted, None, {}, None, float(len(rows)), model.left)
    probability = propensity(model.columns, second)
    weights = overlap_weights(probability, second)
    before = standardised_differences(model.columns, second)
    after = standardised_differences(model.columns, second, weights)
    balance = {
        name: (_largest(before, model.covariate, name), _largest(after, model.covariate, name))
        for name in dict.fromkeys(model.covariate)
    }
    weighted = hazard_ratio(days, event, second, weights)
    return Compared(
        unadjusted,
        _comparison(weighted, labels, rare, adjusted=True, log_rank_p=None),
        balance,
        round(overlap_share(probability, second), 2),
        effective_size(weights),
        model.left,
        len(rows) if every > 1 else 0,
    )


def _comparison(
    ratio: HazardRatio | None, labels: tuple[str, str], rare: bool, *, adjusted: bool, log_rank_p: float | None
) -> Comparison | None:
    if ratio is None:
        return None
    interval = ratio.interval
    shown = Interval(
        *(None if bound is None else round(bound, 2) for bound in (interval.value, interval.low, interval.high))
    )
    value, bound = e_values(interval, rare=rare)
    return Comparison(
        group=labels[1],
        reference=labels[0],
        hazard_ratio=shown,
        adjusted=adjusted,
        log_rank_p=None if log_rank_p is None else _p(log_rank_p),
        proportional=None if ratio.proportional is None else _p(ratio.proportional),
        e_value=None if value is None else round(value, 2),
        e_value_bound=None if bound is None else round(bound, 2),
    )


def _largest(differences: Floats, covariate: tuple[str, ...], name: str) -> float:
    """The difference of a covariate's columns that is farthest from 0, to two decimals."""
    own = differences[[at for at, other in enumerate(covariate) if other == name]]
    return round(float(own[np.argmax(np.abs(own))]), 2) + 0.0


def _p(p: float) -> float:
    """To four decimals, or to two figures where it is smaller: an exact p would tell the counts behind it."""
    return round(p, 4) if p >= 0.001 else float(f"{p:.1e}")
