"""A table's rows as a stream of Arrow batches with the number of each row, from delimited text or Parquet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.tables.decoding import Utf8Stream
from corpora.cohorts.tables.sniffing import sniff
from corpora.errors import SourcierError

if TYPE_CHECKING:
    from pyarrow import RecordBatch

# Read together: large enough for a row with a long note in it.
_BLOCK = 1 << 24
_PARQUET_ROWS = 1 << 16
_MOST_LINES_A_ROW = 20
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".tab")


@dataclass(frozen=True)
class Rows:
    """A batch of rows: the columns asked for, and where each row stands in the file, from 1, the header included."""

    batch: "RecordBatch"
    lines: NDArray[np.int64]


@dataclass
class Table:
    """A file that holds a table, open for as many passes as are wanted.

    ``header`` and ``decimal`` are known at once. ``other_lines`` and ``others`` tell, after a pass, of lines that were
    not in the file's encoding (see :class:`Utf8Stream`); ``swallowed`` counts lines that are no rows of their own: blank
    ones, and those inside quotes.
    """

    path: Path
    header: tuple[str, ...]
    decimal: str
    delimiter: str
    encoding: str
    others: int = 0
    other_lines: tuple[int, ...] = ()
    swallowed: int = 0

    @property
    def is_parquet(self) -> bool:
        """Whether columns come with their types."""
        return not self.delimiter

    def rows(self, columns: tuple[str, ...], bad_row: Callable[[int], None]) -> Iterator[Rows]:
        """The rows, in the file's order, as strings (of Parquet: as typed there).

        Parameters
        ----------
        bad_row
            Told the line of each row that has more or fewer fields than the header; it is left out.
        """
        return self._parquet(columns) if self.is_parquet else self._text(columns, bad_row)

    def _parquet(self, columns: tuple[str, ...]) -> Iterator[Rows]:
        import pyarrow as pa
        from pyarrow import parquet

        at = 1
        try:
            with parquet.ParquetFile(self.path) as file:
                for batch in file.iter_batches(_PARQUET_ROWS, columns=list(columns)):
                    yield Rows(batch.select(list(columns)), np.arange(at, at + batch.num_rows, dtype=np.int64))
                    at += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise SourcierError("cohort_import.damaged", file=self.path.name, line=at) from error

    def _text(self, columns: tuple[str, ...], bad_row: Callable[[int], None]) -> Iterator[Rows]:
        import pyarrow as pa
        from pyarrow import csv

        left_out: list[int] = []
        records = 1

        def skip(row: csv.InvalidRow) -> str:
            nonlocal records
            records += 1
            left_out.append(row.number)
            bad_row(row.number)
            # A quote that is opened and not closed would swallow the rest of the file as one bad row.
            return "error" if row.text.count("\n") > _MOST_LINES_A_ROW else "skip"

        at = 2
        with Utf8Stream(self.path, self.encoding) as stream:
            try:
                reader = csv.open_csv(
                    pa.PythonFile(stream, mode="r"),
                    read_options=csv.ReadOptions(
                        use_threads=False, block_size=_BLOCK, column_names=list(self.header), skip_rows=1
                    ),
                    parse_options=csv.ParseOptions(
                        delimiter=self.delimiter, newlines_in_values=True, invalid_row_handler=skip
                    ),
                    convert_options=csv.ConvertOptions(
                        include_columns=list(columns),
                        column_types={name: pa.string() for name in columns},
                        strings_can_be_null=False,
                    ),
                )
                for batch in reader:
                    records += batch.num_rows
                    lines = np.arange(at, at + batch.num_rows + len(left_out), dtype=np.int64)
                    lines = lines[~np.isin(lines, left_out)] if left_out else lines
                    # The handler may already know of rows beyond this batch.
                    lines = lines[: batch.num_rows]
                    if batch.num_rows:
                        at = int(lines[-1]) + 1
                        left_out = [line for line in left_out if line >= at]
                        yield Rows(batch, lines)
            except (pa.ArrowException, OSError, EOFError) as error:
                # Arrow's own message quotes the row.
                at = left_out[-1] if left_out else at
                raise SourcierError("cohort_import.damaged", file=self.path.name, line=at) from _without_text(error)
            self.others, self.other_lines = stream.others, tuple(stream.other_lines)
            self.swallowed = max(0, stream.lines - records)


def open_table(path: Path, *, encoding: str = "", delimiter: str = "", decimal: str = "") -> Table:
    """Open a table; what is not given is found out from its beginning.

    Raises
    ------
    SourcierError
        There is no such file, its name ends in nothing that is read, it is empty, or it is not what its name says.
    """
    if not path.is_file():
        raise SourcierError("cohort_import.file_missing", file=path.name)
    suffix = path.with_suffix("").suffix if path.suffix.lower() == ".gz" else path.suffix
    try:
        if path.suffix.lower() == ".parquet":
            return Table(path, _parquet_header(path), ".", "", "")
        if suffix.lower() not in _TEXT_SUFFIXES:
            raise SourcierError("cohort_import.wrong_extension", file=path.name)
        dialect = sniff(path, encoding, delimiter, decimal)
    except (OSError, EOFError, LookupError) as error:
        raise SourcierError("cohort_import.damaged", file=path.name, line=1) from error
    return Table(path, dialect.header, dialect.decimal, dialect.delimiter, encoding)


def _parquet_header(path: Path) -> tuple[str, ...]:
    import pyarrow as pa
    from pyarrow import parquet

    if not path.stat().st_size:
        raise SourcierError("cohort_import.file_empty", file=path.name)
    try:
        return tuple(parquet.read_schema(path).names)
    except (pa.ArrowException, OSError) as error:
        raise SourcierError("cohort_import.damaged", file=path.name, line=1) from error


def _without_text(error: Exception) -> Exception | None:
    """An error that is safe to chain: one of the machine, not one that quotes the file."""
    return error if type(error) is OSError else None
