"""``sourcier eval run``, ``ablate`` and ``results``: what asks questions of a system."""

import json as json_format
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.evaluation.options import (
    DataOption,
    JsonOption,
    LanguageOption,
    LimitOption,
    PatienceOption,
    RunsOption,
    SeedOption,
    SuitesArgument,
    console,
    folder_of_runs,
    language_of,
    run_record,
)
from assistant.cli.evaluation.progress import bar
from assistant.cli.options import LibraryOption, settings_for

if TYPE_CHECKING:
    from assistant.settings import Settings
    from eval.configuration import Configuration
    from eval.runs.execute import Order, Progress
    from eval.suite import Suite


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

    language = language_of(lang)
    settings = settings_for(library)
    configurations = [read_configuration(path) for path in config or (None,)]
    records = []
    for suite in _suites(suites, data):
        for configuration in configurations:
            with bar() as progress:
                order = _order(suite, configuration, settings, data, limit, seed, out, patience, progress)
                finished = run_suite(order, open_system)
            if json:
                records.append(run_record(finished))
                continue
            print_run(suite, finished, console(), language)
            if failures:
                print_failures(finished, console())
    if json:
        typer.echo(json_format.dumps(records, ensure_ascii=False, indent=2))


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

    language = language_of(lang)
    settings = settings_for(library)
    configurations = read_grid(grid).configurations()
    records = []
    for suite in _suites(suites, data):
        with bar() as progress:
            order = _order(suite, configurations[0], settings, data, limit, seed, out, patience, progress)
            table = run_side_by_side(order, configurations, open_system)
        if json:
            runs = [run_record(each) for each in table.runs]
            compared = [each.as_record() for each in table.comparisons]
            records.append({"suite": suite.name, "runs": runs, "comparisons": compared})
        else:
            print_side_by_side(table, console(), language)
    if json:
        typer.echo(json_format.dumps(records, ensure_ascii=False, indent=2))


def results(
    file: Annotated[Path, typer.Option("--file", help="The Markdown page to write.")] = Path("docs/results.md"),
    plan: Annotated[Path | None, typer.Option("--plan", help="What is run, and how much of it (TOML).")] = None,
    out: RunsOption = None,
    library: LibraryOption = None,
) -> None:
    """Run all suites, baselines and the ablation of the plan, and write the page of results from these runs alone."""
    from eval.results import make_results

    settings = settings_for(library)
    with bar() as progress:
        make_results(file, plan, settings, out or folder_of_runs(None), progress)
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
    runs = out or folder_of_runs(None)
    return Order(suite, configuration, settings, chosen, runs, limit, seed, patience, progress)
