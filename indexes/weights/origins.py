"""What fetching from any origin has in common: the files wanted, where they assemble, and who is told of progress."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from indexes.weights.registry import WeightsFile


@dataclass(frozen=True)
class FetchProgress:
    """How far a file has come. ``total`` is ``None`` until its size is known; all in bytes."""

    model: str
    file: str
    done: int
    total: int | None


@dataclass(frozen=True)
class Wanted:
    """Files to be fetched.

    Attributes
    ----------
    assembling
        Folder of unfinished files, on the disk of the weights.
    """

    model: str
    files: tuple[WeightsFile, ...]
    assembling: Path
    tell: Callable[[FetchProgress], None]

    def partial_path(self, file: WeightsFile) -> Path:
        """Where a file assembles."""
        return self.assembling / file.path.replace("/", "__")

    def progress(self, file: WeightsFile, done: int, total: int | None = None) -> None:
        """Tell how far a file has come."""
        self.tell(FetchProgress(self.model, file.path, done, file.size or total))
