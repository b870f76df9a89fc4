"""The patients of a cohort who meet criteria. What is not recorded of a patient meets none, in either sense."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.analysis.bands import bands, number_in
from assistant.analysis.criteria import Comparison, Expression, Sign, Words, read_criteria
from assistant.analysis.naming import find_levels, find_variable, levels_called
from corpora.cohorts.cohort import Dictionary, Kind, Variable
from corpora.cohorts.store import Cohort
from corpora.errors import SourcierError

Mask = NDArray[np.bool_]
_MOST_RUNS = 4


@dataclass(frozen=True)
class Condition:
    """A comparison as the cohort understands it.

    Attributes
    ----------
    levels
        Of a categorical variable: the positions that fulfil it.
    low, high, low_open, high_open
        Of a number: the range that fulfils it, or, if ``negated``, does not.
    missing
        Whether it asks for patients in whom the variable is missing (or, if ``negated``, is not).
    cut
        Positions of bands that a bound cuts in two: they fulfil it neither way.
    """

    variable: Variable
    negated: bool = False
    levels: frozenset[int] | None = None
    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False
    missing: bool = False
    cut: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Selected:
    """All parts hold; or, with ``either``, at least one does."""

    parts: tuple["Selection", ...]
    either: bool = False


Selection = Condition | Selected


def understand(criteria: str, dictionary: Dictionary) -> Selection:
    """Criteria in terms of a cohort's variables. Raises :class:`SourcierError` with position, and what is known there."""
    return _resolve(read_criteria(criteria), dictionary)


def select(cohort: Cohort, selection: Selection) -> Mask:
    """Who meets criteria. Shape (n,). Not to be shown or counted before it has passed the disclosure policy."""
    if isinstance(selection, Condition):
        return _meets(cohort, selection)
    masks = (select(cohort, part) for part in selection.parts)
    chosen = next(masks).copy()
    combine = np.logical_or if selection.either else np.logical_and
    for mask in masks:
        combine(chosen, mask, out=chosen)
    return chosen


def conditions(selection: Selection) -> list[Condition]:
    """All conditions, in order."""
    if isinstance(selection, Condition):
        return [selection]
    return [each for part in selection.parts for each in conditions(part)]


def _resolve(expression: Expression, dictionary: Dictionary) -> Selection:
    if isinstance(expression, Comparison):
        return _condition(expression, find_variable(dictionary, expression.name))
    return Selected(tuple(_resolve(part, dictionary) for part in expression.parts), expression.either)


def _condition(comparison: Comparison, variable: Variable) -> Condition:
    negated = comparison.negated
    if not comparison.values:
        return Condition(variable, negated, missing=True)
    if variable.kind is Kind.NUMBER:
        return _of_number(comparison, variable)
    if comparison.sign == "=":
        return _of_levels(comparison, variable)
    return _of_order(comparison, variable)


def _of_number(comparison: Comparison, variable: Variable) -> Condition:
    first = _number(comparison.values[0], variable)
    if len(comparison.values) > 1:
        if comparison.sign == "=":
            raise SourcierError(
                "cohort_analysis.criteria_list_of_numbers", name=variable.name, position=comparison.values[0].position
            )
        return Condition(variable, comparison.negated, low=first, high=_number(comparison.values[1], variable))
    return Condition(variable, comparison.negated, None, *_bounds(comparison.sign, first))


def _of_levels(comparison: Comparison, variable: Variable) -> Condition:
    ranges = bands(variable)
    found: frozenset[int] = frozenset()
    cut: frozenset[int] = frozenset()
    for value in comparison.values:
        number = number_in(value.text)
        if levels_called(variable, value.text) or number is None or all(band is None for band in ranges):
            found |= find_levels(variable, value)
        else:
            cut |= frozenset(at for at, band in enumerate(ranges) if band and band.meets(number, number))
            if not cut:
                find_levels(variable, value)
    if cut and not found:
        raise SourcierError(
            "cohort_analysis.criteria_band",
            value=comparison.values[0].text,
            position=comparison.values[0].position,
            name=variable.name,
            known=", ".join(level.code for level in variable.levels),
        )
    return Condition(variable, comparison.negated, found, cut=cut - found)


def _of_order(comparison: Comparison, variable: Variable) -> Condition:
    if len(comparison.values) > 1:
        from_low = _of_order(Comparison(comparison.name, ">=", comparison.values[:1]), variable)
        to_high = _of_order(Comparison(comparison.name, "<=", comparison.values[1:]), variable)
        assert from_low.levels is not None and to_high.levels is not None
        return Condition(variable, comparison.negated, from_low.levels & to_high.levels, cut=from_low.cut | to_high.cut)
    value = comparison.values[0]
    ranges = bands(variable)
    number = number_in(value.text)
    if number is not None and any(band is not None for band in ranges):
        low, high, low_open, high_open = _bounds(comparison.sign, number)
        within = frozenset(
            at
            for at, band in enumerate(ranges)
            if band and band.within(low, high, low_open=low_open, high_open=high_open)
        )
        some = frozenset(
            at
            for at, band in enumerate(ranges)
            if band and band.meets(low, high, low_open=low_open, high_open=high_open)
        )
        return Condition(variable, comparison.negated, within, cut=some - within)
    if variable.kind is not Kind.ORDERED:
        raise SourcierError("cohort_analysis.criteria_unordered", name=variable.name, position=value.position)
    named = find_levels(variable, value)
    before, after = frozenset(range(min(named))), frozenset(range(max(named) + 1, len(variable.levels)))
    levels = {"<": before, "<=": before | named, ">": after, ">=": after | named}[comparison.sign]
    return Condition(variable, comparison.negated, levels)


def _bounds(sign: Sign, value: float) -> tuple[float, float, bool, bool]:
    if sign == "=":
        return value, value, False, False
    if sign in ("<", "<="):
        return -math.inf, value, False, sign == "<"
    return value, math.inf, sign == ">", False


def _number(words: Words, variable: Variable) -> float:
    number = number_in(words.text)
    if number is None:
        raise SourcierError(
            "cohort_analysis.criteria_number", value=words.text, position=words.position, name=variable.name
        )
    return number


def _meets(cohort: Cohort, condition: Condition) -> Mask:
    variable, negated = condition.variable, condition.negated
    if variable.kind is Kind.NUMBER:
        values = cohort.numbers(variable.name)
        if condition.missing:
            return ~np.isnan(values) if negated else np.isnan(values)
        within = _within(values, condition)
        return ~(within | np.isnan(values)) if negated else within
    codes = cohort.codes(variable.name)
    if condition.missing:
        return codes >= 0 if negated else codes < 0
    assert condition.levels is not None
    levels = range(len(variable.levels))
    runs = _runs([at for at in levels if (at in condition.levels) != negated and at not in condition.cut])
    if len(runs) > _MOST_RUNS:
        # A missing value is position -1: the last of the table.
        table = np.zeros(len(variable.levels) + 1, bool)
        table[[at for first, last in runs for at in range(first, last + 1)]] = True
        return table[codes]
    # Comparing is faster than looking up.
    chosen = np.zeros(len(codes), bool)
    for first, last in runs:
        chosen |= codes == first if first == last else (codes >= first) & (codes <= last)
    return chosen


def _runs(positions: list[int]) -> list[tuple[int, int]]:
    """Neighbouring positions as pairs of the first and the last."""
    runs: list[tuple[int, int]] = []
    for at in positions:
        if runs and at == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs


def _within(values: NDArray[np.float32], condition: Condition) -> Mask:
    # The bound takes the precision of what is stored, so that 0.7 equals a stored 0.7.
    low, high = np.float32(condition.low), np.float32(condition.high)
    above = values > low if condition.low_open else values >= low
    below = values < high if condition.high_open else values <= high
    return np.asarray(above & below)
