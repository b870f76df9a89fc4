"""A disk that is full, told as such: each library that writes an index has an error of its own for it."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpora.errors import SourcierError

_WORDS = ("no space left on device", "os error 28", "disk quota exceeded", "database or disk is full")
_CODES = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def told_when_full(folder: Path) -> Iterator[None]:
    """Raise ``library.disk_full`` in place of whatever a full disk made SQLite, FAISS or tantivy raise."""
    try:
        yield
    except (OSError, sqlite3.Error, ValueError, RuntimeError, SystemError) as error:
        if not is_full(error):
            raise
        raise SourcierError("library.disk_full", folder=str(folder)) from error


def is_full(error: BaseException | None) -> bool:
    """Whether an error, or one that led to it, says that there is no room on the disk."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _CODES:
            return True
        if any(words in str(error).lower() for words in _WORDS):
            return True
        error = error.__cause__ or error.__context__
    return False
