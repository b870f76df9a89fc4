"""``sourcier eval report`` and ``equity``: runs as pages to read."""

import json as json_format
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.evaluation.options import JsonOption, LanguageOption, RunsOption, folder_of_runs, language_of
from assistant.cli.options import LibraryOption, settings_for


def report(
    runs: Annotated[
        list[str] | None, typer.Argument(metavar="RUN...", help="Runs; without any, all finished ones.")
    ] = None,
    file: Annotated[Path, typer.Option("--file", help="The HTML page to write.")] = Path("evaluation.html"),
    lang: LanguageOption = "en",
    out: RunsOption = None,
    library: LibraryOption = None,
) -> None:
    """Write one HTML page on runs that needs nothing else: tables, plots, subgroups, equity. It prints well."""
    from corpora.catalogue import LANGUAGES
    from eval.equity.installation import equity_where_library
    from eval.report.page import write_report
    from eval.runs.folder import find_run, list_runs

    folder = folder_of_runs(out)
    chosen = (
        [find_run(name, folder) for name in runs] if runs else [r for r in reversed(list_runs(folder)) if r.finished]
    )
    settings = settings_for(library)
    write_report(chosen, file, language_of(lang), equity=lambda each: equity_where_library(settings, each, LANGUAGES))
    typer.echo(f"{file}", err=True)


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

    language = language_of(lang)
    folder = folder_of_runs(out)
    tables = equity_tables(settings_for(library), [find_run(name, folder) for name in runs or ()], [language])
    if json:
        typer.echo(json_format.dumps([asdict(table) for table in tables[language]], ensure_ascii=False, indent=2))
    else:
        typer.echo(written(tables[language], language), nl=False)
