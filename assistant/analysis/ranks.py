"""Numbers of a cohort by rank: small codes on which distances and tests can be looked up."""

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.cohort import Kind
from corpora.cohorts.store import Cohort

MOST_CODES = 100
_ENOUGH = 200_000


def cut_points(cohort: Cohort, variable: str) -> NDArray[np.float32]:
    """Where a number is cut: its distinct quantiles, at most a hundred, from an even sample. Ascending."""

    def compute() -> NDArray[np.float32]:
        values = cohort.numbers(variable)[:: max(1, cohort.n // _ENOUGH)]
        known = values[~np.isnan(values)]
        if not len(known):
            return np.empty(0, np.float32)
        return np.unique(np.quantile(known, np.linspace(0, 1, MOST_CODES), method="nearest")).astype(np.float32)

    return cohort.derived(f"cut points of {variable}", compute)


def codes_of(cohort: Cohort, variable: str) -> NDArray[np.int16]:
    """A variable as small whole numbers, -1 where missing: a category's levels, a number's place among its cut points.

    Code c of a number: as large as the c-th cut point, smaller than the next. Shape (n,).
    """
    if cohort.dictionary.variable(variable).kind is not Kind.NUMBER:
        return cohort.codes(variable)

    def compute() -> NDArray[np.int16]:
        values = cohort.numbers(variable)
        codes = np.searchsorted(cut_points(cohort, variable), values, side="right").astype(np.int16) - 1
        codes = np.maximum(codes, 0)
        codes[np.isnan(values)] = -1
        return codes.astype(np.int16)

    return cohort.derived(f"codes of {variable}", compute)


def shares(cohort: Cohort, variable: str) -> NDArray[np.float64]:
    """The share of patients with each code, the share in whom it is missing last. Shape (codes + 1,)."""

    def compute() -> NDArray[np.float64]:
        codes = codes_of(cohort, variable)[:: max(1, cohort.n // _ENOUGH)].astype(np.intp)
        named = cohort.dictionary.variable(variable)
        number = len(cut_points(cohort, variable)) if named.kind is Kind.NUMBER else len(named.levels)
        counts = np.bincount(np.where(codes < 0, number, codes), minlength=number + 1)
        return counts / max(len(codes), 1)

    return cohort.derived(f"shares of {variable}", compute)
