"""Confidence and credible intervals, in the ways that journals print them in English and French."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.effects.printed_numbers import UNSIGNED, as_decimal

_LEVEL = r"\d\d(?:\.\d+)?\s?(?:%|per\s?cent\b|pour\s?cent\b)"
_NAME = (
    r"(?:\bC\.?I\.?s?(?![a-z])|\bCr\.?I\.?s?\b|\b(?i:confiden(?:ce|tial)\s+(?:intervals?|limits?)|"
    r"credib(?:le|ility)\s+intervals?|density\s+intervals?|uncertainty\s+intervals?|"
    r"intervalles?\s+de\s+(?:confiance|crédibilité))|\bIC(?![A-Za-z-]))"
)
_NAMES = re.compile(_NAME + r"|(?<=%)CIs?\b")
_BEFORE_NAME = re.compile(
    rf"(?:(?i:(?:1|one|2|two)[\s-]*sided|unilatéral)\s+)?(?:(?P<level>{_LEVEL})[\s-]*)?"
    r"(?:(?i:(?:1|one|2|two)-sided|[a-z-]*adjusted|repeated|exact|wald|bayesian|highest|posterior)\s+){0,3}$"
)
_UNIT = (
    r"(?:\s?%|\s+per\s?cent|\s+pour\s?cent|\s?(?:percentage\s+)?points?|"
    r"\s+(?:months?|mois|weeks?|semaines?|years?|ans|années|days?|jours))?"
)
_OPEN = (
    r"(?:-?\s?(?:∞|infinity)|(?i:not\s+(?:yet\s+)?(?:reached|estimable|evaluable|calculable|available|attained|"
    r"estimated)|non\s+(?:atteinte?|estimable|évaluable|calculable|estimée)|inestimable|unbounded|undefined)|"
    r"N[ERACD]\b)"
)
_BOUND = rf"(?:{_OPEN}|[-+]?\s?{UNSIGNED}{_UNIT})"
_BETWEEN = r"\s*(?:--?|\bto\b|\bto(?=\d)|\bà\b|\band\b|\bet\b|[,;])\s*"
_AFTER_NAME = re.compile(
    rf"{_NAME}?(?:CIs?)?(?:\s*[\[(]\s*(?:CIs?|IC|CrI|intervalle de confiance)\s*[\])])?"
    rf"(?:\s*,?\s*(?:(?:à|a|de|of|at)\s*)?[\[(]?\s*(?P<level>{_LEVEL})(?:\s*[\])])?)?"
    r"(?:\s*[\[(]\s*(?:CI|IC)(?:\s*(?:à|de)?\s*\d\d\s*%)?\s*[\])])?"
    r"[\s:;,=]*(?:(?:was|were|of|from|between|entre|de|limits)\b)?[\s:;,=]*[\[({]?\s*"
    rf"(?P<low>{_BOUND}){_BETWEEN}(?P<high>{_BOUND})(?![\d%]|\.\d)"
)
_SIDED = re.compile(r"(?i)\b(?:lower|upper|(?:1|one)-sided)\b")
_ONE_BOUND = re.compile(
    rf"(?:(?P<side>(?i:lower|upper))\s+(?:(?i:1|one)-sided\s+)?(?:(?P<l1>{_LEVEL})\s*)?(?i:(?:confidence\s+)?"
    rf"(?:limit|bound|boundary))?\s*(?:(?i:of|for)\s+(?:the\s+)?)?(?:(?i:1|one|2|"
    rf"two)-sided\s+)?(?:(?P<l2>{_LEVEL})\s*)?"
    rf"(?:{_NAME})?(?:\s*(?i:limit|bound|boundary))?|"
    rf"(?i:(?:1|one)-sided)\s+(?P<l3>{_LEVEL})\s*{_NAME}(?:[\s,:]*(?P<side2>(?i:lower|upper))\s+(?i:limit|"
    rf"bound|boundary))?|"
    rf"(?P<l4>{_LEVEL})\s*{_NAME}[\s,:]*(?P<side3>(?i:lower|upper))\s+(?i:limit|bound|boundary))"
    rf"[\s,:;=(\[]*(?:(?:was|of|is)\s+)?(?P<sign>[<>≤≥])?\s?(?P<bound>[-+]?\s?{UNSIGNED}){_UNIT}(?!\s*%?\s*(?:-\s*\d|to\b|CI))"
)
_BARE = re.compile(
    rf"(?P<open>[\[(]|[,;])\s*(?P<low>{_BOUND})\s*(?P<sep>--?|\bto\b|\bà\b|,(?=\s))\s*(?P<high>{_BOUND})"
    rf"\s*(?=[\]);,]|and\b|et\b|\.?$)"
)
_NUMBER = re.compile(rf"[-+]?\s?{UNSIGNED}")


@dataclass(frozen=True)
class Interval:
    """An interval in a plain text, ``plain[start:end]``; a bound is ``None`` where it is not a printed number.

    ``named`` is whether the text calls it an interval, rather than only setting a range behind a number.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    level: Decimal | None
    named: bool

    def contains(self, value: Decimal) -> bool:
        """Whether a value lies in the interval, an open bound excluding nothing."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def fits_a_ratio(self, value: Decimal) -> bool:
        """Whether the value lies where a ratio's would: in the middle of the interval on a logarithmic scale."""
        if self.low is None or self.high is None or self.low <= 0 or not self.contains(value):
            return False
        middle = (self.low * self.high).sqrt()
        # Printed with two decimals, a ratio of 0.10 is off by up to a twentieth from rounding alone.
        return abs(value - middle) <= Decimal("0.06") * middle + Decimal("0.01")


def find_intervals(plain: str, start: int, end: int) -> list[Interval]:
    """The intervals of ``plain[start:end]``, in order and not overlapping; named ones are preferred."""
    found = _named_intervals(plain, start, end)
    if _SIDED.search(plain, start, end):
        found += [i for i in _one_sided_intervals(plain, start, end) if _free(i, found)]
    bare = [_bare(m) for m in _BARE.finditer(plain, start, end) if m["sep"] != "," or m["open"] in "[("]
    found += [i for i in bare if _free(i, found) and not (i.low is not None and i.high is not None and i.low > i.high)]
    return sorted(found, key=lambda interval: interval.start)


def _named_intervals(plain: str, start: int, end: int) -> list[Interval]:
    found: list[Interval] = []
    for name in _NAMES.finditer(plain, start, end):
        m = _AFTER_NAME.match(plain, name.start(), end)
        if m is None or (found and name.start() < found[-1].end):
            continue
        before = _BEFORE_NAME.search(plain, max(start, name.start() - 60), name.start())
        level = (before and before["level"]) or m["level"]
        at = before.start() if before else name.start()
        found.append(Interval(at, m.end(), _bound(m["low"]), _bound(m["high"]), _level(level), True))
    return found


def _one_sided_intervals(plain: str, start: int, end: int) -> list[Interval]:
    found: list[Interval] = []
    for m in _ONE_BOUND.finditer(plain, start, end):
        said = (
            m["side"]
            or m["side2"]
            or m["side3"]
            or {"<": "upper", "≤": "upper", ">": "lower", "≥": "lower"}.get(m["sign"] or "")
        )
        level = m["l1"] or m["l2"] or m["l3"] or m["l4"]
        if said is None or (level is None and "sided" not in m[0].lower()):
            continue
        bound = _bound(m["bound"])
        low, high = (bound, None) if said.lower() == "lower" else (None, bound)
        found.append(Interval(m.start(), m.end(), low, high, _level(level), True))
    return found


def _bare(m: "re.Match[str]") -> Interval:
    return Interval(m.start(), m.end(), _bound(m["low"]), _bound(m["high"]), None, False)


def _free(interval: Interval, taken: list[Interval]) -> bool:
    return all(interval.end <= other.start or interval.start >= other.end for other in taken)


def _bound(printed: str) -> Decimal | None:
    number = _NUMBER.search(printed)
    return as_decimal(number[0]) if number else None


_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def _level(printed: str | None) -> Decimal | None:
    digits = _DIGITS.search(printed) if printed else None
    return Decimal(digits[0]) if digits else None
