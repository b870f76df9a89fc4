"""``docs/results.md``: written from runs alone; no figure in it is typed by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.catalogue import say
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
from eval.report.sections import headings
from eval.runs.compare import Difference
from eval.runs.folder import Run
from eval.runs.side_by_side import SideBySide
from eval.summary import Metric, metrics_from


@dataclass(frozen=True)
class ResultsTable:
    """Runs of one suite, under a title; an ablation is laid out with a configuration by row."""

    title: str
    runs: SideBySide
    ablation: bool


def results_page(tables: Sequence[ResultsTable], absent: Sequence[tuple[str, str]], extra: str = "") -> str:
    """The page.

    Parameters
    ----------
    absent
        What could not run because its public data are not on this machine: title, and the data it needs.
    extra
        Markdown to put before how the runs came about.
    """
    lines = [
        "# Results",
        "",
        "Written by `make results` from runs on this project's code; no figure is typed by hand. Shares carry 95 % Wilson "
        "intervals, other figures 95 % percentile-bootstrap intervals over items; *n* is what was counted. Differences "
        "are paired, item by item, on the same items. Sizes are set in `eval/results.toml`: where a table says that a "
        "part of a set was drawn, it was drawn with the seed. [evaluation.md](evaluation.md) says what each measure is.",
        "",
        "## Where the default loses",
        "",
        *_losses(tables),
    ]
    for table in tables:
        lines += ["", f"## {table.title}", "", *(_ablation(table.runs) if table.ablation else _table(table.runs))]
    for title, data in absent:
        lines += ["", f"## {title}", "", f"Not run: the public data set `{data}` is not on this machine."]
    if extra:
        lines += ["", extra]
    lines += ["", "## How these runs came about", "", *_provenance(tables)]
    return "\n".join(lines) + "\n"


def _losses(tables: Sequence[ResultsTable]) -> Iterator[str]:
    """Every measure on which another configuration is told apart as better than the first of its table."""
    found = False
    for table in tables:
        runs = table.runs
        names = headings(runs.runs)
        for name, comparison in zip(names[1:], runs.comparisons, strict=True):
            for difference in comparison.differences:
                if difference.judgement == "better":
                    found = True
                    measure = _measure(runs, difference.key)
                    yield f"- {table.title}: **{name}** does better than **{names[0]}** on {_lost(measure, difference)}."
    if not found:
        yield "In no table does a configuration do better than the first of its table by more than its interval allows."
    yield ""
    yield (
        "Listed are differences whose interval leaves out 0. In small samples many that matter do not: the tables show "
        "every difference with its interval."
    )


def _lost(measure: Measure, difference: Difference) -> str:
    a, b = (value_text(value, measure, "en") for value in (difference.a, difference.b))
    interval = difference_interval_text(difference.low, difference.high, measure, "en")
    amount = difference_text(difference.difference, measure, "en")
    return f"*{say(measure.title, 'en').lower()}*: {b} against {a} ({amount}, 95 % interval {interval})"


def _table(runs: SideBySide) -> Iterator[str]:
    """Measures by row, configurations by column."""
    yield from _about(runs)
    names = headings(runs.runs)
    figures = [{metric.key: metric for metric in figures_of(runs.suite.measures, run)} for run in runs.runs]
    yield _row(["measure", *names, "counted over"])
    yield _row(["---"] * (len(names) + 2))
    for measure in runs.suite.measures:
        if all(metrics[measure.key].value is None for metrics in figures):
            continue
        cells = [_figure(measure, figures[0][measure.key])]
        for metrics, comparison in zip(figures[1:], runs.comparisons, strict=True):
            difference = next(d for d in comparison.differences if d.key == measure.key)
            cells.append(_figure(measure, metrics[measure.key]) + _verdict(difference))
        yield _row([say(measure.title, "en"), *cells, say(measure.counted, "en")])
    yield from _after(runs)
    yield from _by_language(runs.runs[0], runs)


def _ablation(runs: SideBySide) -> Iterator[str]:
    """Configurations by row; measures that never differ are named, not tabulated."""
    yield from _about(runs)
    names = headings(runs.runs)
    figures = [{metric.key: metric for metric in figures_of(runs.suite.measures, run)} for run in runs.runs]
    counted = [m for m in runs.suite.measures if any(metrics[m.key].value is not None for metrics in figures)]
    same = [m for m in counted if len({metrics[m.key].value for metrics in figures}) == 1]
    varied = [m for m in counted if m not in same]
    if varied:
        yield _row(["configuration", *(say(measure.title, "en") for measure in varied)])
        yield _row(["---"] * (len(varied) + 1))
    else:
        yield f"Configurations: {', '.join(names)}. No measure differs."
    for i, name in enumerate(names if varied else ()):
        cells = []
        for measure in varied:
            cell = value_text(figures[i][measure.key].value, measure, "en")
            if i == 0:
                cell = _figure(measure, figures[i][measure.key])
            else:
                difference = next(d for d in runs.comparisons[i - 1].differences if d.key == measure.key)
                if difference.difference is not None:
                    interval = difference_interval_text(difference.low, difference.high, measure, "en")
                    cell += f"<br>{difference_text(difference.difference, measure, 'en')} ({interval})"
                    cell += _verdict(difference)
            cells.append(cell)
        yield _row([name, *cells])
    if same:
        shown = (f"{say(m.title, 'en').lower()} {value_text(figures[0][m.key].value, m, 'en')}" for m in same)
        yield ""
        yield f"The same in every configuration: {', '.join(shown)}."
    yield from _after(runs)


def _about(runs: SideBySide) -> Iterator[str]:
    about = runs.runs[0].about
    drawn = about["items"] < about["items_in_data"]
    size = (
        f"{about['items']} of {about['items_in_data']} items, drawn with seed {about['seed']}"
        if drawn
        else (f"all {about['items']} items")
    )
    yield f"Suite `{runs.suite.name}`, data `{about['data']['name']}`: {size}."
    for reason, count in about["excluded"].items():
        yield f"Left out of the data: {count} ({say(reason, 'en')})."
    for key in runs.suite.labels:
        yield say(key, "en")
    yield ""


def _after(runs: SideBySide) -> Iterator[str]:
    for reference in runs.suite.references:
        measure = _measure(runs, reference.measure)
        shown = value_text(reference.value, measure, "en")
        yield ""
        yield f"{say(measure.title, 'en')}, for comparison: {say(reference.title, 'en')} {shown} ({reference.source})."
    for name, ability in runs.incapable:
        yield ""
        yield f"*{name}* is not in this table, since it cannot {ability}."


def _by_language(run: Run, runs: SideBySide) -> Iterator[str]:
    groups = run.metrics["groups"].get("language", {})
    if len(groups) < 2:
        return
    figures = {name: {m.key: m for m in metrics_from(group["metrics"])} for name, group in groups.items()}
    yield ""
    yield f"By language, {run.configuration}:"
    yield ""
    yield _row(["measure", *(f"{group_text('language', n, 'en')} ({g['items']})" for n, g in groups.items())])
    yield _row(["---"] * (len(groups) + 1))
    for measure in runs.suite.measures:
        cells = [_figure(measure, metrics[measure.key]) for metrics in figures.values() if measure.key in metrics]
        if cells and any(metrics[measure.key].value is not None for metrics in figures.values()):
            yield _row([say(measure.title, "en"), *cells])


def _figure(measure: Measure, metric: Metric) -> str:
    if metric.value is None:
        return "–"
    interval = interval_text(metric.low, metric.high, measure, "en")
    count = f"n = {count_text(metric)}"
    return f"{value_text(metric.value, measure, 'en')} ({f'{interval}; ' if interval else ''}{count})"


def _verdict(difference: Difference) -> str:
    return {"better": " ▲", "worse": " ▼"}.get(difference.judgement, "")


def _provenance(tables: Sequence[ResultsTable]) -> Iterator[str]:
    runs = list({run.name: run for table in tables for run in table.runs.runs}.values())
    if not runs:
        yield "No run."
        return
    yield "▲ and ▼ mark figures that are better or worse than the first column's by more than the paired interval allows."
    yield ""
    about = runs[0].about
    machine = about["machine"]
    yield f"- Machine: {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB; Python {machine['python']}."
    codes = sorted({f"{r.about['code']['version']}, code {r.about['code']['sha256'][:12]}" for r in runs})
    yield f"- Sourcier {'; '.join(codes)}."
    for kind in ("language_model", "embedding"):
        found = [r.about["system"].get(kind) for r in runs]
        names = sorted({f"{m['model']} (SHA-256 {(m.get('sha256') or '–')[:12]})" for m in found if m})
        if names:
            yield f"- {kind.replace('_', ' ').capitalize()}: {'; '.join(names)}."
    libraries = sorted({s["sources"] for r in runs if (s := r.about["system"].get("library"))})
    if libraries:
        yield f"- Library: {', '.join(map(str, libraries))} sources."
    finished = sorted(str(r.times().get("finished", "")) for r in runs)
    yield f"- Run between {finished[0]} and {finished[-1]}."
    yield ""
    yield _row(["run", "items", "minutes"])
    yield _row(["---", "---", "---"])
    for run in runs:
        yield _row([f"`{run.name}`", str(run.about["items"]), f"{run.times().get('seconds', 0) / 60:.1f}"])


def _measure(runs: SideBySide, key: str) -> Measure:
    return next(measure for measure in runs.suite.measures if measure.key == key)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
