"""Rows that cannot be true, whatever system they come from: impossible ages and times."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import PATIENT, Dictionary, Status
from corpora.cohorts.importing.ages import is_exact_age

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch

_OLDEST = 120
_LONGEST_DAYS = 36_525


@dataclass(frozen=True)
class Wrong:
    """Rows with one problem in one column."""

    mask: "Array"
    column: str
    reason: str


def wrong_rows(batch: "RecordBatch", dictionary: Dictionary) -> list[Wrong]:
    """What is impossible in a batch, by column."""
    from pyarrow import compute

    found = [Wrong(compute.is_null(batch.column(PATIENT)), PATIENT, "cohort_import.reject_no_patient")]
    for variable in dictionary.variables:
        if is_exact_age(variable):
            ages = batch.column(variable.name)
            impossible = compute.or_(compute.less(ages, 0), compute.greater(ages, _OLDEST))
            found.append(Wrong(impossible, variable.name, "cohort_import.reject_impossible_age"))
    for outcome in dictionary.outcomes:
        days, event = batch.column(outcome.days), batch.column(outcome.event)
        found.append(Wrong(compute.less(days, 0), outcome.name, "cohort_import.reject_negative_time"))
        found.append(Wrong(compute.greater(days, _LONGEST_DAYS), outcome.name, "cohort_import.reject_impossible_time"))
        unknown = compute.or_(compute.less(event, 0), compute.greater(event, int(max(Status))))
        found.append(Wrong(unknown, outcome.name, "cohort_import.reject_unknown_code"))
    filled = [Wrong(compute.fill_null(wrong.mask, False), wrong.column, wrong.reason) for wrong in found]
    return [wrong for wrong in filled if compute.any(wrong.mask, min_count=0).as_py()]
