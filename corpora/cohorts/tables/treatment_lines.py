"""Lines of treatment: one column group a line in a wide file, one row a line in a long one."""

from collections.abc import Iterator
from collections.abc import Mapping as Lookup
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import PATIENT
from corpora.cohorts.staged import Reject
from corpora.cohorts.tables.batches import Rows, Table
from corpora.cohorts.tables.cells import as_number, as_text
from corpora.cohorts.tables.mapping import LineMapping, Mapping
from corpora.cohorts.tables.rows import RowReader
from corpora.cohorts.tables.units import DAYS
from corpora.cohorts.tables.variables import Spelling, as_dates

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch


def read_lines(
    tables: Lookup[str, tuple[Table, Spelling]], mapping: Mapping, rejects: list[Reject]
) -> "Iterator[RecordBatch]":
    """Lines of treatment in batches: ``patient``, ``line``, ``regimen``, ``start_day``, ``end_day``.

    A line whose number or times cannot be read, or that ends before it starts, is rejected.
    """
    for line in mapping.lines:
        table, spelling = tables[line.file]
        options = mapping.files[line.file] if line.file else mapping.file
        reader = RowReader(table.path.name, options, spelling, {}, {})
        for rows in table.rows(tuple(dict.fromkeys([*reader.columns, *line.columns])), lambda line: None):
            yield _lines(reader, rows, line, rejects)


def _lines(reader: RowReader, rows: Rows, line: LineMapping, rejects: list[Reject]) -> "RecordBatch":
    import pyarrow as pa
    from pyarrow import compute

    batch, spelling = rows.batch, reader.spelling
    regimen = as_text(batch.column(line.regimen), spelling.nulls)
    bad = pa.array([False] * batch.num_rows)
    if line.number_column:
        number = as_number(batch.column(line.number_column), spelling.nulls, spelling.decimal)
        whole = compute.fill_null(compute.equal(number.values, compute.round(number.values)), False)
        bad = compute.or_(bad, compute.invert(compute.and_(whole, compute.greater(number.values, 0))))
        numbers = compute.if_else(bad, None, number.values).cast(pa.int16())
        bad = compute.fill_null(bad, True)
    else:
        numbers = pa.array([line.number] * batch.num_rows, pa.int16())
    start, bad_start = _days(line.start, batch, line, spelling)
    end, bad_end = _days(line.end, batch, line, spelling)
    bad = compute.or_(compute.or_(bad, bad_start), bad_end)
    bad = compute.or_(bad, compute.fill_null(compute.less(end, start), False))
    given = compute.is_valid(regimen)
    for position in compute.indices_nonzero(compute.and_(bad, given)).to_pylist():
        rejects.append(
            Reject(reader.file, int(rows.lines[position]), line.regimen, "cohort_import.reject_treatment_line")
        )
    patients = reader.patients(rows)
    read = pa.RecordBatch.from_pydict(
        {PATIENT: patients, "line": numbers, "regimen": regimen, "start_day": start, "end_day": end}
    )
    return read.filter(compute.and_(compute.and_(given, compute.invert(bad)), compute.is_valid(patients)))


def _days(column: str, batch: "RecordBatch", line: LineMapping, spelling: Spelling) -> "tuple[Array, Array]":
    import pyarrow as pa
    from pyarrow import compute

    if not column:
        return pa.nulls(batch.num_rows, pa.float64()), pa.array([False] * batch.num_rows)
    if line.origin:
        day, origin = as_dates(batch.column(column), spelling), as_dates(batch.column(line.origin), spelling)
        return compute.subtract(day.values, origin.values), compute.or_(day.bad, origin.bad)
    number = as_number(batch.column(column), spelling.nulls, spelling.decimal)
    return compute.multiply(number.values, DAYS[line.unit]), number.bad
