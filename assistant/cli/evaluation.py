"""``sourcier eval``: benchmark question sets, runs, and what they say."""

import json as json_format
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.options import LibraryOption, settings_for

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.settings import Settings
    from eval.configuration import Configuration
    from eval.runs.execute import Order, Progress
    from eval.suite import Suite

app = typer.Typer(help="Evaluation: run question sets, compare configurations, report.", no_args_is_help=True)

SuitesArgument = Annotated[list[str], typer.Argument(metavar="SUITE...", help="Names of suites, or 'all'.")]
DataOption = Annotated[
    Path | None, typer.Option("--data", help="Your own data for the suite, in its format (one suite at a time).")
]
LimitOption = Annotated[int | None, typer.Option("--limit", min=1, help="Most items; drawn with the seed.")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="For what is drawn: items, resamples, redrafts.")]
RunsOption = Annotated[Path | None, typer.Option("--out", help="The folder that holds runs; by default the user's.")]
PatienceOption = Annotated[float, typer.Option("--patience", min=1, help="Most seconds for one item.")]
JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]
LanguageOption = Annotated[str, typer.Option("--lang", help="Language of the tables: en or fr.")]


@app.command("list")
def list_suites(json: JsonOption = False, lang: LanguageOption = "en") -> None:
    """The suites: what each measures and needs."""
    from corpora.catalogue import say
    from eval.runs.suites import suites_named

    language = _language(lang)
    suites = suites_named(["all"])
    if json:
        rows = [{"name": s.name, "title": say(s.title, language), "needs": sorted(s.needs)} for s in suites]
        typer.echo(json_format.dumps(rows, ensure_ascii=False, indent=2))
        return
    for suite in suites:
        needs = f"  [{', '.join(sorted(suite.needs))}]" if suite.needs else ""
        typer.echo(f"{suite.name:22}{say(suite.title, language)}{needs}")


@app.command()
def run(
    suites: SuitesArgument,
    config: Annotated[
        list[Path] | None, typer.Option("--config", help="Configuration (TOML); repeat it for several.")
    ] = None,
    data: DataOption = None,
    limit: LimitOption = None,
    seed: SeedOption = 0,
    out: RunsOption = None,
    patience: PatienceOption = 900,
    failures: Annotated[bool, typer.Option("--failures", help="List every failing item with its reasons.")] = False,
    json: JsonOption = False,
    lang: LanguageOption = "en",
    library: LibraryOption = None,
) -> None:
    """Run suites on configurations. A stopped run goes on where it stopped when the same command is given again."""
    from eval.configuration import read_configuration
    from eval.report.terminal import print_failures, print_run
    from eval.runs.execute import run_suite
    from eval.systems import open_system

    language = _language(lang)
    settings = settings_for(library)
    configurations = [read_configuration(path) for path in config or (None,)]
    records = []
    for suite in _suites(suites, data):
        for configuration in configurations:
            with _bar() as progress:
                order = _order(suite, configuration, settings, data, limit, seed, out, patience, progress)
                finished = run_suite(order, open_system)
            if json:
                records.append(_record(finished))
                continue
            print_run(suite, finished, _console(), language)
            if failures:
                print_failures(finished, _console())
    if json:
        typer.echo(json_format.dumps(records, ensure_ascii=False, indent=2))


@app.command()
def show(
    run: Annotated[str | None, typer.Argument(metavar="RUN", help="A run; without it, the list of runs.")] = None,
    item: Annotated[str | None, typer.Option("--item", help="One item of it, whole, as JSON.")] = None,
    failures: Annotated[bool, typer.Option("--failures", help="List every failing item with its reasons.")] = False,
    json: JsonOption = False,
    lang: LanguageOption = "en",
    out: RunsOption = None,
) -> None:
    """Browse the runs: all of them, one, or one item."""
    from corpora.errors import SourcierError
    from eval.report.terminal import print_failures, print_run, print_runs
    from eval.runs.folder import find_run, list_runs
    from eval.runs.suites import suite_named

    runs = _runs_folder(out)
    if run is None:
        found = list_runs(runs)
        if json:
            typer.echo(json_format.dumps([_record(each) for each in found], ensure_ascii=False, indent=2))
        else:
            print_runs(found, _console(), _language(lang))
        return
    shown = find_run(run, runs)
    if item is not None:
        matching = [each for each in shown.items() if each["id"] == item]
        if not matching:
            raise SourcierError("eval.no_item", run=shown.name, item=item)
        typer.echo(json_format.dumps(matching[0], ensure_ascii=False, indent=2))
    elif json:
        typer.echo(json_format.dumps(_record(shown), ensure_ascii=False, indent=2))
    else:
        print_run(suite_named(shown.suite), shown, _console(), _language(lang))
        if failures:
            print_failures(shown, _console())


@app.command()
def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="A run: its name, its last characters, or its folder.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another run of the same suite.")],
    seed: SeedOption = 0,
    json: JsonOption = False,
    lang: LanguageOption = "en",
    out: RunsOption = None,
) -> None:
    """Compare two runs item by item: paired intervals, McNemar's test, the items that flipped."""
    from eval.report.terminal import print_comparison
    from eval.runs.compare import compare as compared
    from eval.runs.folder import find_run
    from eval.runs.suites import suite_named

    runs = _runs_folder(out)
    first, second = find_run(a, runs), find_run(b, runs)
    suite = suite_named(first.suite)
    comparison = compared(suite.measures, first, second, seed)
    if json:
        typer.echo(json_format.dumps(comparison.as_record(), ensure_ascii=False, indent=2))
    else:
        print_comparison(suite, comparison, _console(), _language(lang))


@app.command()
def ablate(
    suites: SuitesArgument,
    grid: Annotated[Path, typer.Option("--grid", help="What is varied (TOML).")],
    data: DataOption = None,
    limit: LimitOption = None,
    seed: SeedOption = 0,
    out: RunsOption = None,
    patience: PatienceOption = 900,
    json: JsonOption = False,
    lang: LanguageOption = "en",
    library: LibraryOption = None,
) -> None:
    """Run suites on a grid of configurations, and tabulate what each change does."""
    from eval.report.terminal import print_side_by_side
    from eval.runs.grid import read_grid
    from eval.runs.side_by_side import run_side_by_side
    from eval.systems import open_system

    language = _language(lang)
    settings = settings_for(library)
    configurations = read_grid(grid).configurations()
    records = []
    for suite in _suites(suites, data):
        with _bar() as progress:
            order = _order(suite, configurations[0], settings, data, limit, seed, out, patience, progress)
            table = run_side_by_side(order, configurations, open_system)
        if json:
            runs = [_record(each) for each in table.runs]
            compared = [each.as_record() for each in table.comparisons]
            records.append({"suite": suite.name, "runs": runs, "comparisons": compared})
        else:
            print_side_by_side(table, _console(), language)
    if json:
        typer.echo(json_format.dumps(records, ensure_ascii=False, indent=2))


@app.command()
def report(
    runs: Annotated[
        list[str] | None, typer.Argument(metavar="RUN...", help="Runs; without any, all finished ones.")
    ] = None,
    file: Annotated[Path, typer.Option("--file", help="The HTML page to write.")] = Path("evaluation.html"),
    lang: LanguageOption = "en",
    out: RunsOption = None,
) -> None:
    """Write one HTML page on runs that needs nothing else: tables, plots, subgroups. It prints well."""
    from eval.report.page import write_report
    from eval.runs.folder import find_run, list_runs

    folder = _runs_folder(out)
    chosen = [find_run(name, folder) for name in runs] if runs else [r for r in list_runs(folder) if r.finished]
    write_report(chosen, file, _language(lang))
    typer.echo(f"{file}", err=True)


@app.command()
def equity(
    runs: Annotated[
        list[str] | None, typer.Argument(metavar="RUN...", help="Runs whose questions to break down.")
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = "en",
    out: RunsOption = None,
    library: LibraryOption = None,
) -> None:
    """Whom the library and the cohorts are of, and how the questions of each group of patients fare."""
    from dataclasses import asdict

    from eval.equity.installation import equity_tables
    from eval.equity.written import written
    from eval.runs.folder import find_run

    language = _language(lang)
    folder = _runs_folder(out)
    tables = equity_tables(settings_for(library), [find_run(name, folder) for name in runs or ()], language)
    if json:
        typer.echo(json_format.dumps([asdict(table) for table in tables], ensure_ascii=False, indent=2))
    else:
        typer.echo(written(tables, language), nl=False)


@app.command()
def results(
    file: Annotated[Path, typer.Option("--file", help="The Markdown page to write.")] = Path("docs/results.md"),
    plan: Annotated[Path | None, typer.Option("--plan", help="What is run, and how much of it (TOML).")] = None,
    out: RunsOption = None,
    library: LibraryOption = None,
) -> None:
    """Run all suites, baselines and the ablation of the plan, and write the page of results from these runs alone."""
    from eval.results import make_results

    settings = settings_for(library)
    with _bar() as progress:
        make_results(file, plan, settings, out or _runs_folder(None), progress)
    typer.echo(f"{file}", err=True)


def _suites(names: list[str], data: Path | None) -> "list[Suite]":
    from eval.runs.suites import suites_named

    found = suites_named(names)
    if data is not None and len(found) > 1:
        raise typer.BadParameter("goes with one suite", param_hint="--data")
    return found


def _order(
    suite: "Suite",
    configuration: "Configuration",
    settings: "Settings",
    data: Path | None,
    limit: int | None,
    seed: int,
    out: Path | None,
    patience: float,
    progress: "Progress",
) -> "Order":
    from eval.reading import shared_folder
    from eval.runs.execute import Order

    chosen = data or suite.default_data(shared_folder())
    runs = out or _runs_folder(None)
    return Order(suite, configuration, settings, chosen, runs, limit, seed, patience, progress)


def _runs_folder(out: Path | None) -> Path:
    from eval.runs.folder import runs_folder

    return out or runs_folder(settings_for(None))


def _record(run: Any) -> dict[str, Any]:
    return {"run": run.name, "finished": run.finished, **run.about, **run.metrics, "times": run.times()}


def _language(lang: str) -> Any:
    if lang not in ("en", "fr"):
        raise typer.BadParameter("en or fr", param_hint="--lang")
    return lang


def _console() -> "Console":
    import sys

    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)


@contextmanager
def _bar() -> "Iterator[Progress]":
    """A bar for each suite at hand, on standard error."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("", total=None)
        yield lambda name, done, total: bars.update(task, description=name, completed=done, total=total)
