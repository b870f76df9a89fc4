"""Weights from a folder: files of the same names are copied."""

from collections.abc import Iterator
from pathlib import Path

from corpora.errors import SourcierError
from indexes.weights.origins import Wanted
from indexes.weights.partial import PartialFile
from indexes.weights.registry import WeightsFile

_CHUNK = 1 << 20


def from_folder(folder: Path, wanted: Wanted) -> Iterator[tuple[WeightsFile, PartialFile]]:
    """Each wanted file as it is complete, still unchecked and unplaced.

    Raises
    ------
    SourcierError
        If the folder lacks one.
    """
    for file in wanted.files:
        # Folders filled by hand are often flat.
        found = next((path for path in (folder / file.path, folder / Path(file.path).name) if path.is_file()), None)
        if found is None:
            raise SourcierError("weights.not_in_folder", file=file.path, folder=folder)
        with PartialFile(wanted.partial_path(file), f"folder {found}") as partial, found.open("rb") as handle:
            partial.restart()
            while chunk := handle.read(_CHUNK):
                partial.write(chunk)
                wanted.progress(file, partial.size, found.stat().st_size)
            yield file, partial
