"""Who was given a treatment: logistic regression on what was known before it, and overlap weights made of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.analysis.risk_table import Floats
from corpora.cohorts.cohort import Kind
from corpora.cohorts.store import Cohort

_ITERATIONS = 30
_CLOSE = 1e-8
# A trace of ridge keeps coefficients finite where a covariate tells the treatment for certain.
_RIDGE = 1e-3
_FEWEST_IN_LEVEL = 5
# As many patients of the smaller group for each coefficient (Peduzzi et al., J Clin Epidemiol 1996;49:1373-9).
PATIENTS_A_COEFFICIENT = 10


@dataclass(frozen=True)
class Design:
    """Covariates as columns: indicators of levels, standardised numbers, indicators of what is missing.

    Attributes
    ----------
    columns
        Shape (n, k), without an intercept.
    covariate
        By column, the name of its variable.
    left
        Variables for which there were too few patients.
    """

    columns: Floats
    covariate: tuple[str, ...]
    left: tuple[str, ...] = ()


def design(cohort: Cohort, rows: NDArray[np.intp], covariates: Sequence[str], most: int) -> Design:
    """The columns of covariates, in order, for as long as no more than ``most`` are made.

    A value that is missing is a level of its own. Levels of fewer than five patients are left to the reference level.
    """
    columns: list[Floats] = []
    names: list[str] = []
    left: list[str] = []
    for name in covariates:
        own = _columns(cohort, rows, name)
        if len(columns) + len(own) <= most:
            columns += own
            names += [name] * len(own)
        else:
            left.append(name)
    whole = np.column_stack(columns) if columns else np.empty((len(rows), 0))
    return Design(whole, tuple(names), tuple(left))


def propensity(columns: Floats, treated: NDArray[np.bool_]) -> Floats:
    """The probability of the treatment by maximum likelihood (Newton's method). Shape (n,).

    Parameters
    ----------
    columns
        Shape (n, k).
    treated
        Shape (n,).
    """
    n = len(columns)
    whole = np.column_stack([np.ones(n), columns])
    coefficients = np.zeros(whole.shape[1])
    share = float(treated.mean())
    coefficients[0] = np.log(share / (1 - share))
    penalty = np.full(len(coefficients), _RIDGE)
    penalty[0] = 0
    for _ in range(_ITERATIONS):
        probability = 1 / (1 + np.exp(-np.clip(whole @ coefficients, -30, 30)))
        gradient = whole.T @ (treated - probability) - penalty * coefficients
        curvature = (whole * (probability * (1 - probability))[:, None]).T @ whole + np.diag(penalty)
        step = np.linalg.lstsq(curvature, gradient, rcond=None)[0]
        coefficients += np.clip(step, -5, 5)
        if np.abs(step).max() < _CLOSE:
            break
    return np.asarray(1 / (1 + np.exp(-np.clip(whole @ coefficients, -30, 30))))


def overlap_weights(probability: Floats, treated: NDArray[np.bool_]) -> Floats:
    """Weights that compare those who could have had either treatment (Li, Morgan and Zaslavsky, JASA 2018;113:390-400).

    Each patient counts by the probability of the treatment not received. No weight is extreme, and the means of all
    columns of the model agree between the groups. Scaled to a mean of 1. Shape (n,).
    """
    weights = np.where(treated, 1 - probability, probability)
    return np.asarray(weights * len(weights) / weights.sum())


def overlap_share(probability: Floats, treated: NDArray[np.bool_]) -> float:
    """The share of patients whose probability lies within the range that both groups have (1st to 99th percentile)."""
    one, other = probability[treated], probability[~treated]
    low = max(np.percentile(one, 1), np.percentile(other, 1))
    high = min(np.percentile(one, 99), np.percentile(other, 99))
    return float(((probability >= low - 1e-9) & (probability <= high + 1e-9)).mean())


def _columns(cohort: Cohort, rows: NDArray[np.intp], name: str) -> list[Floats]:
    variable = cohort.dictionary.variable(name)
    if variable.kind is Kind.NUMBER:
        return _of_number(cohort.numbers(name)[rows].astype(np.float64))
    codes = cohort.codes(name)[rows].astype(np.intp)
    counts = np.bincount(codes + 1, minlength=len(variable.levels) + 1)
    # The most frequent level is the reference.
    used = [at for at in np.argsort(-counts, kind="stable")[1:] if counts[at] >= _FEWEST_IN_LEVEL]
    return [(codes + 1 == at).astype(np.float64) for at in used]


def _of_number(values: Floats) -> list[Floats]:
    missing = np.isnan(values)
    known = values[~missing]
    columns: list[Floats] = []
    if len(known) and known.max() > known.min():
        low, high = np.percentile(known, [1, 99])
        capped = np.clip(values, low, high) if high > low else values
        # Markers and counts are skewed: their logarithm is nearer to how they act.
        if low >= 0 and known.mean() > 2 * np.median(known):
            capped = np.log1p(capped)
        spread = float(np.nanstd(capped))
        if spread > 0:
            columns.append(np.where(missing, 0.0, (capped - np.nanmean(capped)) / spread))
    if _FEWEST_IN_LEVEL <= missing.sum() <= len(values) - _FEWEST_IN_LEVEL:
        columns.append(missing.astype(np.float64))
    return columns
