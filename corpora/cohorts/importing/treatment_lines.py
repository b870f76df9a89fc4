"""Lines of treatment as the cohort keeps them."""

from pathlib import Path
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import PATIENT
from corpora.cohorts.disclosure.policy import Policy
from corpora.cohorts.importing.levels import OTHER
from corpora.cohorts.importing.patient_keys import patient_keys
from corpora.cohorts.importing.working import quoted
from corpora.cohorts.staged import Staged
from corpora.cohorts.store import PATIENTS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def write_lines(
    connection: "DuckDBPyConnection", staged: Staged, key: bytes, cohort: Path, path: Path, policy: Policy
) -> int:
    """Write ``lines.parquet``, ordered by patient and line; nothing where there are none.

    Lines of patients who were not kept are left out. A regimen of fewer than ``policy.smallest_cell`` patients that
    the oncology lexicon does not know becomes ``"other"``: rare free text can be a name.

    Returns
    -------
    How many lines there are.
    """
    import pyarrow as pa
    from pyarrow import parquet

    arrived = path.with_name("lines.part")
    schema = pa.schema(
        [
            (PATIENT, pa.string()),
            ("line", pa.int16()),
            ("regimen", pa.string()),
            ("start_day", pa.float64()),
            ("end_day", pa.float64()),
        ]
    )
    n = 0
    with parquet.ParquetWriter(arrived, schema, compression="zstd") as writer:
        for batch in staged.lines:
            keys = patient_keys(batch.column(PATIENT), key, staged.dictionary.id)
            columns = [keys, *(batch.column(field.name).cast(field.type) for field in list(schema)[1:])]
            writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=schema))
            n += batch.num_rows
    if n:
        n = _written(connection, arrived, path, path.with_name(PATIENTS), policy)
    arrived.unlink()
    return n


def _written(connection: "DuckDBPyConnection", arrived: Path, path: Path, patients: Path, policy: Policy) -> int:
    connection.execute(
        f"create temp table kept_lines as select * from read_parquet({quoted(arrived)}) "
        f"where {PATIENT} in (select {PATIENT} from read_parquet({quoted(patients)}))"
    )
    rare = connection.execute(
        f"select regimen from kept_lines group by 1 having count(distinct {PATIENT}) < ?", [policy.smallest_cell]
    ).fetchall()
    unknown = [[regimen] for (regimen,) in rare if regimen is not None and not _is_known(regimen)]
    connection.execute("create temp table unknown_regimens (regimen varchar)")
    if unknown:
        connection.executemany("insert into unknown_regimens values (?)", unknown)
    connection.execute(
        f"update kept_lines set regimen = '{OTHER}' where regimen in (select regimen from unknown_regimens)"
    )
    connection.execute(
        f"copy (select * from kept_lines order by {PATIENT}, line, start_day) to {quoted(path)} "
        "(format parquet, compression zstd)"
    )
    row = connection.execute("select count(*) from kept_lines").fetchone()
    return int(row[0]) if row else 0


def _is_known(regimen: str) -> bool:
    """Whether every word of a regimen is one that the lexicon knows, or a connective."""
    from corpora.lexicon import Lexicon

    rest = regimen
    for mention in Lexicon.load().recognise(regimen):
        rest = rest.replace(mention.text, " ")
    return not any(len(word) > 2 and word.isalpha() for word in rest.split())
