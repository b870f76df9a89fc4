"""The figures of an evaluation of effect extraction, with their denominators."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpora.literature.effect import RATIOS, EffectEstimate, Measure
from eval.effects.agreement import Agreement, Arms, Matched


@dataclass(frozen=True)
class Row:
    """``right`` of ``of``."""

    figure: str
    right: int
    of: int


def tally(agreements: list[Agreement]) -> Iterator[Row]:
    """The rows of the report, ratios with an interval first."""
    yield from _ratios(agreements)
    for measure, name in (
        (Measure.MEDIAN, "medians"),
        (Measure.RATE, "rates"),
        (Measure.RATE_DIFFERENCE, "differences"),
    ):
        yield from _others(agreements, measure, name)


def _ratios(agreements: list[Agreement]) -> Iterator[Row]:
    matched = [m for a in agreements for m in a.matched if _with_interval(m.curated)]
    missed = [e for a in agreements for e in a.missed if _with_interval(e)]
    added = [e for a in agreements for e in a.added if _with_interval(e)]
    printed = [e for a in agreements for e in a.printed if _with_interval(e)]
    yield Row("ratios with interval: recall", len(matched), len(matched) + len(missed))
    yield Row("ratios with interval: precision, strict (on a card)", len(matched), len(matched) + len(added))
    right = len(matched) + len(printed)
    yield Row("ratios with interval: precision (on a card or printed)", right, len(matched) + len(added))
    yield Row("  measure right", sum(m.measure_right for m in matched), len(matched))
    yield Row("  endpoint right", sum(m.endpoint_right for m in matched), len(matched))
    yield from _arms(matched)


def _others(agreements: list[Agreement], measure: Measure, name: str) -> Iterator[Row]:
    matched = [m for a in agreements for m in a.matched if m.curated.measure is measure]
    missed = [e for a in agreements for e in a.missed if e.measure is measure]
    added = [e for a in agreements for e in a.added if e.measure is measure]
    yield Row(f"{name}: recall", len(matched), len(matched) + len(missed))
    yield Row(f"{name}: precision, strict (on a card)", len(matched), len(matched) + len(added))
    yield Row("  endpoint right", sum(m.endpoint_right for m in matched), len(matched))
    yield from _arms(matched)


def _arms(matched: list[Matched]) -> Iterator[Row]:
    arms = Counter(m.arms for m in matched)
    told = arms[Arms.SAME] + arms[Arms.REVERSED]
    yield Row("  arms right, of those where both name them alike", arms[Arms.SAME], told)
    yield Row("  arms named otherwise than on the card", arms[Arms.NOT_COMPARABLE], len(matched))
    yield Row("  arms left open", arms[Arms.NOT_GIVEN], len(matched))


def _with_interval(effect: EffectEstimate) -> bool:
    return effect.measure in RATIOS and (effect.ci_low is not None or effect.ci_high is not None)
