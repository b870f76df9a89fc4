"""The files that a folder holds, at any depth."""

import os
from collections.abc import Callable
from pathlib import Path

from corpora.errors import SourcierError
from corpora.literature.readers.streams import shown_name


def files_in(path: Path, problem: Callable[[SourcierError], object]) -> list[Path]:
    """The file itself, or all files below a folder but hidden ones, by name; links are followed, each folder once.

    Parameters
    ----------
    problem
        Called with what stands in the way: a folder that may not be read, a broken link, a pipe, a device.
    """
    if not path.is_dir():
        return _regular([path], problem)
    found: list[Path] = []
    entered: set[tuple[int, int]] = set()

    def refused(error: OSError) -> None:
        problem(_unreadable(Path(os.fsdecode(error.filename or path)), error))

    for folder, folders, names in os.walk(path, onerror=refused, followlinks=True):
        entry = Path(folder).stat()
        if (entry.st_dev, entry.st_ino) in entered:
            folders.clear()
            continue
        entered.add((entry.st_dev, entry.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found.extend(Path(folder, name) for name in names if not name.startswith("."))
    return _regular(sorted(found), problem)


def _regular(paths: list[Path], problem: Callable[[SourcierError], object]) -> list[Path]:
    kept = []
    for path in paths:
        try:
            regular = path.is_file()
        except OSError as error:
            problem(_unreadable(path, error))
            continue
        if regular:
            kept.append(path)
        else:
            problem(SourcierError("readers.no_file", file=shown_name(path)))
    return kept


def _unreadable(path: Path, error: OSError) -> SourcierError:
    return SourcierError("readers.unreadable", file=shown_name(path), problem=error.strerror or "")
