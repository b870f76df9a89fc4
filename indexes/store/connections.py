"""SQLite connections to one library: a pool of readers, and one writer at a time."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue

from corpora.errors import SourcierError

FILE_NAME = "library.sqlite"
_BUSY_MS = 30_000


class Connections:
    """Opens connections as threads need them and keeps them for the next one.

    Readers never wait for a writer (WAL), so the page answers while an import runs.

    Parameters
    ----------
    folder
        The library's folder; must exist.
    read_only
        Refuse every write, at the level of SQLite.
    """

    def __init__(self, folder: Path, *, read_only: bool) -> None:
        self._path = folder / FILE_NAME
        self._read_only = read_only
        self._idle: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        if read_only and not self._path.is_file():
            raise SourcierError("library.absent", folder=str(folder))

    @contextmanager
    def borrow(self) -> Iterator[sqlite3.Connection]:
        """A connection for the time of the block; the caller commits what it writes."""
        try:
            connection = self._idle.get_nowait()
        except Empty:
            connection = self._open()
        try:
            yield connection
        finally:
            if connection.in_transaction:
                connection.rollback()
            self._idle.put(connection)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: committed when the block ends, rolled back when it raises."""
        with self.borrow() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    def close(self) -> None:
        """Close the idle connections."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def _open(self) -> sqlite3.Connection:
        try:
            connection = self._connect()
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            raise SourcierError("library.unreadable", file=self._path.name, problem=str(error)) from error
        return connection

    def _connect(self) -> sqlite3.Connection:
        if self._read_only:
            # On a medium that cannot be written, SQLite may not even note who reads: it must take the file as fixed.
            fixed = "" if os.access(self._path.parent, os.W_OK) else "&immutable=1"
            uri = f"{self._path.resolve().as_uri()}?mode=ro{fixed}"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
            connection.execute("PRAGMA query_only = ON")
        else:
            connection = sqlite3.connect(self._path, check_same_thread=False, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            # In WAL mode NORMAL can lose the last commits to a power cut, and "committed" must mean kept.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA mmap_size = 268435456")
        return connection
