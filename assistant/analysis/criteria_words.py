"""Criteria as they were understood, in words."""

import math
import re

from assistant.analysis.bands import Band, bands
from assistant.analysis.selection import Condition, Selection, conditions
from assistant.analysis.units import unit_in_words
from corpora.catalogue import Language, say
from corpora.cohorts.cohort import Kind, Variable

_A_RANGE = 3


def in_words(selection: Selection, language: Language) -> str:
    """Criteria as understood, so that whoever typed them can check: labels instead of codes."""
    if isinstance(selection, Condition):
        return _condition(selection, language)
    joint = say("analysis.or" if selection.either else "analysis.and", language)
    parts = [in_words(part, language) for part in selection.parts]
    several = [isinstance(part, Condition) for part in selection.parts]
    return joint.join(text if single else f"({text})" for text, single in zip(parts, several, strict=True))


def cut_bands(selection: Selection, language: Language) -> list[str]:
    """What is said of bands that a limit cuts in two."""
    return [
        say(
            "analysis.count_bands",
            language,
            name=condition.variable.label(language),
            bands=", ".join(condition.variable.levels[at].label(language) for at in sorted(condition.cut)),
        )
        for condition in conditions(selection)
        if condition.cut
    ]


def levels_in_words(variable: Variable, levels: frozenset[int], language: Language) -> str:
    """The labels of levels; three or more neighbours of an ordered variable, or two bands, as a range."""
    runs: list[list[int]] = []
    for at in sorted(levels):
        if runs and variable.kind is Kind.ORDERED and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    ranges = bands(variable)
    texts: list[str] = []
    for run in runs:
        first, last = ranges[run[0]], ranges[run[-1]]
        if len(run) > 1 and first is not None and last is not None and (first.low, last.high) != (-math.inf, math.inf):
            texts.append(_span(first, last, variable, language, ends=(run[0] == 0, run[-1] == len(ranges) - 1)))
        elif len(run) < _A_RANGE:
            texts += [_one(variable, at, language, banded=ranges[at] is not None) for at in run]
        else:
            low, high = (variable.levels[at].label(language) for at in (run[0], run[-1]))
            texts.append(say("analysis.between", language, low=low, high=high))
    return say("analysis.or", language).join(texts) or "∅"


def _one(variable: Variable, at: int, language: Language, *, banded: bool) -> str:
    """A level's label; of a band in figures only, with the unit."""
    label = variable.levels[at].label(language)
    return with_unit(label, variable, language) if banded and not re.search(r"[^\W\d_]", label) else label


def with_unit(text: str, variable: Variable, language: Language) -> str:
    """A number with its unit, if it has one."""
    unit = unit_in_words(variable.unit, language)
    return f"{text} {unit}" if unit else text


def _span(first: Band, last: Band, variable: Variable, language: Language, *, ends: tuple[bool, bool]) -> str:
    """Bands from one to another; ``ends`` says whether they begin with the first of all and end with the last."""
    if math.isinf(last.high) or (ends[1] and not ends[0]):
        return with_unit(f"{'>' if first.low_open else '≥'} {first.low:g}", variable, language)
    if math.isinf(first.low) or (ends[0] and not ends[1]):
        return with_unit(f"{'<' if last.high_open else '≤'} {last.high:g}", variable, language)
    return say("analysis.between", language, low=f"{first.low:g}", high=with_unit(f"{last.high:g}", variable, language))


def _condition(condition: Condition, language: Language) -> str:
    variable = condition.variable
    name = variable.label(language)
    if condition.missing:
        return say("analysis.recorded" if condition.negated else "analysis.missing", language, name=name)
    if condition.levels is not None:
        values = levels_in_words(variable, condition.levels, language)
        text = f"{name} {values}" if values[0] in "≥≤<>" else f"{name} = {values}"
    else:
        text = f"{name} {range_in_words(condition, language)}"
    return say("analysis.not", language, what=f"({text})") if condition.negated else text


def range_in_words(condition: Condition, language: Language) -> str:
    """A range of numbers."""
    variable = condition.variable
    low, high = (with_unit(f"{bound:g}", variable, language) for bound in (condition.low, condition.high))
    if condition.low == condition.high:
        return f"= {low}"
    if math.isinf(condition.low):
        return f"{'<' if condition.high_open else '≤'} {high}"
    if math.isinf(condition.high):
        return f"{'>' if condition.low_open else '≥'} {low}"
    return say("analysis.between", language, low=f"{condition.low:g}", high=high)
