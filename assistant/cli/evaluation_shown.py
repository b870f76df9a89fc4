"""Figures, differences and inputs of runs in words, as the page's Evaluation section shows them."""

from typing import Any

from corpora.catalogue import Language, say
from eval.report.figures import (
    count_text,
    difference_interval_text,
    difference_text,
    figures_of,
    interval_text,
    p_text,
    value_text,
)
from eval.runs.compare import Difference
from eval.runs.folder import Run
from eval.suite import Suite
from ui.evaluation.ports import DifferenceShown, FigureShown

_PLAIN = str | int | float | bool


def figures_shown(suite: Suite, run: Run, language: Language) -> tuple[FigureShown, ...]:
    """A run's figures, each with what it is counted over and how many items are not."""
    by_key = {measure.key: measure for measure in suite.measures}
    shown = []
    for metric in figures_of(suite.measures, run):
        measure = by_key[metric.key]
        counted = say(measure.counted, language)
        if metric.excluded:
            counted += f" ({say('eval_report.not_counted', language, count=metric.excluded)})"
        shown.append(
            FigureShown(
                say(measure.title, language),
                value_text(metric.value, measure, language),
                interval_text(metric.low, metric.high, measure, language),
                count_text(metric),
                counted,
            )
        )
    return tuple(shown)


def difference_shown(suite: Suite, row: Difference, language: Language) -> DifferenceShown:
    """One measure's difference between two runs."""
    measure = next(measure for measure in suite.measures if measure.key == row.key)
    return DifferenceShown(
        title=say(measure.title, language),
        a=value_text(row.a, measure, language),
        b=value_text(row.b, measure, language),
        difference=difference_text(row.difference, measure, language),
        interval=difference_interval_text(row.low, row.high, measure, language),
        only="" if row.only_a is None else f"{row.only_a} / {row.only_b}",
        p=p_text(row.p, language),
        judgement=row.judgement,
        judged=say(f"eval_report.judged_{row.judgement}", language),
    )


def _flat(payload: Any, place: str = "") -> list[tuple[str, Any]]:
    """The leaves of an input with their place; empty ones left out."""
    if isinstance(payload, dict):
        return [leaf for key, value in payload.items() for leaf in _flat(value, f"{place}.{key}" if place else key)]
    if isinstance(payload, list) and not all(isinstance(part, _PLAIN) for part in payload):
        return [leaf for i, value in enumerate(payload, start=1) for leaf in _flat(value, f"{place} {i}")]
    return [] if payload in (None, "", []) else [(place, payload)]


def wanted_of(payload: Any, known: tuple[str, ...], language: Language) -> tuple[tuple[str, str], ...]:
    """What an input holds beside the question: each value once, though joined suites keep it several times."""
    leaves = ((place.rpartition(".")[2], text_of(value, language)) for place, value in _flat(payload))
    return tuple(dict.fromkeys(leaf for leaf in leaves if leaf[1] not in known))


def text_of(value: Any, language: Language) -> str:
    """A value of an input, a score or a setting."""
    if isinstance(value, bool):
        return say(f"eval_report.{'yes' if value else 'no'}", language)
    if isinstance(value, list):
        return " · ".join(text_of(part, language) for part in value)
    return f"{value:.4g}" if isinstance(value, float) else str(value)
