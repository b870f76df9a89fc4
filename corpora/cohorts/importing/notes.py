"""Notes as the cohort keeps them: de-identified with surrogates, their dates shifted with the patient's own."""

from pathlib import Path
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import PATIENT
from corpora.cohorts.deidentify.pseudonyms import Pseudonymiser
from corpora.cohorts.importing.patient_keys import patient_keys
from corpora.cohorts.importing.working import quoted
from corpora.cohorts.staged import Staged
from corpora.cohorts.store import PATIENTS
from corpora.french_or_english import french_or_english

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# A shorter identifier could be any number in a note.
_SHORTEST_IDENTIFIER = 5


def write_notes(connection: "DuckDBPyConnection", staged: Staged, key: bytes, cohort: Path, path: Path) -> int:
    """Write ``notes.parquet``, ordered by patient; nothing where there are none.

    Notes of patients who were not kept are left out.

    Returns
    -------
    How many notes there are.
    """
    import pyarrow as pa
    from pyarrow import parquet

    pseudonymiser = Pseudonymiser(key)
    arrived = path.with_name("notes.part")
    schema = pa.schema([(PATIENT, pa.string()), ("text", pa.string())])
    n = 0
    with parquet.ParquetWriter(arrived, schema, compression="zstd") as writer:
        for batch in staged.notes:
            patients = batch.column(PATIENT).to_pylist()
            texts = [
                _clean(pseudonymiser, text, patient)
                for patient, text in zip(patients, batch.column("text").to_pylist(), strict=True)
            ]
            keys = patient_keys(batch.column(PATIENT), key, staged.dictionary.id)
            writer.write_batch(pa.RecordBatch.from_arrays([keys, pa.array(texts, pa.string())], schema=schema))
            n += batch.num_rows
    if n:
        connection.execute(
            f"copy (select * from read_parquet({quoted(arrived)}) where {PATIENT} in "
            f"(select {PATIENT} from read_parquet({quoted(path.with_name(PATIENTS))})) order by {PATIENT}) "
            f"to {quoted(path)} (format parquet, compression zstd)"
        )
        row = connection.execute(f"select count(*) from read_parquet({quoted(path)})").fetchone()
        n = int(row[0]) if row else 0
    arrived.unlink()
    return n


def _clean(pseudonymiser: Pseudonymiser, text: str, patient: str) -> str:
    """A note without identifiers; the patient's own goes even where nothing announces it."""
    if len(patient) >= _SHORTEST_IDENTIFIER:
        text = text.replace(patient, "[RECORD]")
    return pseudonymiser.pseudonymise(text, patient, french_or_english(text))
