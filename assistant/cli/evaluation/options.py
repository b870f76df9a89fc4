"""What the evaluation's commands have in common: arguments and options, the folder of runs, a run as JSON."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.options import settings_for

if TYPE_CHECKING:
    from rich.console import Console

    from corpora.catalogue import Language
    from eval.runs.folder import Run

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


def language_of(lang: str) -> "Language":
    """The language named, refused where it is neither English nor French."""
    from corpora.catalogue import LANGUAGES

    for language in LANGUAGES:
        if lang == language:
            return language
    raise typer.BadParameter("en or fr", param_hint="--lang")


def folder_of_runs(out: Path | None) -> Path:
    """The folder that holds runs: the one named, else the user's."""
    from eval.runs.folder import runs_folder

    return out or runs_folder(settings_for(None))


def run_record(run: "Run") -> dict[str, Any]:
    """A run without its items, JSON-ready."""
    return {"run": run.name, "finished": run.finished, **run.about, **run.metrics, "times": run.times()}


def console() -> "Console":
    """Standard output; wide where it goes into a file."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)
