"""The patients' table as the cohort keeps it: in an order without meaning, categories as dictionaries."""

from pathlib import Path
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import PATIENT, Dictionary, Kind
from corpora.cohorts.importing.working import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyarrow import Array, RecordBatch

_ROWS = 1 << 17


def write_patients(connection: "DuckDBPyConnection", source: Path, dictionary: Dictionary, path: Path) -> int:
    """Write ``patients.parquet``, in the order of the pseudonyms: the origin's own order could be recognised.

    Returns
    -------
    How many patients there are.
    """
    import pyarrow as pa
    from pyarrow import parquet

    columns = [PATIENT, *dictionary.names]
    for outcome in dictionary.outcomes:
        columns += [outcome.days, outcome.event]
    names = ", ".join(f'"{name}"' for name in columns)
    query = f"select {names} from read_parquet({quoted(source)}) order by {PATIENT}"
    coded = {
        variable.name: pa.array([level.code for level in variable.levels], pa.string())
        for variable in dictionary.variables
        if variable.kind is not Kind.NUMBER
    }
    n = 0
    writer = None
    try:
        for batch in connection.sql(query).to_arrow_reader(_ROWS):
            stored = _stored(batch, dictionary, coded)
            writer = writer or parquet.ParquetWriter(path, stored.schema, compression="zstd")
            writer.write_batch(stored)
            n += stored.num_rows
    finally:
        if writer:
            writer.close()
    return n


def _stored(batch: "RecordBatch", dictionary: Dictionary, coded: "dict[str, Array]") -> "RecordBatch":
    import pyarrow as pa
    from pyarrow import compute

    columns = {PATIENT: batch.column(PATIENT).cast(pa.string())}
    for name in dictionary.names:
        column = batch.column(name)
        if name in coded:
            positions = compute.index_in(column.cast(pa.string()), value_set=coded[name]).cast(pa.int16())
            columns[name] = pa.DictionaryArray.from_arrays(positions, coded[name])
        else:
            columns[name] = column.cast(pa.float32())
    for outcome in dictionary.outcomes:
        columns[outcome.days] = batch.column(outcome.days).cast(pa.int32())
        columns[outcome.event] = batch.column(outcome.event).cast(pa.int8())
    return pa.RecordBatch.from_pydict(columns)
