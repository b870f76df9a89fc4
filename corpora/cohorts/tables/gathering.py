"""Several rows a patient, or several files, into one row a patient: in DuckDB, within a bound on memory."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from corpora.cohorts.cohort import PATIENT
from corpora.cohorts.tables.rows import LINE, ORDER

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyarrow import RecordBatch

_ROWS = 1 << 16
_MEMORY = "1GB"


@contextmanager
def workspace() -> "Iterator[DuckDBPyConnection]":
    """A database in memory; what does not fit goes, encrypted, to a folder that only this process's user can read."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="sourcier-") as folder, duckdb.connect() as connection:
        connection.execute(f"set memory_limit = '{_MEMORY}'")
        connection.execute("set threads = 2")
        connection.execute("set temp_file_encryption = true")
        connection.execute(f"set temp_directory = '{folder}'")
        yield connection


class Gathered:
    """Typed rows of one file, kept until all have been read."""

    def __init__(self, connection: "DuckDBPyConnection", table: str) -> None:
        self._connection = connection
        self.table = table
        self._columns: tuple[str, ...] = ()

    def add(self, batch: "RecordBatch") -> None:
        """Keep a batch."""
        self._connection.register("_batch", batch)
        if not self._columns:
            self._columns = tuple(batch.schema.names)
            self._connection.execute(f'create table "{self.table}" as select * from _batch')
        else:
            self._connection.execute(f'insert into "{self.table}" select * from _batch')
        self._connection.unregister("_batch")

    @property
    def columns(self) -> tuple[str, ...]:
        """The patients' columns; none before a batch was kept."""
        return tuple(name for name in self._columns if name not in (PATIENT, LINE, ORDER))

    def one_a_patient(self, which: Literal["one", "first", "last"]) -> str:
        """The query of one row a patient.

        For each variable the first (or last) known value; for an outcome the first row that tells it, its days and
        event together. Rows of ``"one"`` are left as they are.
        """
        if which == "one":
            return f'select * exclude ({ORDER}) from "{self.table}"' if ORDER in self._columns else self._all
        pick = "arg_min" if which == "first" else "arg_max"
        # The file's order decides between rows whose own order is the same.
        key = f"struct_pack(o := coalesce({ORDER}, 0), l := {LINE})" if ORDER in self._columns else LINE
        parts = []
        for name in self.columns:
            if name.endswith("_event") and f"{name.removesuffix('_event')}_days" in self.columns:
                continue
            paired = f"{name.removesuffix('_days')}_event"
            if name.endswith("_days") and paired in self.columns:
                both = f'{pick}(struct_pack(d := "{name}", e := "{paired}"), {key}) filter (where "{name}" is not null)'
                parts += [f'({both}).d as "{name}"', f'({both}).e as "{paired}"']
            else:
                parts.append(f'{pick}("{name}", {key}) filter (where "{name}" is not null) as "{name}"')
        chosen = "".join(f", {part}" for part in parts)
        return f'select {PATIENT}, min({LINE}) as {LINE}{chosen} from "{self.table}" group by {PATIENT}'

    @property
    def _all(self) -> str:
        return f'select * from "{self.table}"'


def joined(
    connection: "DuckDBPyConnection", main: str, others: list[tuple[str, tuple[str, ...]]]
) -> "Iterator[RecordBatch]":
    """Patients of the main query with the columns of the others, in the order of the main file.

    Parameters
    ----------
    others
        Per further file its query and its columns.
    """
    columns, joins = ["main.*"], []
    for position, (query, names) in enumerate(others):
        columns += [f'other{position}."{name}"' for name in names]
        joins.append(f"left join ({query}) other{position} using ({PATIENT})")
    query = f"select {', '.join(columns)} from ({main}) main {' '.join(joins)} order by main.{LINE}"
    yield from connection.sql(query).to_arrow_reader(_ROWS)
