"""One import at a time: a lock that the operating system releases when its holder dies."""

import sqlite3
from pathlib import Path

from corpora.errors import SourcierError

FILE_NAME = "writer.lock"


class WriterLock:
    """An exclusive lock on a library's folder.

    SQLite's own file lock serves: it works on every platform, and a killed process leaves nothing behind.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._held: sqlite3.Connection | None = None

    def try_acquire(self) -> bool:
        """Whether the lock is now held by this process."""
        if self._held:
            return False
        connection = sqlite3.connect(self._path, timeout=0, check_same_thread=False, isolation_level=None)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            return False
        self._held = connection
        return True

    def release(self) -> None:
        """Let the next writer in."""
        if self._held:
            self._held.close()
            self._held = None

    def __enter__(self) -> "WriterLock":
        """Acquire the lock.

        Raises
        ------
        SourcierError
            If another import holds it (``library.busy``).
        """
        if not self.try_acquire():
            raise SourcierError("library.busy")
        return self

    def __exit__(self, *exception: object) -> None:
        self.release()
