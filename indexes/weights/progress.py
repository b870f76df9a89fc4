"""Progress bars while weights are fetched."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.catalogue import Language, say
from indexes.weights.fetching import fetch
from indexes.weights.origins import FetchProgress
from indexes.weights.registry import known_model
from indexes.weights.stored import read_pins

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


def fetch_with_progress(
    names: Sequence[str], weights: Path, *, source: Path | None = None, language: Language = "en"
) -> None:
    """Fetch models one after the other, a bar for each file, on standard error.

    Says so where a file's hash was not known beforehand and has been pinned.

    Raises
    ------
    SourcierError
        As :func:`indexes.weights.fetching.fetch` does.
    """
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    for name in names:
        pinned = read_pins(known_model(name, weights), weights).sha256
        with Progress(*columns, console=console) as bars:
            folder = fetch(name, weights, source=source, progress=_on(bars))
        learnt = read_pins(known_model(name, weights), weights).sha256
        if learnt.keys() - pinned.keys():
            console.print(say("weights.pinned", language, model=name, folder=weights / "pins"))
        console.print(say("weights.ready", language, model=name, folder=folder))


def _on(bars: "Progress") -> Callable[[FetchProgress], None]:
    tasks: dict[str, TaskID] = {}

    def tell(progress: FetchProgress) -> None:
        if progress.file not in tasks:
            tasks[progress.file] = bars.add_task(progress.file, total=progress.total)
        bars.update(tasks[progress.file], completed=progress.done, total=progress.total)

    return tell
