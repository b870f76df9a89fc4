"""The time axis of survival curves: its unit, its ticks, and times as a clinician writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.analysis.curve_points import drawn_points
from assistant.analysis.results import PublishedCurve
from corpora.catalogue import Language, say

Unit = Literal["years", "months", "days"]

DAYS_IN: dict[Unit, float] = {"years": 365.25, "months": 30.4375, "days": 1.0}
_STEPS: dict[Unit, tuple[int, ...]] = {
    "years": (1, 2, 5, 10, 20),
    "months": (3, 6, 12, 24, 48),
    "days": (10, 20, 50, 100, 200, 500, 1000),
}
_LONG_DAYS = 3 * DAYS_IN["years"]
_SHORT_DAYS = 2 * DAYS_IN["months"]
# A time told in whole days misses the unit's multiple by less than this.
_ROUNDED_DAYS = 3.0
MOST_TICKS = 8


@dataclass(frozen=True)
class TimeAxis:
    """Times from 0 to ``end`` days; ``ticks`` in days, ``labels`` in ``unit``."""

    unit: Unit
    end: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]


def time_axis(curves: Sequence[PublishedCurve], *, most: int = MOST_TICKS) -> TimeAxis:
    """The axis that holds all curves.

    Its ticks are the times at which numbers at risk are published, thinned evenly to ``most``; without any, round times.
    """
    end = max((drawn_points(curve).days[-1] for curve in curves), default=0.0)
    shown = {point.day for curve in curves for point in curve.at_risk if point.n is not None or point.day <= end}
    published = sorted(shown | {0.0})
    if len(published) == 1:
        return round_axis(end, most=most)
    end = max(end, published[-1])
    unit = _unit_of(published, end)
    every = -(-len(published) // most)
    return _axis(unit, end, tuple(published[::every]))


def round_axis(end: float, *, most: int = MOST_TICKS) -> TimeAxis:
    """An axis to a day, with at most so many ticks at round times."""
    end = end or 1.0
    unit = _unit(end)
    size = DAYS_IN[unit]
    step = next((s for s in _STEPS[unit] if end / (s * size) < most), _STEPS[unit][-1])
    return _axis(unit, end, tuple(i * step * size for i in range(int(end / (step * size)) + 1)))


def _axis(unit: Unit, end: float, ticks: tuple[float, ...]) -> TimeAxis:
    return TimeAxis(unit, end, ticks, tuple(number(day / DAYS_IN[unit]) for day in ticks))


def time_words(days: float, unit: Unit, language: Language) -> str:
    """A time in words: ``"5.2 years"``, ``"5.2 ans"``; less than a year in months."""
    if unit == "years" and 0 < days < 0.9 * DAYS_IN["years"]:
        unit = "months"
    value = number(days / DAYS_IN[unit])
    return say(f"curve.time_{unit}", language, value=value, count=1 if value in ("0", "1") else 2)


def best_unit(days: float) -> Unit:
    """In which unit a follow-up of so many days is best told."""
    return _unit(days)


def number(value: float, digits: int = 1) -> str:
    """A number with at most ``digits`` decimals, none where it is whole; with a point in both languages."""
    return f"{value:.0f}" if abs(value - round(value)) < 0.02 else f"{value:.{digits}f}"


def _unit(end: float) -> Unit:
    if end >= _LONG_DAYS:
        return "years"
    return "months" if end >= _SHORT_DAYS else "days"


def _unit_of(days: Sequence[float], end: float) -> Unit:
    """The unit of the follow-up, or else the largest of which the times are multiples."""
    fitting = [unit for unit, size in DAYS_IN.items() if all(_is_multiple(day, size) for day in days)]
    preferred = _unit(end)
    return preferred if preferred in fitting or not fitting else fitting[0]


def _is_multiple(day: float, size: float) -> bool:
    return abs(day - round(day / size) * size) <= min(_ROUNDED_DAYS, size / 10)
