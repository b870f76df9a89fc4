"""A cohort out of events: index date, what was known around it, treatment, lines, outcomes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpora.catalogue import say
from corpora.cohorts.cohort import Dictionary, Kind, Label, Level, Outcome, Role, Variable
from corpora.cohorts.events.code_tables import diagnoses, variables
from corpora.cohorts.events.indexing import Index, index_patients
from corpora.cohorts.events.lines import derive_lines
from corpora.cohorts.events.treatment import KINDS, is_antineoplastic, kinds_of, regimen_label
from corpora.cohorts.events.workspace import Workspace, quoted
from corpora.cohorts.staged import Reject, Staged
from corpora.lexicon import Lexicon

if TYPE_CHECKING:
    from pyarrow import RecordBatch

_AFTER_INDEX = 180
_YES_NO = ("yes", "no")
_OTHER_KINDS = ("surgery", "radiotherapy")
_FIRST_LINE = "first_line"
_RECORDS = ("person", "diagnosis", "finding", "flag", "drug", "intervention", "regimen", "death", "seen")


@dataclass(frozen=True)
class Shape:
    """What a cohort is to be made of.

    Attributes
    ----------
    index
        From when days are counted.
    window
        How many days before and after the index date a finding may lie; the nearest is taken.
    findings
        Variables of the table ``finding`` that are not canonical.
    flags
        Variables of the table ``flag``: yes where a patient has it, no otherwise.
    diagnosis_names
        What diagnoses are called that are no ICD-10 category of a malignancy.
    latest
        Of findings in the window, take the latest rather than the nearest to the index date.
    """

    index: Index
    window: tuple[int, int] = (90, _AFTER_INDEX)
    findings: tuple[Variable, ...] = ()
    flags: tuple[Variable, ...] = ()
    diagnosis_names: Mapping[str, Label] = field(default_factory=dict)
    latest: bool = False


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
    made = _variables(workspace, shape)
    outcomes = _outcomes(workspace, shape.index)
    names = [variable.name for variable in made]
    dictionary = Dictionary(
        id=id,
        title=title,
        centre=_label("centre"),
        years=_years(workspace),
        variables=tuple(made),
        outcomes=outcomes,
        main_treatment=_FIRST_LINE if _FIRST_LINE in names else "",
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
    near = f"between indexed.day - 30 and indexed.day + {_AFTER_INDEX}"
    workspace.connection.execute(
        f"""
        create or replace table given as
        select distinct patient, kind from drug join (values {values}) as kinds (concept, kind) using (concept)
            join indexed using (patient) where start {near}
        union
        select distinct patient, kind from intervention join indexed using (patient) where intervention.day {near}
        """
    )


def _variables(workspace: Workspace, shape: Shape) -> list[Variable]:
    made = [
        Variable("age", Role.AGE, Kind.NUMBER, _label("age"), unit="a", quasi_identifier=True),
        Variable(
            "sex", Role.SEX, Kind.CATEGORY, _label("sex"), _levels("sex", ("female", "male")), quasi_identifier=True
        ),
    ]
    if workspace.one("select count(code) from indexed"):
        made.append(_diagnosis(workspace, shape.diagnosis_names))
    if workspace.one("select count(morphology) from indexed"):
        made.append(Variable("morphology", Role.MORPHOLOGY, Kind.CATEGORY, _label("morphology")))
    present = {row[0] for row in workspace.connection.execute("select distinct variable from picked").fetchall()}
    known = (*variables().values(), *shape.findings)
    made.extend(variable for variable in known if variable.name in present)
    made.extend(_treatments(workspace))
    made.extend(shape.flags)
    made.append(Variable("year", Role.YEAR, Kind.NUMBER, _label(f"year_{shape.index}"), quasi_identifier=True))
    return made


def _diagnosis(workspace: Workspace, names: Mapping[str, Label]) -> Variable:
    codes = workspace.connection.execute(
        "select code from indexed where code is not null group by code order by count(*) desc, code"
    ).fetchall()
    known = diagnoses()
    return Variable(
        "diagnosis",
        Role.DIAGNOSIS,
        Kind.CATEGORY,
        _label("diagnosis"),
        tuple(
            Level(code, known[code].label if code in known else names.get(code, Label(code, code))) for (code,) in codes
        ),
        concepts=tuple((code, known[code].concept) for (code,) in codes if code in known and known[code].concept),
    )


def _treatments(workspace: Workspace) -> Iterator[Variable]:
    given = {row[0] for row in workspace.connection.execute("select distinct kind from given").fetchall()}
    for kind in (*_OTHER_KINDS, *KINDS):
        if kind in given:
            concept = (("", kind),)
            yield Variable(
                kind, Role.TREATMENT, Kind.CATEGORY, _label(kind), _levels("yes_no", _YES_NO), concepts=concept
            )
    firsts = workspace.connection.execute(
        "select regimen from line where line = 1 group by regimen order by count(*) desc, regimen"
    ).fetchall()
    if firsts:
        lexicon = Lexicon.load()
        yield Variable(
            _FIRST_LINE,
            Role.TREATMENT,
            Kind.CATEGORY,
            _label("first_line"),
            tuple(Level(code, regimen_label(code)) for (code,) in firsts),
            concepts=tuple((code, code) for (code,) in firsts if code in lexicon),
        )


def _outcomes(workspace: Workspace, index: Index) -> tuple[Outcome, ...]:
    origin = _label(f"origin_{index}")
    outcomes = [Outcome("overall_survival", _label("overall_survival"), origin)]
    if workspace.one("select count(*) from progression join indexed using (patient)"):
        outcomes.append(Outcome("progression_free_survival", _label("progression_free_survival"), origin))
    return tuple(outcomes)


def _patients(workspace: Workspace, made: list[Variable], outcomes: tuple[Outcome, ...]) -> "Iterator[RecordBatch]":
    columns = [f"{_column(variable)} as {_name(variable.name)}" for variable in made]
    columns.append("date_diff('day', day, coalesce(died, last))::double as overall_survival_days")
    columns.append(f"{_event('has_died')} as overall_survival_event")
    if len(outcomes) > 1:
        columns.append(
            "date_diff('day', day, coalesce(progressed, died, last))::double as progression_free_survival_days"
        )
        columns.append(f"{_event('(progressed is not null or has_died)')} as progression_free_survival_event")
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


def _event(happened: str) -> str:
    """1 or 0; null where the days are not known either."""
    return (
        f"case when coalesce(died, last) is null or has_died and died is null then null else ({happened})::tinyint end"
    )


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
    listed = "kinds" if name in (*_OTHER_KINDS, *KINDS) else "names"
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


def _levels(prefix: str, codes: Sequence[str]) -> tuple[Level, ...]:
    return tuple(Level(code, _label(f"{prefix}_{code}")) for code in codes)


def _label(entry: str) -> Label:
    return Label(say(f"cohort_events.{entry}", "en"), say(f"cohort_events.{entry}", "fr"))


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def flag_variable(name: str, role: Role, label: Label, concept: str = "") -> Variable:
    """A yes-or-no variable of the table ``flag``."""
    made = Variable(name, role, Kind.CATEGORY, label, _levels("yes_no", _YES_NO))
    return replace(made, concepts=(("", concept),)) if concept else made
