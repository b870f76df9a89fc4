"""How much each characteristic tells of an outcome in a cohort: the weights by which patients are compared."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from assistant.analysis.covariates import adjustable, characteristics
from assistant.analysis.log_rank import log_rank
from assistant.analysis.risk_table import risk_table
from corpora.cohorts.cohort import Kind
from corpora.cohorts.store import PATIENTS, Cohort

_SAMPLE = 100_000
# Even a characteristic that tells nothing of the outcome counts a little: whoever describes a patient gave it for a reason.
_LEAST = 0.1
_GROUPS = 10
_stored: TypeAdapter[dict[str, float]] = TypeAdapter(dict[str, float])


def learned_weights(cohort: Cohort, outcome: str) -> Mapping[str, float]:
    """Weights of all characteristics, the most telling one 1, the least 0.1; kept in the cohort's folder.

    A weight is the square root of the log-rank chi-square of the characteristic's levels (of a number: its deciles),
    less its degrees of freedom, an event: near to the spread of the log hazard between patients.
    """
    path = cohort.folder / f"weights-{outcome}.json"
    stamp = float((cohort.folder / PATIENTS).stat().st_mtime_ns)
    kept = _read(path)
    if kept is not None and kept.pop("", None) == stamp:
        return kept
    weights = _learn(cohort, outcome)
    try:
        partial = path.with_suffix(".part")
        partial.write_text(json.dumps({"": stamp, **weights}), encoding="utf-8")
        partial.replace(path)
    except OSError:
        # A folder that cannot be written costs the time to learn again, nothing else.
        return weights
    return weights


def _learn(cohort: Cohort, outcome: str) -> dict[str, float]:
    days, event = cohort.times(outcome)
    rows = np.arange(0, cohort.n, max(1, cohort.n // _SAMPLE))
    rows = rows[np.isfinite(days[rows]) & (event[rows] >= 0)]
    names = dict.fromkeys(v.name for v in (*characteristics(cohort.dictionary), *adjustable(cohort.dictionary, "")))
    told = {}
    for name in names:
        group, at = _groups(cohort, name, rows)
        if len(np.unique(group)) < 2:
            told[name] = 0.0
            continue
        test = log_rank([risk_table(days[at], event[at], group, int(group.max()) + 1)])
        told[name] = (max(test.chi_square - test.degrees, 0.0) / max(float(test.observed.sum()), 1.0)) ** 0.5
    most = max(told.values(), default=0.0)
    return {name: round(max(_LEAST, value / most if most else 1.0), 3) for name, value in told.items()}


def _groups(cohort: Cohort, name: str, rows: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The groups that a variable makes of patients (levels, or deciles), and the patients in whom it is known."""
    if cohort.dictionary.variable(name).kind is not Kind.NUMBER:
        codes = cohort.codes(name)[rows].astype(np.intp)
        return codes[codes >= 0], rows[codes >= 0]
    values = cohort.numbers(name)[rows]
    known = ~np.isnan(values)
    if not known.any():
        return np.empty(0, np.intp), rows[known]
    cuts = np.unique(np.quantile(values[known], np.linspace(0, 1, _GROUPS + 1)[1:-1]))
    return np.searchsorted(cuts, values[known], side="right"), rows[known]


def _read(path: Path) -> dict[str, float] | None:
    try:
        return _stored.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
