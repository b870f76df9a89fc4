"""The database in which an import sorts and counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MEMORY = "2400MB"


@contextmanager
def working(folder: Path) -> "Iterator[DuckDBPyConnection]":
    """A database in memory, bounded; what does not fit goes, encrypted, into the folder."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"set memory_limit = '{_MEMORY}'")
        connection.execute("set threads = 2")
        connection.execute("set preserve_insertion_order = false")
        # DuckDB's own encryption, whose random numbers it calls unsafe: its better one is an extension to download. What
        # spills holds pseudonyms only, and is deleted with the folder; a key that is hard to guess is enough for that.
        connection.execute("set force_mbedtls_unsafe = true")
        connection.execute("set temp_file_encryption = true")
        connection.execute(f"set temp_directory = {quoted(folder / 'spilled')}")
        yield connection


def quoted(path: Path) -> str:
    """A path as a literal of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
