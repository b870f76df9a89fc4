"""An outcome of the mapping: a time and a status, or dates, into days and an event code."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import Label, Outcome, Status
from corpora.cohorts.tables.cells import as_codes, as_number
from corpora.cohorts.tables.mapping import EventMapping, OutcomeMapping, folded
from corpora.cohorts.tables.units import DAYS
from corpora.cohorts.tables.variables import Spelling, as_dates

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch

_KNOWN = {
    "overall_survival": Label("Overall survival", "Survie globale"),
    "progression_free_survival": Label("Progression-free survival", "Survie sans progression"),
    "disease_free_survival": Label("Disease-free survival", "Survie sans maladie"),
    "recurrence_free_survival": Label("Recurrence-free survival", "Survie sans récidive"),
    "disease_specific_survival": Label("Disease-specific survival", "Survie spécifique"),
    "event_free_survival": Label("Event-free survival", "Survie sans événement"),
}


@dataclass(frozen=True)
class Problem:
    """Cells of a column that are wrong, and why (an entry of the catalogue)."""

    mask: "Array"
    column: str
    reason: str


@dataclass(frozen=True)
class Followed:
    """Days (float64) and events (int8, see ``Status``) of a batch's rows, null together where either is unknown."""

    days: "Array"
    event: "Array"
    problems: tuple[Problem, ...]


def convert_outcome(outcome: OutcomeMapping, batch: "RecordBatch", spelling: Spelling) -> Followed:
    """An outcome's days and events."""
    from pyarrow import compute

    followed = _event(outcome, batch, spelling)
    problems = list(followed.problems)
    days, event = followed.days, followed.event
    if outcome.otherwise:
        second = _event(outcome.otherwise, batch, spelling)
        problems += second.problems
        decides = compute.and_(
            compute.fill_null(compute.equal(event, int(Status.CENSORED)), False), compute.is_valid(second.event)
        )
        days = compute.if_else(decides, second.days, days)
        event = compute.if_else(decides, second.event, event)
    if outcome.entry:
        entered = as_number(batch.column(outcome.entry), spelling.nulls, spelling.decimal)
        days = compute.subtract(days, compute.multiply(entered.values, DAYS[outcome.unit]))
        problems.append(Problem(entered.bad, outcome.entry, "cohort_import.reject_not_a_number"))
        problems.append(Problem(_below_zero(days), outcome.entry, "cohort_import.reject_entry_after_end"))
    known = compute.and_(compute.is_valid(days), compute.is_valid(event))
    return Followed(compute.if_else(known, days, None), compute.if_else(known, event, None), tuple(problems))


def described_outcome(name: str, outcome: OutcomeMapping) -> Outcome:
    """The data dictionary's entry for an outcome of the mapping."""
    plain = name.replace("_", " ").capitalize()
    known = _KNOWN.get(name, Label(plain, plain))
    return Outcome(
        name,
        Label(outcome.en or known.en, outcome.fr or outcome.en or known.fr),
        Label(outcome.origin.en, outcome.origin.fr),
        outcome.has_competing,
    )


def _event(mapping: EventMapping, batch: "RecordBatch", spelling: Spelling) -> Followed:
    return _by_time(mapping, batch, spelling) if mapping.time else _by_dates(mapping, batch, spelling)


def _by_time(mapping: EventMapping, batch: "RecordBatch", spelling: Spelling) -> Followed:
    from pyarrow import compute

    time = as_number(batch.column(mapping.time), spelling.nulls, spelling.decimal)
    days = compute.multiply(time.values, DAYS[mapping.unit])
    event, status_problem = _status(mapping, batch, spelling)
    problems = (
        Problem(time.bad, mapping.time, "cohort_import.reject_not_a_number"),
        Problem(_below_zero(days), mapping.time, "cohort_import.reject_negative_time"),
        status_problem,
    )
    return Followed(days, event, problems)


def _by_dates(mapping: EventMapping, batch: "RecordBatch", spelling: Spelling) -> Followed:
    import pyarrow as pa
    from pyarrow import compute

    start, happened, seen = (
        as_dates(batch.column(column), spelling) for column in (mapping.start, mapping.event_date, mapping.last_seen)
    )
    problems = [
        Problem(dates.bad, column, "cohort_import.reject_not_a_date")
        for dates, column in (
            (start, mapping.start),
            (happened, mapping.event_date),
            (seen, mapping.last_seen),
        )
    ]
    if mapping.status:
        event, status_problem = _status(mapping, batch, spelling)
        problems.append(status_problem)
    else:
        event = compute.cast(compute.is_valid(happened.values), pa.int8())
    # Of a death without its date, the last news are the date: registries write it there.
    ended = compute.if_else(
        compute.greater(event, int(Status.CENSORED)), compute.coalesce(happened.values, seen.values), seen.values
    )
    before_start = _below_zero(compute.subtract(happened.values, start.values))
    problems.append(Problem(before_start, mapping.event_date, "cohort_import.reject_event_before_start"))
    seen_before = _below_zero(compute.subtract(seen.values, start.values))
    problems.append(Problem(seen_before, mapping.last_seen, "cohort_import.reject_seen_before_start"))
    return Followed(compute.subtract(ended, start.values), event, tuple(problems))


def _status(mapping: EventMapping, batch: "RecordBatch", spelling: Spelling) -> "tuple[Array, Problem]":
    import pyarrow as pa
    from pyarrow import compute

    codes = {folded(raw): str(int(Status.EVENT)) for raw in mapping.event}
    codes |= {folded(raw): str(int(Status.COMPETING)) for raw in mapping.competing}
    codes |= {folded(raw): str(int(Status.CENSORED)) for raw in mapping.censored}
    found = as_codes(batch.column(mapping.status), spelling.nulls, codes)
    event, bad = found.values.cast(pa.int8()), found.bad
    if not mapping.censored:
        event = compute.if_else(bad, pa.scalar(int(Status.CENSORED), pa.int8()), event)
        bad = pa.array([False] * len(event), pa.bool_())
    return event, Problem(bad, mapping.status, "cohort_import.reject_unknown_code")


def _below_zero(days: "Array") -> "Array":
    from pyarrow import compute

    return compute.fill_null(compute.less(days, 0), False)
