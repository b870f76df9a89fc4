"""How far each patient of a cohort is from a description: a weighted mean of differences, variable by variable (Gower 1971)."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.analysis.bands import bands
from assistant.analysis.ranks import codes_of, cut_points, shares
from assistant.analysis.wanted import Wanted
from corpora.cohorts.cohort import Kind
from corpora.cohorts.store import Cohort

Floats = NDArray[np.float32]
# Patients at a time: what is looked up stays in the processor's cache.
_BLOCK = 1 << 16


def distances(cohort: Cohort, wanted: Sequence[Wanted], weights: Mapping[str, float]) -> Floats:
    """From 0 (fits in all) to 1; infinite for who has another disease. Shape (n,).

    A number differs by how many of the cohort lie between; an ordered level likewise; another level by 1. A value that
    is missing differs as much as the cohort does on average.
    """
    far = np.full(cohort.n, np.inf, np.float32)
    rows = _of_disease(cohort, [one for one in wanted if one.must])
    shared = [one for one in wanted if not one.must]
    of = {one.variable.name: weights.get(one.variable.name, 1.0) for one in shared}
    total = sum(of.values())
    columns = [
        (
            (differences(cohort, one) * (of[one.variable.name] / total)).astype(np.float32),
            codes_of(cohort, one.variable.name),
        )
        for one in shared
    ]
    for start in range(0, len(rows) if rows is not None else cohort.n, _BLOCK):
        block = slice(start, start + _BLOCK) if rows is None else rows[start : start + _BLOCK]
        # A missing value is position -1: the last of the table.
        sums = [np.take(table, codes[block], mode="wrap") for table, codes in columns]
        far[block] = sum(sums) if sums else 0
    return far


def _of_disease(cohort: Cohort, musts: Sequence[Wanted]) -> NDArray[np.intp] | None:
    """Who has the disease looked for; ``None`` for everybody."""
    if not musts:
        return None
    fits = np.ones(cohort.n, bool)
    for one in musts:
        codes = cohort.codes(one.variable.name)
        fits &= np.logical_or.reduce([codes == at for at in one.levels])
    return np.flatnonzero(fits)


def differences(cohort: Cohort, one: Wanted) -> Floats:
    """The difference of each code of a variable from what is looked for, 0 to 1; of a missing value last."""
    share = shares(cohort, one.variable.name)
    known = share[:-1]
    if one.variable.kind is Kind.NUMBER:
        table = _of_number(cut_points(cohort, one.variable.name), one, known)
    elif one.variable.kind is Kind.ORDERED and not one.must:
        table = _of_order(one, known)
    else:
        table = np.array([at not in one.levels for at in range(len(known))], np.float64)
    present = known.sum()
    average = float((table * known).sum() / present) if present else 1.0
    return np.append(table, 1.0 if one.must else average).astype(np.float32)


def _of_number(cuts: NDArray[np.float32], one: Wanted, known: NDArray[np.float64]) -> NDArray[np.float64]:
    """By rank: the share of the cohort between a code and the range looked for."""
    position = np.arange(len(cuts))
    first = int(np.searchsorted(cuts, np.float32(one.low), side="right")) - 1 if not math.isinf(one.low) else 0
    last = (
        int(np.searchsorted(cuts, np.float32(one.high), side="right")) - 1
        if not math.isinf(one.high)
        else len(cuts) - 1
    )
    fits = (position >= max(first, 0)) & (position <= max(last, 0))
    return _rank_distance(fits, known)


def _of_order(one: Wanted, known: NDArray[np.float64]) -> NDArray[np.float64]:
    fits = np.array([at in one.levels for at in range(len(known))])
    ranges = bands(one.variable)
    if one.ranged and all(band is not None for band in ranges):
        return _rank_distance(fits, known)
    if len(known) < 3:
        return (~fits).astype(np.float64)
    steps = np.abs(np.arange(len(known))[:, None] - np.flatnonzero(fits)[None, :]).min(axis=1)
    return np.asarray(steps / (len(known) - 1))


def _rank_distance(fits: NDArray[np.bool_], known: NDArray[np.float64]) -> NDArray[np.float64]:
    middle = (np.cumsum(known) - known / 2) / max(float(known.sum()), 1e-12)
    inside = middle[fits]
    below, above = inside.min() - middle, middle - inside.max()
    return np.asarray(np.where(fits, 0.0, np.clip(np.maximum(below, above), 0.0, 1.0)))
