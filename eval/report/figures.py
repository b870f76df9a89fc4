"""Figures as text: with unit, interval and denominator, as the language writes numbers."""

from collections.abc import Sequence
from functools import cache

from corpora.catalogue import Language, entries, say
from eval.measure import Measure
from eval.runs.folder import Run
from eval.summary import Metric, metrics_from

NOTHING = "–"


def figures_of(measures: Sequence[Measure], run: Run) -> list[Metric]:
    """A finished run's figures, one for each measure; without a value where the run is older than the measure."""
    kept = [*metrics_from(run.metrics["metrics"]), *metrics_from(run.times().get("metrics", ()))]
    by_key = {metric.key: metric for metric in kept}
    return [by_key.get(measure.key, Metric(measure.key, None, None, 0, 0, None, None)) for measure in measures]


def value_text(value: float | None, measure: Measure, language: Language) -> str:
    """A measure's value with its unit, such as ``93.0 %`` or ``0.712``; a dash where there is none."""
    return NOTHING if value is None else f"{bare(value, measure, language)}{unit_text(measure, language)}"


def interval_text(low: float | None, high: float | None, measure: Measure, language: Language) -> str:
    """An interval without its unit, such as ``86.3 to 96.6``; nothing where there is none."""
    if low is None or high is None:
        return ""
    return say("eval_report.interval", language, low=bare(low, measure, language), high=bare(high, measure, language))


def difference_text(value: float | None, measure: Measure, language: Language) -> str:
    """A difference with its sign; of shares, in percentage points."""
    if value is None:
        return NOTHING
    sign = "−" if value < 0 else "+"
    unit = say("eval_report.points", language) if measure.unit == "%" else unit_text(measure, language)
    return f"{sign}{bare(abs(value), measure, language)}{unit}"


def difference_interval_text(low: float | None, high: float | None, measure: Measure, language: Language) -> str:
    """An interval of a difference, both ends with their sign, without a unit."""
    if low is None or high is None:
        return ""
    ends = [("−" if end < 0 else "+") + bare(abs(end), measure, language) for end in (low, high)]
    return say("eval_report.interval", language, low=ends[0], high=ends[1])


def count_text(metric: Metric) -> str:
    """What was counted: ``93/100``, or how many items have a value."""
    if metric.numerator is None:
        return f"{metric.denominator:g}"
    return f"{metric.numerator:g}/{metric.denominator:g}"


def group_text(dimension: str, group: str, language: Language) -> str:
    """A subgroup's name, in words where the catalogue has them: spans of years and names of cities need none."""
    key = f"{dimension}_{group}"
    return say(f"eval_groups.{key}", language) if key in _named_groups() else group


@cache
def _named_groups() -> frozenset[str]:
    return frozenset(entries("eval_groups"))


def p_text(p: float | None, language: Language) -> str:
    """A p value as journals print it."""
    if p is None:
        return ""
    return decimal("< 0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}", language)


def bare(value: float, measure: Measure, language: Language) -> str:
    """A value without its unit."""
    if measure.unit == "%":
        return decimal(f"{100 * value:.1f}", language)
    if measure.unit in ("ms", "MB", "tokens"):
        return f"{value:,.0f}".replace(",", "\u202f")
    return decimal(f"{value:.3f}", language)


def unit_text(measure: Measure, language: Language) -> str:
    """A unit with the space before it; nothing where there is none."""
    if not measure.unit:
        return ""
    return f"\u00a0{say(f'eval_report.unit_{measure.unit}', language) if measure.unit != '%' else '%'}"


def decimal(text: str, language: Language) -> str:
    """The decimal point as the language writes it."""
    return text.replace(".", ",") if language == "fr" else text
