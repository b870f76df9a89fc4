"""A DuckDB database in a temporary folder, where the events of an origin wait until the import has read them."""

import shutil
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyarrow import Array, RecordBatch

# A hospital's machine installs nothing at run time: what DuckDB does not bring along is asked for, not fetched.
OFFLINE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_ROWS = 1 << 16
_MEMORY = "1500MB"

# One table a kind of event. ``patient`` is the origin's own identifier; days are dates.
TABLES = {
    "person": "patient varchar, birth date, sex varchar, file varchar, line bigint",
    "diagnosis": "patient varchar, day date, code varchar, morphology varchar",
    "finding": "patient varchar, day date, variable varchar, code varchar, number double",
    "flag": "patient varchar, name varchar",
    "drug": "patient varchar, concept varchar, start date, stop date",
    "intervention": "patient varchar, kind varchar, day date",
    "regimen": "patient varchar, name varchar, start date, stop date",
    "progression": "patient varchar, day date",
    "death": "patient varchar, day date",
    "seen": "patient varchar, first date, last date",
    "note": "patient varchar, text varchar",
    "line": "patient varchar, line smallint, regimen varchar, start date, stop date",
    "rejected": "patient varchar, file varchar, line bigint, field varchar, reason varchar",
}


class Workspace:
    """An open database of events, see :data:`TABLES`. It is closed and its folder removed with the last reader."""

    def __init__(self) -> None:
        import duckdb

        # Readable by its owner only: it holds dates and identifiers for as long as the import lasts.
        self.folder = Path(tempfile.mkdtemp(prefix="sourcier-cohort-"))
        self.connection: DuckDBPyConnection = duckdb.connect(str(self.folder / "events.duckdb"), config=dict(OFFLINE))
        self.connection.execute("set enable_progress_bar = false")
        self.connection.execute(f"set memory_limit = '{_MEMORY}'")
        self.connection.execute(f"set temp_directory = {quoted(str(self.folder / 'spill'))}")
        self._finalizer = weakref.finalize(self, _remove, self.connection, self.folder)
        for name, columns in TABLES.items():
            self.connection.execute(f"create table {name} ({columns})")

    def close(self) -> None:
        """Remove what waits here now, rather than when the last reader lets go."""
        self._finalizer()

    def add(self, table: str, rows: Sequence[tuple[Any, ...]], columns: str | None = None) -> None:
        """Append rows to a table of :data:`TABLES`, or of the columns given, in their order."""
        if not rows:
            return
        import pyarrow as pa

        names = [column.split()[0] for column in (columns or TABLES[table]).split(", ")]
        waiting = pa.table({name: list(values) for name, values in zip(names, zip(*rows, strict=True), strict=True)})
        cursor = self.connection.cursor()
        cursor.register("waiting", waiting)
        cursor.execute(f"insert into {table} select * from waiting")
        cursor.unregister("waiting")

    def make(self, table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Make a temporary table, in place of one of that name, and fill it."""
        import pyarrow as pa

        self.connection.execute(f"create or replace temp table {table} ({columns})")
        if rows:
            names = [column.split()[0] for column in columns.split(", ")]
            waiting = pa.table({name: list(each) for name, each in zip(names, zip(*rows, strict=True), strict=True)})
            self.connection.register("waiting", waiting)
            self.connection.execute(f"insert into {table} select * from waiting")
            self.connection.unregister("waiting")

    def batches(self, query: str) -> "Iterator[RecordBatch]":
        """The rows of a query, a batch at a time, on a cursor of their own."""
        cursor = self.connection.cursor()
        yield from cursor.sql(query).to_arrow_reader(_ROWS)

    def column(self, query: str) -> "Array":
        """The single column of a query."""
        return self.connection.sql(query).to_arrow_table().column(0).combine_chunks()

    def one(self, query: str) -> Any:
        """The single value of a query."""
        row = self.connection.execute(query).fetchone()
        return row[0] if row else None


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _remove(connection: "DuckDBPyConnection", folder: Path) -> None:
    connection.close()
    shutil.rmtree(folder, ignore_errors=True)
