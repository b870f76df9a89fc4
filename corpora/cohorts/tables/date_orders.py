"""Whether a file writes the day or the month first: told by its own dates, or refused."""

from typing import TYPE_CHECKING

from corpora.cohorts.tables.batches import Table
from corpora.cohorts.tables.dates import orders_told
from corpora.errors import SourcierError

if TYPE_CHECKING:
    from pyarrow import Array


def date_order(table: Table, columns: tuple[str, ...]) -> str:
    """``"day-first"``, ``"month-first"`` or ``"iso"`` (no date of the columns can be read two ways).

    All columns of a file are taken together: one program wrote them.

    Raises
    ------
    SourcierError
        Some dates can only be day first and others only month first, or all can be either.
    """
    day_first = month_first = ""
    either = ""
    if columns:
        for rows in table.rows(columns, lambda line: None):
            for column in columns:
                told_day, told_month, told_either = orders_told(_distinct(rows.batch.column(column)))
                day_first = day_first or (column if told_day else "")
                month_first = month_first or (column if told_month else "")
                either = either or (column if told_either else "")
    if day_first and month_first:
        raise SourcierError("cohort_import.dates_mixed", file=table.path.name, column=month_first)
    if either and not (day_first or month_first):
        raise SourcierError("cohort_import.dates_ambiguous", file=table.path.name, column=either)
    return "day-first" if day_first else "month-first" if month_first else "iso"


def _distinct(column: "Array") -> list[str]:
    import pyarrow as pa

    if pa.types.is_temporal(column.type):
        return []
    return [text for text in column.cast(pa.string()).unique().to_pylist() if text]
