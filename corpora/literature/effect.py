"""Effect estimates: what a source reports of an outcome, with the digits that it prints."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Measure(StrEnum):
    """What a number is. A median is never a gain, a rate never a difference."""

    HAZARD_RATIO = "HR"
    ODDS_RATIO = "OR"
    RISK_RATIO = "RR"
    RATE = "rate"
    RATE_DIFFERENCE = "rate_difference"
    MEDIAN = "median"
    MEAN_DIFFERENCE = "mean_difference"
    MEDIAN_DIFFERENCE = "median_difference"
    OTHER = "other"


RATIOS = frozenset({Measure.HAZARD_RATIO, Measure.ODDS_RATIO, Measure.RISK_RATIO})


@dataclass(frozen=True)
class EffectEstimate:
    """One reported number of one outcome.

    Numbers are decimals, so that ``0.70`` keeps its printed zero.

    Attributes
    ----------
    endpoint
        As the source names it, e.g. ``"progression-free survival"``.
    comparison
        ``"A vs B"`` in the direction in which a ratio or difference is reported (below 1 favours A for an
        unwanted event); the arm alone for a median or a rate; empty where the source does not say.
    value, ci_low, ci_high
        As printed. Rates in per cent; the endpoint or ``unit`` names the unit of medians.
    ci_level
        Confidence level in per cent (95), where an interval is printed.
    p
        As printed, with its sign: ``"<0.001"``, ``"0.04"``; ``None`` where not printed.
    unit
        ``"%"``, ``"months"``, ``"weeks"``, ``"years"``, ``"days"`` or empty.
    quote
        The source's own wording of these numbers.
    passage_start, passage_end
        Where the quote stands in the source's text, as character offsets; -1 where it is not in it.
    exact
        Whether the effect comes curated with its source, rather than extracted from its text.
    """

    endpoint: str
    measure: Measure
    comparison: str
    value: Decimal | None
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    ci_level: Decimal | None = None
    p: str | None = None
    unit: str = ""
    quote: str = ""
    passage_start: int = -1
    passage_end: int = -1
    exact: bool = False
