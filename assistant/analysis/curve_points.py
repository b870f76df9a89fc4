"""The points by which a published curve is drawn: its own, and survival at round times, which is published as well."""

from dataclasses import dataclass

from assistant.analysis.results import PublishedCurve, PublishedIncidence
from corpora.catalogue import Language, say

# A round time so near to a point says the same; one a little farther does where survival is the same.
_SAME_DAYS = 15.0
_NEAR_DAYS = 75.0


@dataclass(frozen=True)
class Drawn:
    """Points from day 0, when all were without event; the interval is the estimate itself where it has none."""

    days: tuple[float, ...]
    survival: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def drawn_points(curve: PublishedCurve) -> Drawn:
    """A curve's points in order of time."""
    points = {
        day: (value, low, high)
        for day, value, low, high in zip(curve.days, curve.survival, curve.low, curve.high, strict=True)
        if day > 0
    }
    for day, estimate in curve.landmarks:
        if estimate.value is not None and not any(
            abs(day - other) <= (_NEAR_DAYS if estimate.value == points[other][0] else _SAME_DAYS) for other in points
        ):
            low = estimate.value if estimate.low is None else estimate.low
            high = estimate.value if estimate.high is None else estimate.high
            points[day] = (estimate.value, low, high)
    points[0.0] = (1.0, 1.0, 1.0)
    days = tuple(sorted(points))
    survival, low_, high_ = zip(*(points[day] for day in days), strict=True)
    return Drawn(days, survival, low_, high_)


def drawn_incidence(incidence: PublishedIncidence) -> Drawn:
    """A cumulative incidence's points, from day 0, when none had the event; ``survival`` holds the incidence."""
    begins = not incidence.days or incidence.days[0] > 0
    first = (0.0,) if begins else ()
    return Drawn(
        (*first, *incidence.days), (*first, *incidence.incidence), (*first, *incidence.low), (*first, *incidence.high)
    )


def at_risk_words(curve: PublishedCurve, language: Language) -> dict[float, str]:
    """Numbers at risk as written under the axis, by day; at the beginning all patients of the group."""
    shown = {p.day: say("curve.not_shown", language) if p.n is None else str(p.n) for p in curve.at_risk}
    return shown | {0.0: str(curve.n)}
