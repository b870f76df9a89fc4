"""A cohort out of events: index date, what was known around it, treatment, lines, outcomes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpora.catalogue import say
from corpora.cohorts.cohort import Dictionary, Kind, Label, Outcome, Variable
from corpora.cohorts.events.code_tables import variables
from corpora.cohorts.events.described import AFTER_INDEX, FIRST_LINE, GIVEN, Shape, described, label
from corpora.cohorts.events.indexing import Index, index_patients
from corpora.cohorts.events.lines import derive_lines
from corpora.cohorts.events.treatment import is_antineoplastic, kinds_of
from corpora.cohorts.events.workspace import Workspace, quoted
from corpora.cohorts.staged import Reject, Staged

if TYPE_CHECKING:
    from pyarrow import RecordBatch

# The last day of follow-up. Of a death without a date nothing is known but that it was: not even how long before.
_END = "if(has_died, died, last)"
_RECORDS = ("person", "diagnosis", "finding", "flag", "drug", "intervention", "regimen", "death", "seen")


def stage_events(
    workspace: Workspace, shape: Shape, *, id: str, title: Label, rejects: Sequence[Reject] = (), rows_read: int = 0
) -> Staged:
    """The cohort that the events in a workspace make.

    The workspace lives as long as one of the iterators does.

    Parameters
    ----------
    rejects
        What could not be read of the origin.
    rows_read
        Records that the origin had to tell; what the workspace holds, where the reader does not count.
    """
    index_patients(workspace, shape.index)
    derive_lines(workspace)
    _pick_findings(workspace, shape)
    _note_kinds(workspace)
    made = described(workspace, shape)
    outcomes = _outcomes(workspace, shape.index)
    names = [variable.name for variable in made]
    dictionary = Dictionary(
        id=id,
        title=title,
        centre=label("centre"),
        years=_years(workspace),
        variables=tuple(made),
        outcomes=outcomes,
        main_treatment=FIRST_LINE if FIRST_LINE in names else "",
    )
    return Staged(
        dictionary=dictionary,
        patients=_patients(workspace, made, outcomes),
        lines=_lines(workspace),
        notes=_notes(workspace),
        rejects=[*rejects, *_rejected(workspace)],
        rows_read=rows_read or len(rejects) + sum(workspace.one(f"select count(*) from {table}") for table in _RECORDS),
    )


def _pick_findings(workspace: Workspace, shape: Shape) -> None:
    before, after = shape.window
    distance = "indexed.day - finding.day" if shape.latest else "abs(finding.day - indexed.day)"
    workspace.connection.execute(
        f"""
        create or replace table picked as
        select patient, variable,
            arg_min(finding.code, row({distance}, finding.day, finding.code))
                filter (finding.code is not null) as code,
            arg_min(number, row({distance}, finding.day, number))
                filter (number is not null) as number
        from finding join indexed using (patient)
        where finding.day between indexed.day - {before} and indexed.day + {after}
        group by patient, variable
        """
    )


def _note_kinds(workspace: Workspace) -> None:
    """Table ``given``: which kinds of treatment each patient had by 180 days after the index date."""
    drugs = [row[0] for row in workspace.connection.execute("select distinct concept from drug").fetchall()]
    pairs = [(drug, kind) for drug in drugs if is_antineoplastic(drug) for kind in kinds_of(drug)]
    values = ", ".join(f"({quoted(drug)}, {quoted(kind)})" for drug, kind in pairs) or "(null, null)"
    near = f"between indexed.day - 30 and indexed.day + {AFTER_INDEX}"
    workspace.connection.execute(
        f"""
        create or replace table given as
        select distinct patient, kind from drug join (values {values}) as kinds (concept, kind) using (concept)
            join indexed using (patient) where start {near}
        union
        select distinct patient, kind from intervention join indexed using (patient) where intervention.day {near}
        """
    )


def _outcomes(workspace: Workspace, index: Index) -> tuple[Outcome, ...]:
    origin = label(f"origin_{index}")
    outcomes = [Outcome("overall_survival", label("overall_survival"), origin)]
    if workspace.one("select count(*) from progression join indexed using (patient)"):
        outcomes.append(Outcome("progression_free_survival", label("progression_free_survival"), origin))
    return tuple(outcomes)


def _patients(workspace: Workspace, made: list[Variable], outcomes: tuple[Outcome, ...]) -> "Iterator[RecordBatch]":
    columns = [f"{_column(variable)} as {_name(variable.name)}" for variable in made]
    columns.append(f"date_diff('day', day, {_END})::double as overall_survival_days")
    columns.append(f"if({_END} is null, null, has_died::tinyint) as overall_survival_event")
    if len(outcomes) > 1:
        columns.append(f"date_diff('day', day, coalesce(progressed, {_END}))::double as progression_free_survival_days")
        columns.append(
            f"case when progressed is not null then 1 when {_END} is not null then has_died::tinyint end::tinyint "
            "as progression_free_survival_event"
        )
    pivot = ", ".join(
        f"max({'number' if variable.kind is Kind.NUMBER else 'code'}) filter (variable = {quoted(variable.name)})"
        f" as {_name(variable.name)}"
        for variable in made
        if _is_finding(variable)
    )
    query = f"""
        select indexed.patient, {", ".join(columns)}
        from indexed
        left join (select patient{", " + pivot if pivot else ""} from picked group by patient) as found
            on found.patient = indexed.patient
        left join (select patient, list(kind) as kinds from given group by patient) as given
            on given.patient = indexed.patient
        left join (select patient, list(name) as names from flag group by patient) as flags
            on flags.patient = indexed.patient
        left join (select patient, regimen from line where line = 1) as first on first.patient = indexed.patient
        left join (
            select patient, min(progression.day) as progressed from progression join indexed using (patient)
            where progression.day > indexed.day group by patient
        ) as progressions on progressions.patient = indexed.patient
        order by indexed.patient
    """
    yield from workspace.batches(query)


def _column(variable: Variable) -> str:
    name = variable.name
    match name:
        case "age":
            return "date_diff('day', birth, day) / 365.25"
        case "sex" | "morphology":
            return f"indexed.{name}"
        case "diagnosis":
            return "indexed.code"
        case "year":
            return "extract(year from day)::double"
        case "first_line":
            return "first.regimen"
    if _is_finding(variable):
        return f"found.{_name(name)}"
    listed = "kinds" if name in GIVEN else "names"
    return f"if(list_contains(coalesce({listed}, []), {quoted(name)}), 'yes', 'no')"


def _is_finding(variable: Variable) -> bool:
    return variable.name in variables() or variable.name.startswith("measured_")


def _lines(workspace: Workspace) -> "Iterator[RecordBatch]":
    yield from workspace.batches(
        """
        select patient, line.line, regimen, date_diff('day', day, start)::double as start_day,
            date_diff('day', day, stop)::double as end_day
        from line join indexed using (patient) order by patient, line.line
        """
    )


def _notes(workspace: Workspace) -> "Iterator[RecordBatch]":
    yield from workspace.batches("select patient, text from note semi join indexed using (patient) where text <> ''")


def _rejected(workspace: Workspace) -> Iterator[Reject]:
    rows = workspace.connection.execute("select file, line, field, reason from rejected order by file, line").fetchall()
    for file, line, column, reason in rows:
        yield Reject(file, line or 0, column, reason)


def _years(workspace: Workspace) -> Label:
    row = workspace.connection.execute("select extract(year from min(day)), extract(year from max(day)) from indexed")
    first, last = row.fetchone() or (None, None)
    if first is None:
        return Label("", "")
    if first == last:
        return Label(str(first), str(first))
    return Label(*(say("cohort_events.years", language, first=first, last=last) for language in ("en", "fr")))


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
