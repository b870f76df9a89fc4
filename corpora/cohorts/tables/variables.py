"""A variable of the mapping: its column's cells into the values that the cohort holds."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import Kind, Label, Level, Role, Variable
from corpora.cohorts.tables.cells import Converted, as_codes, as_number, as_text, by_distinct
from corpora.cohorts.tables.dates import read_date
from corpora.cohorts.tables.mapping import VariableMapping, folded
from corpora.cohorts.tables.units import factor_between

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch

_EARLIEST = 1900
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Spelling:
    """How a file writes its cells."""

    nulls: tuple[str, ...]
    decimal: str
    dates: str


def convert_variable(variable: VariableMapping, batch: "RecordBatch", spelling: Spelling) -> tuple[Converted, str]:
    """A variable's values, and the reason (an entry of the catalogue) for which a cell is bad."""
    import pyarrow as pa
    from pyarrow import compute

    if not variable.column:
        same = pa.array([variable.levels[0].code] * batch.num_rows, pa.string())
        return Converted(same, compute.is_null(same)), ""
    column = batch.column(variable.column)
    if variable.at:
        return _age_at(variable, batch, spelling), "cohort_import.reject_not_a_date"
    if variable.kind is Kind.NUMBER or (variable.role is Role.AGE and not variable.levels):
        numbers = as_number(column, spelling.nulls, spelling.decimal)
        stored = variable.unit or ("a" if variable.role is Role.AGE else "")
        factor = factor_between(variable.unit_in_file, stored, variable.column) * variable.factor
        values = compute.add(compute.multiply(numbers.values, factor), variable.offset)
        return Converted(values, numbers.bad), "cohort_import.reject_not_a_number"
    if variable.role is Role.YEAR and not variable.levels:
        text = as_text(column, spelling.nulls)
        return by_distinct(text, lambda raw: _year(raw, variable.offset)), "cohort_import.reject_not_a_year"
    codes = {folded(raw): level.code for level in variable.levels for raw in level.spellings}
    return as_codes(column, spelling.nulls, codes), "cohort_import.reject_unknown_code"


def as_dates(column: "Array", spelling: Spelling) -> Converted:
    """Cells as days since 1970 (float64). A date to come, or before 1900, is bad."""
    import pyarrow as pa
    from pyarrow import compute

    today = date.today()

    def days(raw: str) -> float | None:
        found = read_date(raw, spelling.dates)
        if found is None or found > today or found.year < _EARLIEST:
            return None
        return float((found - date(1970, 1, 1)).days)

    if pa.types.is_temporal(column.type):
        column = compute.cast(column, pa.date32())
    text = as_text(column, spelling.nulls)
    # Clock times make nearly every cell distinct, and say nothing here.
    text = compute.replace_substring_regex(text, r"[T ]\d{1,2}[:h]\d{2}.*$", "")
    return by_distinct(text, days, pa.float64())


def described(name: str, variable: VariableMapping) -> Variable:
    """The data dictionary's entry for a variable of the mapping."""
    levels = tuple(Level(level.code, Label(level.en, level.fr)) for level in variable.levels)
    concepts = [("", concept) for concept in variable.concept]
    concepts += [(level.code, concept) for level in variable.levels for concept in level.concept]
    return Variable(
        name,
        variable.role,
        variable.kind,
        Label(variable.en, variable.fr),
        levels,
        variable.unit,
        tuple(concepts),
        variable.is_quasi_identifier,
    )


def _age_at(variable: VariableMapping, batch: "RecordBatch", spelling: Spelling) -> Converted:
    from pyarrow import compute

    born = as_dates(batch.column(variable.column), spelling)
    then = as_dates(batch.column(variable.at), spelling)
    years = compute.divide(compute.subtract(then.values, born.values), _DAYS_A_YEAR)
    return Converted(years, compute.or_(born.bad, then.bad))


def _year(raw: str, offset: float) -> str | None:
    digits = folded(raw)
    if digits.isdigit():
        year = int(digits) + int(offset) if len(digits) <= 4 else 0
    else:
        # Whichever part is the day, the year is the same.
        found = read_date(raw, "day-first") or read_date(raw, "month-first")
        year = found.year if found else 0
    return str(year) if _EARLIEST <= year <= date.today().year else None
