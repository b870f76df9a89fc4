"""One file's rows into typed rows: every variable and outcome that it holds, and what was rejected on the way."""

from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import PATIENT
from corpora.cohorts.staged import Reject
from corpora.cohorts.tables.batches import Rows
from corpora.cohorts.tables.cells import Converted, as_number, as_text, is_among
from corpora.cohorts.tables.mapping import FileMapping, OutcomeMapping, Values, VariableMapping
from corpora.cohorts.tables.outcomes import Problem, convert_outcome
from corpora.cohorts.tables.swaps import swapped_with
from corpora.cohorts.tables.variables import Spelling, convert_variable

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch

LINE = "line"
ORDER = "row_order"


@dataclass
class RowReader:
    """Reads the rows of one file.

    Attributes
    ----------
    rejects
        Grows as rows are read, one a rejected row: its first problem.
    """

    file: str
    options: FileMapping
    spelling: Spelling
    variables: dict[str, VariableMapping]
    outcomes: dict[str, OutcomeMapping]
    rejects: list[Reject] = field(default_factory=list)

    @property
    def columns(self) -> tuple[str, ...]:
        """The file's columns that are read."""
        named = [self.options.patient, self.options.order_by, *self.options.keep]
        for variable in self.variables.values():
            named += [*variable.columns, *variable.where]
        for outcome in self.outcomes.values():
            named += [*outcome.columns, *outcome.where]
        return tuple(dict.fromkeys(name for name in named if name))

    def read(self, rows: Rows) -> "RecordBatch":
        """Typed rows: ``patient``, ``line``, ``order``, each variable, each outcome's days and event."""
        import pyarrow as pa
        from pyarrow import compute

        batch, lines = rows.batch, pa.array(rows.lines)
        if self.options.keep:
            kept = _all_among(batch, self.options.keep)
            batch, lines = batch.filter(kept), lines.filter(kept)
        columns: dict[str, Array] = {PATIENT: self._patients(batch, lines), LINE: lines}
        problems = [Problem(compute.is_null(columns[PATIENT]), self.options.patient, "cohort_import.reject_no_patient")]
        if self.options.order_by:
            order = as_number(batch.column(self.options.order_by), self.spelling.nulls, self.spelling.decimal)
            columns[ORDER] = order.values
            problems.append(Problem(order.bad, self.options.order_by, "cohort_import.reject_not_a_number"))
        for name, variable in self.variables.items():
            converted, reason = convert_variable(variable, batch, self.spelling)
            converted = _told(converted, batch, variable.where)
            columns[name] = converted.values
            if variable.unlisted == "reject":
                problems.append(Problem(converted.bad, variable.column, reason))
        for name, outcome in self.outcomes.items():
            followed = convert_outcome(outcome, batch, self.spelling)
            days = _told(Converted(followed.days, followed.days), batch, outcome.where)
            event = _told(Converted(followed.event, followed.event), batch, outcome.where)
            columns[f"{name}_days"], columns[f"{name}_event"] = days.values, event.values
            told = _all_among(batch, outcome.where) if outcome.where else None
            problems += [
                Problem(compute.and_(each.mask, told) if told is not None else each.mask, each.column, each.reason)
                for each in followed.problems
            ]
        return self._without_bad(batch, columns, problems)

    def patients(self, rows: Rows) -> "Array":
        """The patients' identifiers alone, one a row."""
        import pyarrow as pa

        return self._patients(rows.batch, pa.array(rows.lines))

    def _patients(self, batch: "RecordBatch", lines: "Array") -> "Array":
        import pyarrow as pa

        if not self.options.patient:
            return lines.cast(pa.string())
        return as_text(batch.column(self.options.patient), self.spelling.nulls)

    def _without_bad(self, batch: "RecordBatch", columns: "dict[str, Array]", problems: list[Problem]) -> "RecordBatch":
        import pyarrow as pa
        from pyarrow import compute

        typed = pa.RecordBatch.from_pydict(columns)
        wrong = [problem for problem in problems if compute.any(problem.mask, min_count=0).as_py()]
        if not wrong:
            return typed
        bad = reduce(compute.or_, [problem.mask for problem in wrong])
        swapped = swapped_with(batch.filter(bad), self.variables, self.spelling)
        positions = compute.indices_nonzero(bad).to_pylist()
        masks = [problem.mask.to_pylist() for problem in wrong]
        for place, position in enumerate(positions):
            line = columns[LINE][position].as_py()
            if place in swapped:
                pair = " / ".join(swapped[place])
                self.rejects.append(Reject(self.file, line, pair, "cohort_import.reject_swapped"))
                continue
            first = next(problem for problem, mask in zip(wrong, masks, strict=True) if mask[position])
            self.rejects.append(Reject(self.file, line, first.column, first.reason))
        return typed.filter(compute.invert(bad))


def _all_among(batch: "RecordBatch", wanted: dict[str, Values]) -> "Array":
    from pyarrow import compute

    return reduce(compute.and_, [is_among(batch.column(column), values) for column, values in wanted.items()])


def _told(converted: Converted, batch: "RecordBatch", where: dict[str, Values]) -> Converted:
    """Only what the rows that tell it say."""
    import pyarrow as pa
    from pyarrow import compute

    if not where:
        return converted
    told = _all_among(batch, where)
    bad = compute.and_(converted.bad, told) if pa.types.is_boolean(converted.bad.type) else converted.bad
    return Converted(compute.if_else(told, converted.values, None), bad)
