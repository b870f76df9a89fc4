"""Swapped columns: rows in which two cells each fit the other's coding and not their own."""

from typing import TYPE_CHECKING

from corpora.cohorts.cohort import Kind, Role
from corpora.cohorts.tables.mapping import VariableMapping
from corpora.cohorts.tables.variables import Spelling, convert_variable

if TYPE_CHECKING:
    from pyarrow import RecordBatch

# Of a batch with more bad rows, these tell enough.
_LOOKED_AT = 2000


def swapped_with(
    rows: "RecordBatch", variables: dict[str, VariableMapping], spelling: Spelling
) -> dict[int, tuple[str, str]]:
    """Of rows that hold something unreadable: by position, the two columns that look swapped."""
    import pyarrow as pa
    from pyarrow import compute

    rows = rows.slice(0, _LOOKED_AT)
    coded = [variable for variable in variables.values() if _has_coding(variable)]
    own = {variable.column: convert_variable(variable, rows, spelling)[0] for variable in coded}
    wrong = [variable for variable in coded if compute.any(own[variable.column].bad, min_count=0).as_py()]
    found: dict[int, tuple[str, str]] = {}
    for position, one in enumerate(wrong):
        for other in wrong[position + 1 :]:
            if one.column == other.column:
                continue
            exchanged = pa.RecordBatch.from_pydict(
                {one.column: rows.column(other.column), other.column: rows.column(one.column)}
            )
            fit_one, fit_other = (convert_variable(each, exchanged, spelling)[0] for each in (one, other))
            fits = compute.and_(compute.is_valid(fit_one.values), compute.is_valid(fit_other.values))
            both_wrong = compute.and_(own[one.column].bad, own[other.column].bad)
            for row in compute.indices_nonzero(compute.and_(fits, both_wrong)).to_pylist():
                found.setdefault(row, (one.column, other.column))
    return found


def _has_coding(variable: VariableMapping) -> bool:
    """Whether some value would not fit: a variable without levels takes any text."""
    if variable.at or not variable.column:
        return False
    return bool(variable.levels) or variable.kind is Kind.NUMBER or variable.role in (Role.AGE, Role.YEAR)
