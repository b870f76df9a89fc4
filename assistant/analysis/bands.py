"""Levels that stand for a range of numbers (``50-54``, ``<=20``, ``90+``), read as bands."""

import math
import re
from dataclasses import dataclass, replace

from corpora.cohorts.cohort import Level, Variable

_NUMBER = r"(-?\d+(?:[.,]\d+)?)"
_UNIT = r"(?:\s*(?:[a-zµ%]+(?:/[a-zµ]+)?))?"
_BELOW = re.compile(rf"(<=|≤|<|under|below|moins de|up to|jusqu'à|at most|au plus)\s*{_NUMBER}{_UNIT}", re.IGNORECASE)
_ABOVE = re.compile(
    rf"(?:(>=|≥|>|over|plus de|more than|at least|au moins)\s*{_NUMBER}{_UNIT}|"
    rf"{_NUMBER}{_UNIT}\s*(?:\+|and over|and more|or more|or over|et plus|ou plus))",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"([\[(\]])?\s*{_NUMBER}\s*(?:-|–|—|,|;|_|\.\.|to|à)\s*{_NUMBER}{_UNIT}\s*([\])\[])?", re.IGNORECASE
)
_ONE = re.compile(rf"{_NUMBER}{_UNIT}", re.IGNORECASE)
_OPEN_WORDS = frozenset({"<", ">", "under", "below", "moins de", "over", "plus de", "more than"})


@dataclass(frozen=True)
class Band:
    """A range of numbers; an open end does not belong to it."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def within(self, low: float, high: float, *, low_open: bool = False, high_open: bool = False) -> bool:
        """Whether all of it lies between two bounds, themselves left out where open."""
        above = self.low > low or (self.low == low and (self.low_open or not low_open))
        below = self.high < high or (self.high == high and (self.high_open or not high_open))
        return above and below

    def meets(self, low: float, high: float, *, low_open: bool = False, high_open: bool = False) -> bool:
        """Whether some of it lies between two bounds."""
        starts = self.low < high or (self.low == high and not self.low_open and not high_open)
        ends = self.high > low or (self.high == low and not self.high_open and not low_open)
        return starts and ends

    @property
    def middle(self) -> float:
        """Halfway; where an end is missing, the other end."""
        if math.isinf(self.low):
            return self.high
        return self.low if math.isinf(self.high) else (self.low + self.high) / 2


def bands(variable: Variable) -> tuple[Band | None, ...]:
    """The bands of a variable's levels, ``None`` for a level that is no range. All ``None`` where fewer than two are."""
    read = [_band(level) for level in variable.levels]
    if sum(band is not None for band in read) < 2:
        return (None,) * len(read)
    found: list[Band | None] = []
    for band in read:
        before = found[-1] if found else None
        shares_end = band is not None and before is not None and band.low == before.high and band.low < band.high
        found.append(replace(band, low_open=not before.high_open) if shares_end and band and before else band)
    return tuple(found)


def number_in(text: str) -> float | None:
    """The number that a text is, with or without a unit."""
    match = _ONE.fullmatch(text.strip())
    return _value(match.group(1)) if match else None


def _band(level: Level) -> Band | None:
    for text in (level.code, level.label.en, level.label.fr):
        band = _read(text.strip())
        if band is not None:
            return band
    return None


def _read(text: str) -> Band | None:
    if match := _BELOW.fullmatch(text):
        return Band(-math.inf, _value(match.group(2)), high_open=match.group(1).lower() in _OPEN_WORDS)
    if match := _ABOVE.fullmatch(text):
        sign, value = (match.group(1) or "").lower(), match.group(2) or match.group(3)
        return Band(_value(value), math.inf, low_open=sign in _OPEN_WORDS)
    if match := _RANGE.fullmatch(text):
        opening, low, high, closing = match.groups()
        if _value(low) <= _value(high):
            return Band(_value(low), _value(high), opening in ("(", "]"), closing in (")", "["))
    if match := _ONE.fullmatch(text):
        return Band(_value(match.group(1)), _value(match.group(1)))
    return None


def _value(text: str) -> float:
    return float(text.replace(",", "."))
