"""Runs and comparisons on the terminal."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from corpora.catalogue import Language, say
from eval.measure import Measure
from eval.report.cells import cell
from eval.report.figures import (
    count_text,
    difference_interval_text,
    difference_text,
    figures_of,
    interval_text,
    p_text,
    value_text,
)
from eval.report.sections import notes_of
from eval.runs.compare import Comparison
from eval.runs.folder import Run
from eval.runs.side_by_side import SideBySide
from eval.suite import Suite
from eval.summary import Metric


def print_run(suite: Suite, run: Run, console: Console, language: Language = "en") -> None:
    """A run's figures with counts and intervals, and what was left out."""
    about = run.about
    console.print(Text(run.name, style="bold"), Text(say(suite.title, language)))
    counted = say("eval_report.items", language, count=about["items"], all=about["items_in_data"], seed=about["seed"])
    console.print(Text(counted))
    if not run.finished:
        console.print(Text(say("eval_report.unfinished", language, done=len(run.items()), all=about["items"])))
        return
    table = Table(*(say(f"eval_report.{c}", language) for c in ("measure", "value", "interval_95", "count", "counted")))
    by_key = {measure.key: measure for measure in suite.measures}
    for metric in figures_of(suite.measures, run):
        table.add_row(*_row(by_key[metric.key], metric, language))
    console.print(table)
    for note in notes_of(suite, run, language):
        console.print(Text(note))


def print_failures(run: Run, console: Console) -> None:
    """Each item that failed in something, with the reasons."""
    for item in run.items():
        if item["failures"]:
            console.print(Text(item["id"], style="bold"))
            for failure in item["failures"]:
                console.print(Text(f"    - {failure}"))


def print_comparison(suite: Suite, comparison: Comparison, console: Console, language: Language = "en") -> None:
    """What differs in how two runs were made, every measure of both, and the items that flipped."""
    console.print(Text(f"A = {comparison.a}\nB = {comparison.b}"))
    console.print(Text(say("eval_report.compared", language, count=comparison.items, left_out=comparison.left_out)))
    for name, a, b in comparison.settings:
        console.print(Text(f"  {name}: {a} → {b}", style="dim"))
    headings = ("measure", "a", "b", "difference", "interval_95", "only_a", "only_b", "mcnemar", "judgement")
    table = Table(*(say(f"eval_report.{heading}", language) for heading in headings))
    by_key: Mapping[str, Measure] = {measure.key: measure for measure in suite.measures}
    for row in comparison.differences:
        measure = by_key[row.key]
        table.add_row(
            say(measure.title, language),
            value_text(row.a, measure, language),
            value_text(row.b, measure, language),
            difference_text(row.difference, measure, language),
            difference_interval_text(row.low, row.high, measure, language),
            "" if row.only_a is None else str(row.only_a),
            "" if row.only_b is None else str(row.only_b),
            p_text(row.p, language),
            say(f"eval_report.judged_{row.judgement}", language),
        )
    console.print(table)
    if comparison.flips:
        flips = Table(*(say(f"eval_report.{heading}", language) for heading in ("item", "measure", "a", "b")))
        for flip in comparison.flips:
            flips.add_row(escape(flip.item), say(by_key[flip.key].title, language), *map(_tick, (flip.a, flip.b)))
        console.print(flips)


def print_side_by_side(table: SideBySide, console: Console, language: Language = "en") -> None:
    """Measures by row, configurations by column; below each figure its difference from the first configuration."""
    suite = table.suite
    console.print(Text(f"{suite.name}: {say(suite.title, language)}", style="bold"))
    heads = (f"{escape(run.configuration)}\nn = {run.about['items']}" for run in table.runs)
    printed = Table(say("eval_report.measure", language), *heads, show_lines=True)
    figures = [{metric.key: metric for metric in figures_of(suite.measures, run)} for run in table.runs]
    for measure in suite.measures:
        if all(metrics[measure.key].value is None for metrics in figures):
            continue
        cells = [
            _compared(measure, metrics[measure.key], comparison, language)
            for metrics, comparison in zip(figures, (None, *table.comparisons), strict=True)
        ]
        printed.add_row(say(measure.title, language), *cells)
    console.print(printed)
    for note in notes_of(suite, table.runs[0], language):
        console.print(Text(note, style="dim"))
    for name, ability in table.incapable:
        console.print(Text(say("eval_report.incapable", language, name=name, ability=ability)))


def _compared(measure: Measure, metric: Metric, comparison: Comparison | None, language: Language) -> str:
    shown = cell(measure, metric, comparison, language)
    return "\n".join(filter(None, (shown.value, shown.difference)))


def print_runs(runs: Sequence[Run], console: Console, language: Language = "en") -> None:
    """The runs there are, the latest first."""
    headings = ("run", "suite", "configuration", "of_items", "seed", "finished")
    table = Table(*(say(f"eval_report.{heading}", language) for heading in headings))
    for run in runs:
        finished = str(run.times().get("finished", "")) if run.finished else say("eval_report.no", language)
        table.add_row(
            escape(run.name),
            run.suite,
            escape(run.configuration),
            str(run.about["items"]),
            str(run.about["seed"]),
            finished,
        )
    console.print(table)


def _row(measure: Measure, metric: Metric, language: Language) -> tuple[str, ...]:
    counted = say(measure.counted, language)
    if metric.excluded:
        counted += f" ({say('eval_report.not_counted', language, count=metric.excluded)})"
    return (
        say(measure.title, language),
        value_text(metric.value, measure, language),
        interval_text(metric.low, metric.high, measure, language),
        count_text(metric),
        counted,
    )


def _tick(value: bool) -> str:
    return "✓" if value else "✗"
