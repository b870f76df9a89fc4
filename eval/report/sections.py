"""What the report shows of a suite's runs, in a language: tables, plots and failing items, ready for the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from corpora.catalogue import Language, say
from eval.measure import Measure
from eval.report.figures import (
    count_text,
    difference_interval_text,
    difference_text,
    figures_of,
    group_text,
    interval_text,
    value_text,
)
from eval.report.plot import Dot, PlotRow, interval_plot, marker
from eval.runs.compare import Comparison
from eval.runs.folder import Run
from eval.runs.side_by_side import SideBySide
from eval.suite import Suite
from eval.summary import Metric, metrics_from

_MOST_FAILING = 30
_LONGEST_QUESTION = 300
_ASKED = ("question", "claim", "query", "text", "title")


@dataclass(frozen=True)
class Cell:
    """A figure. ``judgement`` is a class of the style sheet: ``better`` and ``worse`` stand out."""

    value: str
    interval: str = ""
    count: str = ""
    difference: str = ""
    judgement: str = ""


@dataclass(frozen=True)
class Row:
    """A measure in every run."""

    title: str
    cells: tuple[Cell, ...]
    counted: str


@dataclass(frozen=True)
class RunHeading:
    """A run at the head of a column."""

    configuration: str
    counted: str
    sign: Markup


@dataclass(frozen=True)
class GroupTable:
    """Subgroups of one dimension, by column with their number of items, for the first run."""

    title: str
    plot: Markup
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class Failing:
    """A run's failing items, the first ones."""

    summary: str
    items: tuple[Mapping[str, Any], ...]
    more: str


@dataclass(frozen=True)
class Section:
    """One suite."""

    name: str
    title: str
    runs: tuple[RunHeading, ...]
    plot: Markup
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    groups: tuple[GroupTable, ...]
    failing: tuple[Failing, ...]


def section(table: SideBySide, language: Language) -> Section:
    """A suite's section; runs are held against the first."""
    suite = table.suite
    figures = [{metric.key: metric for metric in figures_of(suite.measures, run)} for run in table.runs]
    rows = [_row(measure, figures, table.comparisons, language) for measure in suite.measures]
    plotted = [measure for measure in suite.measures if measure.unit == "%"]
    title = say(suite.title, language)
    return Section(
        name=suite.name,
        title=title,
        runs=tuple(
            RunHeading(name, _counted(run, language), marker(i))
            for i, (name, run) in enumerate(zip(headings(table.runs), table.runs, strict=True))
        ),
        plot=interval_plot(_plot_rows(plotted, figures, language), title, language),
        rows=tuple(rows),
        notes=(*notes_of(suite, table.runs[0], language), *_incapable(table, language)),
        groups=tuple(_group_tables(suite, table.runs[0], language)),
        failing=tuple(_failing(run, language) for run in table.runs),
    )


def _row(
    measure: Measure,
    figures: Sequence[Mapping[str, Metric]],
    comparisons: Sequence[Comparison],
    language: Language,
) -> Row:
    cells = [_cell(measure, figures[0][measure.key], None, language)]
    cells += [
        _cell(measure, metrics[measure.key], comparison, language)
        for metrics, comparison in zip(figures[1:], comparisons, strict=True)
    ]
    counted = say(measure.counted, language)
    if excluded := figures[0][measure.key].excluded:
        counted += f" ({say('eval_report.not_counted', language, count=excluded)})"
    return Row(say(measure.title, language), tuple(cells), counted)


def _cell(measure: Measure, metric: Metric, comparison: Comparison | None, language: Language) -> Cell:
    difference = judgement = ""
    if comparison is not None:
        found = next(d for d in comparison.differences if d.key == measure.key)
        if found.difference is not None:
            interval = difference_interval_text(found.low, found.high, measure, language)
            difference = difference_text(found.difference, measure, language) + (f" ({interval})" if interval else "")
            if found.difference == found.low == found.high == 0:
                difference = say("eval_report.same", language)
            judgement = found.judgement
            if judgement in ("better", "worse"):
                difference += f" {say(f'eval_report.judged_{judgement}', language)}"
    return Cell(
        value_text(metric.value, measure, language),
        interval_text(metric.low, metric.high, measure, language),
        count_text(metric),
        difference,
        judgement,
    )


def headings(runs: Sequence[Run]) -> list[str]:
    """Names of the runs' configurations; where two are the same, with the end of the run's own name."""
    names = [run.configuration for run in runs]
    return [f"{n} {r.name[-4:]}" if names.count(n) > 1 else n for n, r in zip(names, runs, strict=True)]


def _plot_rows(
    measures: Sequence[Measure], figures: Sequence[Mapping[str, Metric]], language: Language
) -> list[PlotRow]:
    """A row for each measure that some run has a value of."""
    rows = []
    for measure in measures:
        dots = [_dot(i, measure, metrics[measure.key], language) for i, metrics in enumerate(figures)]
        if any(dots):
            rows.append(PlotRow(say(measure.title, language), tuple(dot for dot in dots if dot)))
    return rows


def _dot(series: int, measure: Measure, metric: Metric, language: Language) -> Dot | None:
    if metric.value is None:
        return None
    text = f"{value_text(metric.value, measure, language)} ({count_text(metric)})"
    return Dot(series, metric.value, metric.low, metric.high, text)


def notes_of(suite: Suite, run: Run, language: Language) -> list[str]:
    """Published figures beside a run's, and what was left out of its data."""
    by_key = {measure.key: measure for measure in suite.measures}
    notes = []
    for reference in suite.references:
        measure = by_key[reference.measure]
        shown = value_text(reference.value, measure, language)
        notes.append(
            say(
                "eval_report.reference",
                language,
                measure=say(measure.title, language),
                title=say(reference.title, language),
                value=shown,
                source=reference.source,
            )
        )
    for reason, count in run.about["excluded"].items():
        notes.append(say("eval_report.excluded", language, count=count, reason=say(reason, language)))
    return notes


def run_plot(suite: Suite, run: Run, language: Language) -> Markup:
    """The plot of one run's shares."""
    figures = [{metric.key: metric for metric in figures_of(suite.measures, run)}]
    shares = [measure for measure in suite.measures if measure.unit == "%"]
    return interval_plot(_plot_rows(shares, figures, language), say(suite.title, language), language)


def _group_tables(suite: Suite, run: Run, language: Language) -> list[GroupTable]:
    tables = []
    for dimension, groups in run.metrics["groups"].items():
        if len(groups) < 2:
            continue
        figures = {name: {m.key: m for m in metrics_from(group["metrics"])} for name, group in groups.items()}
        known = set.intersection(*(set(metrics) for metrics in figures.values()))
        measures = [measure for measure in suite.measures if measure.key in known]
        first = next((measure for measure in measures if measure.unit == "%"), None)
        rows = []
        if first is not None:
            for name, metrics in figures.items():
                dot = _dot(0, first, metrics[first.key], language)
                if dot:
                    rows.append(PlotRow(group_text(dimension, name, language), (dot,)))
        title = say("eval_report.by", language, dimension=say(f"eval_report.dimension_{dimension}", language))
        caption = (
            say("eval_report.by_measure", language, by=title, measure=say(first.title, language)) if first else title
        )
        tables.append(
            GroupTable(
                title=caption,
                plot=interval_plot(rows, caption, language),
                columns=tuple((group_text(dimension, name, language), groups[name]["items"]) for name in groups),
                rows=tuple(
                    (
                        say(measure.title, language),
                        tuple(_cell(measure, figures[name][measure.key], None, language) for name in groups),
                    )
                    for measure in measures
                ),
            )
        )
    return tables


def _incapable(table: SideBySide, language: Language) -> list[str]:
    return [say("eval_report.incapable", language, name=name, ability=ability) for name, ability in table.incapable]


def _failing(run: Run, language: Language) -> Failing:
    failing = [item for item in run.items() if item["failures"]]
    shown = [
        {
            "id": item["id"],
            "question": asked(item["input"])[:_LONGEST_QUESTION],
            "failures": item["failures"],
        }
        for item in failing[:_MOST_FAILING]
    ]
    summary = say("eval_report.failing", language, count=len(failing), all=run.about["items"], name=run.configuration)
    left = len(failing) - len(shown)
    return Failing(summary, tuple(shown), say("eval_report.failing_more", language, count=left) if left else "")


def asked(payload: Mapping[str, Any]) -> str:
    """What was put to the system, of an item's input: its question, claim, query or text; empty without any."""
    for key in _ASKED:
        if isinstance(payload.get(key), str):
            return str(payload[key])
    return next((asked(part) for part in payload.values() if isinstance(part, Mapping)), "")


def _counted(run: Run, language: Language) -> str:
    about = run.about
    return say("eval_report.items", language, count=about["items"], all=about["items_in_data"], seed=about["seed"])
