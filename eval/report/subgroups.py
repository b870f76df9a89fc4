"""A run's figures by subgroup: language, kind of question, tumour, year, design."""

from dataclasses import dataclass

from markupsafe import Markup

from corpora.catalogue import Language, say
from eval.report.cells import Cell, cell, dot_of
from eval.report.figures import group_text
from eval.report.plot import PlotRow, interval_plot
from eval.runs.folder import Run
from eval.suite import Suite
from eval.summary import metrics_from


@dataclass(frozen=True)
class GroupTable:
    """Subgroups of one dimension, by column with their number of items, for the first run."""

    title: str
    plot: Markup
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def group_tables(suite: Suite, run: Run, language: Language) -> list[GroupTable]:
    """One table a dimension that has two subgroups or more."""
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
                dot = dot_of(0, first, metrics[first.key], language)
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
                        tuple(cell(measure, figures[name][measure.key], None, language) for name in groups),
                    )
                    for measure in measures
                ),
            )
        )
    return tables
