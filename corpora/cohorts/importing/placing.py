"""Putting a finished folder in its place, whole or not at all."""

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpora.errors import SourcierError

_UNFINISHED = ".importing"
_AT_CWD = -100
_EXCHANGE = 2


@contextmanager
def unfinished_folder(cohorts: Path, cohort_id: str) -> Iterator[Path]:
    """An empty folder in which to build a cohort, on the disk where it will live; gone afterwards, come what may.

    What an import that was killed left behind is removed first.

    Raises
    ------
    SourcierError
        The same cohort is being imported by another process, or the folder cannot be written.
    """
    parent = cohorts / _UNFINISHED
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with FileLock(parent / f"{cohort_id}.lock", timeout=0):
            building = parent / cohort_id
            shutil.rmtree(building, ignore_errors=True)
            building.mkdir(mode=0o700)
            try:
                yield building
            finally:
                shutil.rmtree(building, ignore_errors=True)
    except Timeout as error:
        raise SourcierError("cohort_import.being_imported", id=cohort_id) from error
    except OSError as error:
        raise SourcierError("cohort_import.unwritable", folder=cohorts.name, problem=error.strerror or "") from error


def put_in_place(built: Path, target: Path) -> None:
    """Move a finished folder to where it belongs, in one step, also where there is one already: it is removed."""
    for file in built.iterdir():
        _flush(file)
    if not target.exists():
        built.rename(target)
    elif not _exchanged(built, target):
        # No single step on this system: the moment between the two is as short as it can be.
        aside = built.with_name(f"{built.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        target.rename(aside)
        built.rename(target)
        shutil.rmtree(aside, ignore_errors=True)
    _flush(target.parent)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders by Linux's renameat2; whether that was possible."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0)


def _flush(path: Path) -> None:
    """To the disk itself, so that a power cut after the step leaves no empty file."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
