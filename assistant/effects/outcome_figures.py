"""Medians, rates and differences: figures with a unit, and what they measure."""

import re
from dataclasses import dataclass, replace

from assistant.effects.figures import UNIT, Figure, unit_name
from assistant.effects.printed_numbers import SIGNED, UNSIGNED, as_decimal
from corpora.literature.effect import Measure

_WITH_UNIT = re.compile(rf"(?P<value>{SIGNED})\s*-?(?P<unit>{UNIT})(?![\w])|(?P<percent>{SIGNED})\s?%")
_SHARES_UNIT = re.compile(
    rf"(?P<value>(?<![\w.]){UNSIGNED})(?:\s*,?\s*(?:v|vs\.?|versus|(?:as\s+)?compared\s+(?:with|to)|and|or|et|"
    rf"contre)|,)\s*(?:and\s+|et\s+)?$"
)
_NOT_AN_OUTCOME = re.compile(
    r"(?i)\b(?:follow-?up|followed|suivi|aged?|âge|range|IQR|interquartile|power|margin|alpha|level|assum\w*|"
    r"detect\w*|expected|target|hypothes\w*|accru\w*|dose intensity|reduction|reduced by|decreas\w+ by|"
    r"increas\w+ by|improv\w+ by|"
    r"lower by|higher by|SD|SE|standard deviation|every|within|minimum|maturity|completed|doses?)\b[^.;()\d]{0,40}$"
)
_TIME_POINT = re.compile(
    r"(?i)\b(?:at|for|over|every|after|within|to|through|until|by|past|first|last|à|pendant|les|of treatment|"
    r"up to|than|≥|<|>|≤)\s*$"
)
_MEDIAN = re.compile(r"(?i)\bmedians?\b|\bmédianes?\b|\bmédian\b")
_SAID_DIFFERENCE = re.compile(r"(?i)\b(?:differences?|différences?|Δ)\b(?:(?!between|entre)[^;()\d]){0,45}[(\[]?$")
_COMPARED_AMOUNT = re.compile(
    r"\s*(?:(?:absolute|relative|risk)\s+)*(?:higher|lower|longer|shorter|reduction|relative|increase|decrease|"
    r"improvement|power|less|"
    r"more|greater|fewer|confidence|CI\b|IC\b|credible|de réduction|power|absolute|better|benefit|probability|"
    r"isodose|prediction|risk reduction)"
)
_BASELINE = re.compile(
    r"(?i)\b(?:baseline|male|female|white|black|asian|ECOG|enrolled|randomi[sz]ed to|were randomly|randomly assigned|"
    r"were assigned|eligible|median age|women\b.{0,20}\]|stage I{1,3}|histology|had received|"
    r"previously received|screened|included|inclus)\b"
)


@dataclass(frozen=True)
class OutcomeFigure:
    """A figure and what it measures: a median, a rate or a difference."""

    figure: Figure
    measure: Measure


def outcome_figures(plain: str, start: int, end: int, known: list[Figure]) -> list[OutcomeFigure]:
    """The medians, rates and differences of ``plain[start:end]``, in order.

    Parameters
    ----------
    known
        The figures with an interval found there; they are taken over where they carry a unit.
    """
    figures = {f.start: f for f in known}
    inside = [(f.value_end, f.end) for f in known]

    def covered(at: int) -> bool:
        return any(a <= at < b for a, b in inside)

    for m in _WITH_UNIT.finditer(plain, start, end):
        name = "value" if m["value"] else "percent"
        at = m.start(name)
        if covered(at):
            continue
        unit = unit_name(m["unit"] or "%")
        if at in figures:
            if not figures[at].unit:
                figures[at] = replace(figures[at], unit=unit)
        else:
            figures[at] = Figure(at, m.end(name), m.end(), as_decimal(m[name]), unit)
        while shared := _SHARES_UNIT.search(plain, max(start, at - 40), at):
            at = shared.start("value")
            if covered(at) or at in figures:
                break
            figures[at] = Figure(at, shared.end("value"), shared.end("value"), as_decimal(shared["value"]), unit)
    ordered = [figures[at] for at in sorted(figures)]
    ordered = _units_from_the_right(plain, ordered)
    found = []
    for figure in ordered:
        measure = _measure(plain, start, end, figure)
        if measure is not None:
            found.append(OutcomeFigure(figure, measure))
    return found


_ONLY_VERSUS = re.compile(r"[\s)\]]*(?:v|vs\.?|versus|and|et|contre|,)\s*(?:and\s+)?")


def _units_from_the_right(plain: str, figures: list[Figure]) -> list[Figure]:
    """``"15.9 (95% CI, 13.2-19.7) v 14.1 (…) months"``: the first has the unit of the second."""
    done: list[Figure] = []
    for figure in reversed(figures):
        if not figure.unit and done and done[-1].unit and _ONLY_VERSUS.fullmatch(plain, figure.end, done[-1].start):
            figure = replace(figure, unit=done[-1].unit)
        done.append(figure)
    return done[::-1]


def _measure(plain: str, start: int, end: int, figure: Figure) -> Measure | None:
    before = plain[max(start, figure.start - 160) : figure.start]
    after = plain[figure.end : min(end, figure.end + 40)]
    if not figure.unit:
        return None
    if figure.unit == "%":
        if _COMPARED_AMOUNT.match(after.lstrip("% ")) and figure.interval is None:
            return None
        if _SAID_DIFFERENCE.search(before) and not re.search(r"\d%[^;]*$", _SAID_DIFFERENCE.search(before)[0]):  # type: ignore[index]
            return Measure.RATE_DIFFERENCE
        if _NOT_AN_OUTCOME.search(before[-70:]) or (
            _BASELINE.search(plain, max(start, figure.start - 60), min(end, figure.end + 45))
            and figure.interval is None
        ):
            return None
        return Measure.RATE if 0 <= figure.value <= 100 else None
    if figure.interval is None and _TIME_POINT.search(before[-16:]):
        return None
    if _SAID_DIFFERENCE.search(before):
        if "median" in before.lower():
            return Measure.MEDIAN_DIFFERENCE
        return Measure.MEAN_DIFFERENCE if "mean" in before.lower() else None
    if _NOT_AN_OUTCOME.search(before[-70:]) or plain[figure.value_end : figure.value_end + 1] == "-":
        return None
    return Measure.MEDIAN if _MEDIAN.search(plain, start, end) else None
