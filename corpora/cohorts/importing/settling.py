"""What can be seen only once all patients have arrived: duplicates, mixed units, levels that nobody declared."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpora.cohorts.cohort import PATIENT, Dictionary, Kind, Variable
from corpora.cohorts.disclosure.policy import Policy
from corpora.cohorts.importing.arriving import LINE
from corpora.cohorts.importing.levels import OTHER, found_levels, undeclared
from corpora.cohorts.importing.mixed_units import mixed_units
from corpora.cohorts.importing.report import Generalisation
from corpora.cohorts.importing.working import quoted
from corpora.cohorts.staged import Reject, Staged

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ROW = "file_row_number"


def settle(
    connection: "DuckDBPyConnection", arrived: Path, dictionary: Dictionary, staged: Staged, policy: Policy
) -> tuple[Dictionary, Path, tuple[Generalisation, ...]]:
    """Leave out duplicates and values in another unit, and fill the levels.

    Returns
    -------
    The dictionary, a Parquet file without ``line``, and what was grouped.
    """
    import pyarrow as pa

    source = f"read_parquet({quoted(arrived)}, file_row_number = true)"
    rejected = {*_duplicates(connection, source, staged), *_other_units(arrived, dictionary, staged)}
    connection.register("rejected_rows", pa.table({"r": pa.array(sorted(rejected), pa.int64())}))
    kept = f"(select * from {source} where {_ROW} not in (select r from rejected_rows))" if rejected else source
    variables: list[Variable] = []
    columns, coarser = [], []
    for variable in dictionary.variables:
        column = f'"{variable.name}"'
        if undeclared(variable):
            filled, codes = found_levels(connection, variable, kept, policy.smallest_cell)
            if filled.levels and filled.levels[-1].code == OTHER:
                listed = ", ".join("'" + code.replace("'", "''") + "'" for code in sorted(codes)) or "''"
                column = (
                    f"case when {column} is null or {column} in ({listed}) then {column} else '{OTHER}' end as {column}"
                )
                coarser.append(Generalisation(variable.name, "cohort_import.rare_grouped", {"n": policy.smallest_cell}))
            variable = filled
        if undeclared(variable) or (variable.quasi_identifier and not _has_value(connection, variable.name, kept)):
            coarser.append(Generalisation(variable.name, "cohort_import.no_value", {}))
            continue
        variables.append(variable)
        columns.append(column)
    for outcome in dictionary.outcomes:
        columns += [f'"{outcome.days}"', f'"{outcome.event}"']
    settled = arrived.with_name("settled.parquet")
    connection.execute(
        f"copy (select {', '.join([PATIENT, *columns])} from {kept}) to {quoted(settled)} (format parquet, compression zstd)"
    )
    main = dictionary.main_treatment if any(each.name == dictionary.main_treatment for each in variables) else ""
    return replace(dictionary, variables=tuple(variables), main_treatment=main), settled, tuple(coarser)


def _has_value(connection: "DuckDBPyConnection", column: str, table: str) -> bool:
    return connection.execute(f'select 1 from {table} where "{column}" is not null limit 1').fetchone() is not None


def missing_shares(connection: "DuckDBPyConnection", patients: Path, dictionary: Dictionary) -> dict[str, float]:
    """The share of patients in whom each variable, and each outcome, is missing."""
    names = {name: name for name in dictionary.names} | {each.name: each.days for each in dictionary.outcomes}
    if not names:
        return {}
    shares = ", ".join(f'avg(("{column}" is null)::int)' for column in names.values())
    row = connection.execute(f"select {shares} from read_parquet({quoted(patients)})").fetchone()
    return {name: round(float(share or 0), 4) for name, share in zip(names, row or (), strict=True)}


def _duplicates(connection: "DuckDBPyConnection", source: str, staged: Staged) -> list[int]:
    """Rows of a patient who had one already: the first is kept."""
    twice = f"select {PATIENT} from {source} group by {PATIENT} having count(*) > 1"
    found = connection.execute(
        f"select {_ROW}, {LINE} from (select {_ROW}, {LINE}, row_number() over (partition by {PATIENT} order by {LINE}, "
        f"{_ROW}) as nth from {source} where {PATIENT} in ({twice})) where nth > 1"
    ).fetchall()
    staged.rejects += [Reject(staged.file, line, "", "cohort_import.reject_duplicate") for _, line in found]
    return [row for row, _ in found]


def _other_units(arrived: Path, dictionary: Dictionary, staged: Staged) -> list[int]:
    """Rows with a value that looks like one in another unit."""
    from pyarrow import parquet

    rows: list[int] = []
    for variable in dictionary.variables:
        if variable.kind is not Kind.NUMBER:
            continue
        column = parquet.read_table(arrived, columns=[variable.name]).column(0)
        mixed = mixed_units(column.to_numpy().astype(np.float64))
        if mixed is None:
            continue
        lines = parquet.read_table(arrived, columns=[LINE]).column(0).to_numpy()
        details: dict[str, str | int] = {"factor": f"{mixed.factor:g}"}
        staged.rejects += [
            Reject(staged.file, int(lines[row]), variable.name, "cohort_import.reject_unit", details)
            for row in mixed.rows
        ]
        rows += mixed.rows.tolist()
    return rows
