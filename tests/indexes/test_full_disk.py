"""A full disk is told as such, whichever library met it."""

import errno
import sqlite3
from pathlib import Path

import pytest

from corpora.errors import SourcierError
from indexes.full_disk import told_when_full

FULL = (
    OSError(errno.ENOSPC, "No space left on device"),
    sqlite3.OperationalError("database or disk is full"),
    ValueError("An IO error occurred: 'No space left on device (os error 28) at path'"),
)


@pytest.mark.parametrize("error", FULL, ids=lambda error: type(error).__name__)
def test_a_full_disk_is_named_with_its_folder(error: Exception) -> None:
    with pytest.raises(SourcierError) as caught, told_when_full(Path("library")):
        raise error
    assert (caught.value.key, caught.value.details["folder"]) == ("library.disk_full", "library")


def test_what_follows_from_a_full_disk_is_one_as_well() -> None:
    with pytest.raises(SourcierError), told_when_full(Path("library")):
        try:
            raise FULL[0]
        finally:
            raise RuntimeError("the index was not written")


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ValueError, match="other"), told_when_full(Path("library")):
        raise ValueError("other")
