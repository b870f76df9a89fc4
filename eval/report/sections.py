"""What the report shows of a suite's runs, in a language: tables, plots and failing items, ready for the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from corpora.catalogue import Language, say
from eval.measure import Measure
from eval.report.cells import Cell, cell, plot_rows
from eval.report.failing import Failing, failing_of
from eval.report.figures import figures_of, value_text
from eval.report.plot import interval_plot, marker
from eval.report.subgroups import GroupTable, group_tables
from eval.runs.compare import Comparison
from eval.runs.folder import Run
from eval.runs.side_by_side import SideBySide
from eval.suite import Suite
from eval.summary import Metric


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
class Section:
    """One suite."""

    name: str
    title: str
    data: str
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
    names = headings(table.runs)
    return Section(
        name=suite.name,
        title=title,
        data=str(table.runs[0].about["data"]["name"]),
        runs=tuple(
            RunHeading(name, _counted(run, language), marker(i))
            for i, (name, run) in enumerate(zip(names, table.runs, strict=True))
        ),
        plot=interval_plot(plot_rows(plotted, figures, language), title, language),
        rows=tuple(rows),
        notes=(*notes_of(suite, table.runs[0], language), *_incapable(table, language)),
        groups=tuple(group_tables(suite, table.runs[0], language)),
        failing=tuple(failing_of(run, name, language) for name, run in zip(names, table.runs, strict=True)),
    )


def _row(
    measure: Measure,
    figures: Sequence[Mapping[str, Metric]],
    comparisons: Sequence[Comparison],
    language: Language,
) -> Row:
    cells = [cell(measure, figures[0][measure.key], None, language)]
    cells += [
        cell(measure, metrics[measure.key], comparison, language)
        for metrics, comparison in zip(figures[1:], comparisons, strict=True)
    ]
    counted = say(measure.counted, language)
    if excluded := figures[0][measure.key].excluded:
        counted += f" ({say('eval_report.not_counted', language, count=excluded)})"
    return Row(say(measure.title, language), tuple(cells), counted)


def headings(runs: Sequence[Run]) -> list[str]:
    """Names of the runs' configurations; where two are the same, with the end of the run's own name."""
    names = [run.configuration for run in runs]
    return [f"{n} {r.name[-4:]}" if names.count(n) > 1 else n for n, r in zip(names, runs, strict=True)]


def notes_of(suite: Suite, run: Run, language: Language) -> list[str]:
    """Who decided what is right, published figures beside a run's, and what was left out of its data."""
    by_key = {measure.key: measure for measure in suite.measures}
    notes = [say(key, language) for key in suite.labels]
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
    return interval_plot(plot_rows(shares, figures, language), say(suite.title, language), language)


def _incapable(table: SideBySide, language: Language) -> list[str]:
    return [say("eval_report.incapable", language, name=name, ability=ability) for name, ability in table.incapable]


def _counted(run: Run, language: Language) -> str:
    about = run.about
    return say("eval_report.items", language, count=about["items"], all=about["items_in_data"], seed=about["seed"])
