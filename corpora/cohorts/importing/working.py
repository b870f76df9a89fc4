"""The database in which an import sorts and counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MEMORY = "1500MB"


@contextmanager
def working(folder: Path) -> "Iterator[DuckDBPyConnection]":
    """A database in memory, bounded; what does not fit goes, encrypted, into the folder."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"set memory_limit = '{_MEMORY}'")
        connection.execute("set threads = 2")
        connection.execute("set preserve_insertion_order = false")
        connection.execute("set temp_file_encryption = true")
        connection.execute(f"set temp_directory = {quoted(folder / 'spilled')}")
        yield connection


def quoted(path: Path) -> str:
    """A path as a literal of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
