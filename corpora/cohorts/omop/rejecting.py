"""Rows of an OMOP database that cannot be read: where they are and why, never what they hold."""

from collections.abc import Iterator, Sequence

from corpora.cohorts.omop.origin import Origin
from corpora.cohorts.staged import Reject

# Of one kind: with more, the table is not what it is taken for, and the import refuses long before.
_MOST = 500_000
_ILL_FORMED = "cohort_omop.reject_ill_formed"


def rejected_rows(origin: Origin, table: str, condition: str, column: str, reason: str) -> Iterator[Reject]:
    """The rows of a table for which a condition holds.

    Lines are counted only where there are any: the count goes through the whole file.
    """
    if table not in origin:
        return
    connection = origin.workspace.connection
    found = connection.execute(f"select count(*) from src_{table} where {condition}").fetchone()
    if not found or not found[0]:
        return
    rows = connection.execute(
        f"select line from (select row_number() over () + 1 as line, * from src_{table}) as src where {condition} "
        f"limit {_MOST}"
    ).fetchall()
    left_out = sorted(line for name, line, _ in _left_out(origin) if name == origin.files[table])
    for (line,) in rows:
        shown = _shifted(line, left_out) if table in origin.has_lines else 0
        yield Reject(origin.files[table], shown, column, reason)


def _shifted(line: int, left_out: Sequence[int]) -> int:
    """The line of a row in its file, of which the reader did not count the lines that it left out."""
    for other in left_out:
        if other > line:
            break
        line += 1
    return line


def ill_formed_rows(origin: Origin) -> Iterator[Reject]:
    """Lines that the reader of delimited text left out: too many or too few fields, open quotes, broken encoding."""
    for name, line, column in _left_out(origin):
        yield Reject(name, line, column, _ILL_FORMED)


def _left_out(origin: Origin) -> Iterator[tuple[str, int, str]]:
    connection = origin.workspace.connection
    there = connection.execute("select count(*) from duckdb_tables() where table_name = 'csv_errors'").fetchone()
    if not there or not there[0]:
        return
    rows = connection.execute(
        "select csv_scans.file_path, line, min(coalesce(column_name, '')) from csv_errors "
        "join csv_scans using (scan_id, file_id) group by all order by all"
    ).fetchall()
    for path, line, column in rows:
        yield path.replace("\\", "/").rsplit("/", 1)[-1], line, column
