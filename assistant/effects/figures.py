"""Figures: a printed value with its unit, its interval and its p value, before it is known what it measures."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.effects.intervals import Interval, find_intervals
from assistant.effects.p_values import PValue, find_p_values
from assistant.effects.printed_numbers import SIGNED, as_decimal
from assistant.effects.ratio_labels import RatioLabel

UNIT = (
    r"%|per\s?cent(?!age)|pour\s?cent|percentage\s+points?|points?\s+de\s+pourcentage|"
    r"months?|mois|weeks?|semaines?|years?|ans|années|days?|jours"
)
_UNITS = {
    "%": "%",
    "percentage points": "%",
    "percentage point": "%",
    "mois": "months",
    "semaines": "weeks",
    "semaine": "weeks",
    "ans": "years",
    "années": "years",
    "jours": "days",
}
_P_INSIDE = (
    r"(?:(?:(?:one|two|1|2)-sided\s+|log-?rank\s+|stratified\s+)*[Pp](?:\s?values?)?\s*[=<>≤]\s*[\d.]+\s*[;,]?\s*)?"
)
_ADJACENT = re.compile(rf"(?P<value>{SIGNED})\s*(?P<unit>{UNIT})?\s*[\])]?[\s,;:=]*{_P_INSIDE}[(\[]?\s*$")
_LOOSE = re.compile(rf"(?P<value>{SIGNED})\s*(?P<unit>{UNIT})?(?P<gap>[^\d;]{{0,70}})$")
_BARE_VALUE = re.compile(rf"(?P<value>{SIGNED})\s*(?P<unit>{UNIT})?\s*$")
_UNIT_AFTER = re.compile(rf"[\])]?\s*(?P<unit>{UNIT})\b")
_NOT_AN_INTERVAL = re.compile(r"(?i)\b(?:range|IQR|interquartile|étendue|extrêmes|SD|SE|age[ds]?|âge|écart)\b")
_LIST_AGAIN = re.compile(r"(?i)\b(?:versus|vs?)\b")


@dataclass(frozen=True)
class Figure:
    """A value as printed at ``plain[start:value_end]``, with what belongs to it up to ``end``."""

    start: int
    value_end: int
    end: int
    value: Decimal
    unit: str
    interval: Interval | None = None
    p: PValue | None = None


def unit_name(printed: str | None) -> str:
    """``"%"``, ``"months"``, ``"weeks"``, ``"years"``, ``"days"`` or empty, from the words of either language."""
    if not printed:
        return ""
    lowered = " ".join(printed.lower().split())
    if lowered in ("percent", "per cent", "pour cent", "pourcent") or "pourcentage" in lowered:
        return "%"
    return _UNITS.get(lowered, lowered if lowered.endswith("s") or lowered == "%" else lowered + "s")


def figures_with_interval(plain: str, start: int, end: int, labels: list[RatioLabel]) -> list[Figure]:
    """The values of ``plain[start:end]`` that carry an interval, each with the interval that is its own."""
    figures: list[Figure] = []
    floor = start
    level: Decimal | None = None
    for interval in find_intervals(plain, start, end):
        if interval.named:
            level = interval.level or level
        figure = _value_before(plain, floor, interval, labels)
        if figure is None:
            if interval.named:
                floor = interval.end
            continue
        if figure.interval is not None and not interval.named:
            if figure.unit and (level is None or _NOT_AN_INTERVAL.search(plain, figure.value_end, interval.start + 1)):
                continue
            figure = replace(figure, interval=replace(interval, level=level))
        figures.append(figure)
        floor = figure.end
    return figures


def _value_before(plain: str, floor: int, interval: Interval, labels: list[RatioLabel]) -> Figure | None:
    if not interval.named:
        m = _BARE_VALUE.search(plain, max(floor, interval.start - 40), interval.start)
        if m is None or not interval.contains(as_decimal(m["value"])):
            return None
        return _figure(plain, m, interval)
    m = _ADJACENT.search(plain, max(floor, interval.start - 90), interval.start)
    if m is None:
        m = _LOOSE.search(plain, max(floor, interval.start - 100), interval.start)
        if m is None or (_LIST_AGAIN.search(m["gap"]) and not _announced(m.start("value"), floor, labels)):
            return None
        if not interval.contains(as_decimal(m["value"])):
            return None
    return _figure(plain, m, interval)


def _announced(at: int, floor: int, labels: list[RatioLabel]) -> bool:
    return any(floor <= label.start < at for label in labels)


def _figure(plain: str, m: "re.Match[str]", interval: Interval) -> Figure:
    unit, end = m["unit"], interval.end
    if not unit:
        after = _UNIT_AFTER.match(plain, interval.end)
        if after and after["unit"] != "%":
            unit, end = after["unit"], after.end()
    return Figure(m.start("value"), m.end("value"), end, as_decimal(m["value"]), unit_name(unit), interval)


def with_p_values(plain: str, start: int, end: int, figures: list[Figure]) -> list[Figure]:
    """The figures, each with the p value that is printed for it: inside its interval's brackets or right behind."""
    p_values = find_p_values(plain, start, end)
    done = []
    for i, figure in enumerate(figures):
        limit = figures[i + 1].start if i + 1 < len(figures) else end
        p = next((p for p in p_values if figure.value_end <= p.start and p.end <= figure.end), None)
        if p is None:
            behind = [p for p in p_values if figure.end <= p.start < limit]
            p = next((p for p in behind[:1] if _belongs(plain[figure.end : p.start])), None)
        if p is not None and p.of_the_difference:
            figure = replace(figure, p=p, end=max(figure.end, p.end))
        done.append(figure)
    return done


_ONLY_BETWEEN = re.compile(
    r"[\s\])]*[\s,;:(\[]*(?:(?:and|with|et|avec|an?|une?|by|two-sided|one-sided|log-?rank|stratified|cox|wald|test|"
    r"but|not|was|is|this|which|did|reach|significance|statistically|significant|adjusted|the|in|mais|non|"
    r"significatif|significative)[\s,;:]*)*[\s(\[]*"
)


def _belongs(between: str) -> bool:
    return bool(_ONLY_BETWEEN.fullmatch(between.lower()))
