"""Patients as they arrive: checked, pseudonymised, their ages banded; nothing that identifies goes further."""

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import PATIENT, Dictionary, Kind, Variable
from corpora.cohorts.disclosure.policy import Policy
from corpora.cohorts.importing.ages import band_ages, banded, is_exact_age
from corpora.cohorts.importing.patient_keys import patient_keys
from corpora.cohorts.importing.row_checks import wrong_rows
from corpora.cohorts.staged import Reject, Staged
from corpora.errors import SourcierError

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch, Schema

LINE = "line"
# As many rejects as can be held; a file with more is not the one that its mapping describes.
_MOST_REJECTS = 500_000


def arrive(
    staged: Staged, path: Path, key: bytes, policy: Policy, progress: Callable[[int], None]
) -> tuple[Dictionary, int]:
    """Write all staged patients to a Parquet file, and count them.

    Returns
    -------
    The dictionary, its ages banded, and how many patients came.
    """
    from pyarrow import parquet

    dictionary = staged.dictionary
    schema = _schema(dictionary)
    bands: dict[str, set[str]] = {variable.name: set() for variable in dictionary.variables if is_exact_age(variable)}
    n = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in staged.patients:
            n += batch.num_rows
            arrived = _arrived(_without_wrong(batch, staged, n - batch.num_rows), staged, key, policy, schema)
            for name, present in bands.items():
                present.update(code for code in arrived.column(name).unique().to_pylist() if code)
            writer.write_batch(arrived)
            progress(max(staged.rows_read, n))
            if len(staged.rejects) > _MOST_REJECTS:
                break
    variables = tuple(
        banded(variable, bands[variable.name], policy.age_band_years, policy.oldest_age)
        if variable.name in bands
        else variable
        for variable in dictionary.variables
    )
    return replace(dictionary, variables=variables), n


def _without_wrong(batch: "RecordBatch", staged: Staged, before: int) -> "RecordBatch":
    from pyarrow import compute

    wrong = wrong_rows(batch, staged.dictionary)
    if not wrong:
        return batch
    bad = reduce(compute.or_, [each.mask for each in wrong])
    lines = _lines(batch).to_pylist()
    masks = [each.mask.to_pylist() for each in wrong]
    for position in compute.indices_nonzero(bad).to_pylist():
        first = next(each for each, mask in zip(wrong, masks, strict=True) if mask[position])
        staged.rejects.append(Reject(staged.file, lines[position], first.column, first.reason))
    return batch.filter(compute.invert(bad))


def _arrived(batch: "RecordBatch", staged: Staged, key: bytes, policy: Policy, schema: "Schema") -> "RecordBatch":
    import pyarrow as pa
    from pyarrow import compute

    dictionary = staged.dictionary
    columns: dict[str, Array] = {
        PATIENT: patient_keys(batch.column(PATIENT), key, dictionary.id),
        LINE: _lines(batch),
    }
    for variable in dictionary.variables:
        column = batch.column(variable.name)
        if is_exact_age(variable):
            columns[variable.name] = band_ages(_finite(column), policy.age_band_years, policy.oldest_age)
        elif variable.kind is Kind.NUMBER:
            columns[variable.name] = _finite(column).cast(pa.float32())
        else:
            columns[variable.name] = _declared(column.cast(pa.string()), variable)
    for outcome in dictionary.outcomes:
        days = batch.column(outcome.days)
        columns[outcome.days] = compute.round(_finite(days)).cast(pa.int32())
        columns[outcome.event] = batch.column(outcome.event).cast(pa.int8())
    return pa.RecordBatch.from_pydict(columns, schema)


def _finite(column: "Array") -> "Array":
    """Numbers as float64; what some readers write for "missing" (NaN) as null."""
    import pyarrow as pa
    from pyarrow import compute

    numbers = column.cast(pa.float64())
    return compute.if_else(compute.is_finite(numbers), numbers, None)


def _declared(column: "Array", variable: Variable) -> "Array":
    """A coded column. A reader that declares levels and hands over others has a mistake in it, not the user."""
    from pyarrow import compute

    if variable.levels:
        codes = {level.code for level in variable.levels}
        unknown = [code for code in compute.unique(column).to_pylist() if code is not None and code not in codes]
        if unknown:
            raise SourcierError("cohort_import.undeclared_level", column=variable.name)
    return column


def _lines(batch: "RecordBatch") -> "Array":
    import pyarrow as pa

    if LINE in batch.schema.names:
        return batch.column(LINE).cast(pa.int64())
    return pa.array([0] * batch.num_rows, pa.int64())


def _schema(dictionary: Dictionary) -> "Schema":
    import pyarrow as pa

    fields = [pa.field(PATIENT, pa.string()), pa.field(LINE, pa.int64())]
    for variable in dictionary.variables:
        is_number = variable.kind is Kind.NUMBER and not is_exact_age(variable)
        fields.append(pa.field(variable.name, pa.float32() if is_number else pa.string()))
    for outcome in dictionary.outcomes:
        fields += [pa.field(outcome.days, pa.int32()), pa.field(outcome.event, pa.int8())]
    return pa.schema(fields)
