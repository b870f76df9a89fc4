"""The ladder of a quasi-identifier: ever coarser forms of a variable, from what is recorded to leaving it out."""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.cohort import Kind, Label, Level, Role, Variable
from corpora.cohorts.disclosure.icd10_blocks import icd10_block, icd10_category

OTHER = Level("other", Label("Other", "Autre"))
# What an analysis cannot do without is made coarser, not left out.
_KEPT = frozenset({Role.AGE, Role.SEX, Role.DIAGNOSIS, Role.STAGE, Role.TREATMENT})
_RANGE = re.compile(r"(\d+)(?:-(\d+)|(\+))?")
_YEARS = (2, 5, 10, 20)
_QUANTILES = (10, 5, 3, 2)


@dataclass(frozen=True)
class Values:
    """What is recorded of a variable.

    Attributes
    ----------
    recorded
        Distinct values but for missing ones: level codes in the order of the levels, or numbers in order of size.
    counts
        Patients by value. Shape (values,).
    """

    recorded: tuple[str, ...] | tuple[float, ...]
    counts: NDArray[np.int64]


@dataclass(frozen=True)
class Rung:
    """One form of a variable.

    Attributes
    ----------
    variable
        ``None`` where it is left out.
    of_value
        By recorded value, the position of its level. Shape (values,).
    """

    variable: Variable | None
    of_value: NDArray[np.int64]


def ladder(variable: Variable, values: Values, k: int) -> list[Rung]:
    """A variable's forms, as recorded first, each coarser than the one before."""
    rungs = [Rung(variable, np.arange(len(values.recorded)))]
    if variable.kind is Kind.NUMBER:
        rungs += _numbers(variable, values, k)
    elif variable.kind is Kind.ORDERED:
        rungs += _ordered(variable, values, k)
    elif variable.role is not Role.SEX:
        rungs += _categories(variable, values, k)
    if variable.role not in _KEPT:
        rungs.append(Rung(None, np.zeros(len(values.recorded), np.int64)))
    coarser = [rungs[0]]
    for rung in rungs[1:]:
        if rung.variable is None or len(set(rung.of_value.tolist())) < len(set(coarser[-1].of_value.tolist())):
            coarser.append(rung)
    return coarser


def _numbers(variable: Variable, values: Values, k: int) -> list[Rung]:
    numbers = np.asarray(values.recorded, np.float64)
    if not len(numbers):
        return []
    rungs = []
    if variable.role in (Role.YEAR, Role.AGE) and (numbers == np.round(numbers)).all():
        for width in _YEARS:
            starts = (numbers // width * width).astype(np.int64)
            rungs.append(
                _joined(variable, [(str(start), str(start + width - 1)) for start in starts.tolist()], values, k)
            )
        return rungs
    below = np.cumsum(values.counts) / values.counts.sum()
    for parts in _QUANTILES:
        part = np.minimum((below * parts - 1e-9).astype(np.int64), parts - 1)
        ends = {each: numbers[part == each] for each in set(part.tolist())}
        spans = [(f"{ends[each][0]:g}", f"{ends[each][-1]:g}") for each in part.tolist()]
        rungs.append(_joined(variable, spans, values, k))
    return rungs


def _ordered(variable: Variable, values: Values, k: int) -> list[Rung]:
    """Neighbouring levels together: ages by 10, 20 and 40 years, other levels by two, four, …"""
    codes = [str(code) for code in values.recorded]
    parsed = [_RANGE.fullmatch(code) for code in codes]
    bounds = [
        (match.group(1), "+" if match.group(3) else match.group(2) or match.group(1)) for match in parsed if match
    ]
    rungs = []
    if variable.role in (Role.AGE, Role.YEAR) and len(bounds) == len(codes) and codes:
        rungs.append(_joined(variable, bounds, values, k))
        for width in (10, 20, 40) if variable.role is Role.AGE else _YEARS:
            starts = [int(low) // width * width for low, _ in bounds]
            last = {start: high for start, (_, high) in zip(starts, bounds, strict=True)}
            spans = [(str(start), "+" if last[start] == "+" else str(start + width - 1)) for start in starts]
            rungs.append(_joined(variable, spans, values, k))
        return rungs
    together = 2
    while together < 2 * len(codes):
        runs = [codes[at - at % together : at - at % together + together] for at in range(len(codes))]
        rungs.append(_joined(variable, [(run[0], run[-1]) for run in runs], values, k))
        together *= 2
    return rungs


def _joined(variable: Variable, spans: Sequence[tuple[str, str]], values: Values, k: int) -> Rung:
    """A rung of spans from a low to a high value; spans at either end with fewer than ``k`` patients join the next."""
    runs: list[tuple[str, str, int]] = []
    of_value = []
    for span, count in zip(spans, values.counts.tolist(), strict=True):
        if runs and runs[-1][:2] == span:
            runs[-1] = (*span, runs[-1][2] + count)
        else:
            runs.append((*span, count))
        of_value.append(len(runs) - 1)
    position = list(range(len(runs)))
    first, last = 0, len(runs) - 1
    while first < last and runs[first][2] < k:
        runs[first + 1] = (runs[0][0], runs[first + 1][1], runs[first][2] + runs[first + 1][2])
        first += 1
    while last > first and runs[last][2] < k:
        runs[last - 1] = (runs[last - 1][0], runs[last][1], runs[last - 1][2] + runs[last][2])
        last -= 1
    position = [min(max(at, first), last) - first for at in position]
    levels = tuple(_span_level(low, high, variable, values) for low, high, _ in runs[first : last + 1])
    coarser = replace(variable, kind=Kind.ORDERED, levels=levels, concepts=_concepts(variable, levels))
    return Rung(coarser, np.array([position[at] for at in of_value], np.int64))


def _span_level(low: str, high: str, variable: Variable, values: Values) -> Level:
    known = {level.code: level.label for level in variable.levels}
    years_en, years_fr = ("", " ans") if variable.role is Role.AGE else ("", "")
    if high == "+":
        return Level(f"{low}+", Label(f"{low} and over{years_en}", f"{low}{years_fr} et plus"))
    if low == high:
        return Level(low, known.get(low, Label(low, low)))
    first, last = known.get(low, Label(low, low)), known.get(high, Label(high, high))
    return Level(f"{low}-{high}", Label(f"{first.en} to {last.en}{years_en}", f"{first.fr} à {last.fr}{years_fr}"))


def _categories(variable: Variable, values: Values, k: int) -> list[Rung]:
    """Rare codes together; ICD-10 codes under their category, then their block, before that."""
    labels = {level.code: level.label for level in variable.levels}
    codes = [str(code) for code in values.recorded]

    def as_is(code: str) -> Level:
        return Level(code, labels.get(code, Label(code, code)))

    def category(code: str) -> Level:
        short = icd10_category(code)
        return as_is(short) if short else as_is(code)

    def block(code: str) -> Level:
        found = icd10_block(code)
        return Level(*found) if found else OTHER

    forms: list[Callable[[str], Level]] = [as_is]
    if codes and np.average([icd10_category(code) is not None for code in codes], weights=values.counts) > 0.8:
        forms += [category, block]
    rungs = []
    for form in forms:
        rungs.append(_grouped(variable, [form(code) for code in codes], values, k))
    for fewest in (5 * k, 25 * k):
        rungs.append(_grouped(variable, [forms[-1](code) for code in codes], values, fewest))
    return rungs


def _grouped(variable: Variable, wanted: Sequence[Level], values: Values, fewest: int) -> Rung:
    """A rung of the levels wanted by value; those of fewer than ``fewest`` patients are "other"."""
    total: dict[Hashable, int] = {}
    for level, count in zip(wanted, values.counts.tolist(), strict=True):
        total[level.code] = total.get(level.code, 0) + count
    found = [level if total[level.code] >= fewest else OTHER for level in wanted]
    unique = {level.code: level for level in found if level.code != OTHER.code}
    levels = (*unique.values(), *([OTHER] if any(level.code == OTHER.code for level in found) else []))
    position = {level.code: at for at, level in enumerate(levels)}
    coarser = replace(variable, levels=levels, concepts=_concepts(variable, levels))
    return Rung(coarser, np.array([position[level.code] for level in found], np.int64))


def _concepts(variable: Variable, levels: Sequence[Level]) -> tuple[tuple[str, str], ...]:
    codes = {"", *(level.code for level in levels)}
    return tuple(pair for pair in variable.concepts if pair[0] in codes)
