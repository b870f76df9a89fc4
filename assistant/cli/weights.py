"""``sourcier weights``: list, fetch and verify model weights. Fetching is the only command that uses the network."""

import json as json_format
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpora.catalogue import Language, say

if TYPE_CHECKING:
    from indexes.weights.registry import Model
    from indexes.weights.verifying import FileState

app = typer.Typer(help="Model weights: list, fetch, verify.", no_args_is_help=True)

JsonOption = Annotated[bool, typer.Option("--json", help="As JSON.")]
WeightsOption = Annotated[
    Path | None, typer.Option("--weights", help="The weights' folder.", show_default="the setting 'weights'")
]
_LANGUAGE: Language = "en"


class Preset(StrEnum):
    """Sets of models that suit a kind of machine."""

    DEFAULT = "default"
    WORKSTATION = "workstation"
    GPU_SERVER = "gpu_server"


@app.command("list")
def list_models(json: JsonOption = False, weights: WeightsOption = None) -> None:
    """List the models that are known, and which of them have been fetched."""
    from indexes.weights import is_present, registry

    folder = _folder(weights)
    rows = [(model, is_present(model.name, folder)) for model in registry(folder).values()]
    if json:
        typer.echo(json_format.dumps([_described(model, present) for model, present in rows], indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("name", "role", "size", "licence", "preset", "state"):
        table.add_column(
            _say(f"heading_{heading}"), justify="right" if heading == "size" else "left", no_wrap=heading == "name"
        )
    for model, present in rows:
        state = _say("present" if present else "absent")
        role = model.role.replace("_", " ")
        table.add_row(model.name, role, _megabytes(model.size), model.licence, model.preset or "", state)
    Console().print(table)


@app.command()
def fetch(
    names: Annotated[list[str] | None, typer.Argument(metavar="[MODEL]...", help="Models to fetch.")] = None,
    preset: Annotated[Preset | None, typer.Option(help="Fetch the models that suit a kind of machine.")] = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="Copy from this folder instead of the network.", exists=True, file_okay=False),
    ] = None,
    weights: WeightsOption = None,
) -> None:
    """Fetch models. An interrupted fetch goes on where it stopped; a file with a wrong hash is refused."""
    from corpora.errors import SourcierError
    from indexes.weights import fetch_with_progress, registry

    folder = _folder(weights)
    wanted = list(names or [])
    wanted += [model.name for model in registry(folder).values() if preset and model.preset == preset.value]
    if not wanted:
        raise SourcierError("weights.nothing_to_fetch")
    fetch_with_progress(wanted, folder, source=source, language=_LANGUAGE)


@app.command()
def verify(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[MODEL]...", help="Models to verify; by default all fetched ones.")
    ] = None,
    json: JsonOption = False,
    weights: WeightsOption = None,
) -> None:
    """Hash the fetched files again. Exit code 1 if one is damaged or missing."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    from indexes.weights import registry
    from indexes.weights.origins import FetchProgress
    from indexes.weights.stored import read_receipt
    from indexes.weights.verifying import verify as verify_model

    folder = _folder(weights)
    chosen = names or [model.name for model in registry(folder).values() if read_receipt(model, folder)]
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), console=console, transient=True
    ) as bars:
        tasks = {}

        def tell(progress: FetchProgress) -> None:
            key = (progress.model, progress.file)
            if key not in tasks:
                tasks[key] = bars.add_task(progress.file, total=progress.total)
            bars.update(tasks[key], completed=progress.done)

        states = [state for name in chosen for state in verify_model(name, folder, tell)]
    if json:
        rows = [{"model": each.model, "file": each.file, "state": each.state} for each in states]
        typer.echo(json_format.dumps(rows, indent=2))
    elif not states:
        typer.echo(say("weights.nothing_to_verify", _LANGUAGE, folder=folder))
    else:
        _print_states(states)
    if any(state.state != "ok" for state in states):
        raise typer.Exit(1)


def _print_states(states: "list[FileState]") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("name", "file", "state"):
        table.add_column(_say(f"heading_{heading}"))
    for each in states:
        table.add_row(each.model, each.file, say(f"weights.file_{each.state}", _LANGUAGE, model=each.model))
    Console().print(table)


def _described(model: "Model", present: bool) -> dict[str, Any]:
    return {
        "name": model.name,
        "role": model.role,
        "licence": model.licence,
        "about": model.about,
        "preset": model.preset,
        "bytes": model.size or None,
        "present": present,
        "files": [{"path": file.path, "bytes": file.size, "sha256": file.sha256} for file in model.files],
        "origins": [origin.kind for origin in model.origins],
    }


def _folder(weights: Path | None) -> Path:
    from assistant.settings import load_settings

    return weights or load_settings().weights_folder


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB" if size else ""


def _say(entry: str) -> str:
    return say(f"weights.{entry}", _LANGUAGE)
