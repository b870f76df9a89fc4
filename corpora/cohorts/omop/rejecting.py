"""Rows of an OMOP database that cannot be read: where they are and why, never what they hold."""

from collections.abc import Iterator

from corpora.cohorts.omop.origin import Origin
from corpora.cohorts.staged import Reject

# The reasons that DuckDB's reader of delimited text gives, as ours.
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
        f"select line from (select row_number() over () + 1 as line, * from src_{table}) as src where {condition}"
    ).fetchall()
    for (line,) in rows:
        yield Reject(origin.files[table], line if table in origin.has_lines else 0, column, reason)


def ill_formed_rows(origin: Origin) -> Iterator[Reject]:
    """Lines that the reader of delimited text left out: too many or too few fields, open quotes, broken encoding."""
    connection = origin.workspace.connection
    there = connection.execute("select count(*) from duckdb_tables() where table_name = 'csv_errors'").fetchone()
    if not there or not there[0]:
        return
    rows = connection.execute(
        "select distinct csv_scans.file_path, line, coalesce(column_name, '') from csv_errors "
        "join csv_scans using (scan_id, file_id) order by 1, 2"
    ).fetchall()
    seen = set()
    for path, line, column in rows:
        name = path.replace("\\", "/").rsplit("/", 1)[-1]
        if (name, line) not in seen:
            seen.add((name, line))
            yield Reject(name, line, column, _ILL_FORMED)
