"""A mapping proposed for a table, with what was seen of each column: the beginning of every import."""

import re
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.catalogue import Language, say
from corpora.cohorts.tables.batches import Table, open_table
from corpora.cohorts.tables.cells import as_text
from corpora.cohorts.tables.date_orders import date_order
from corpora.cohorts.tables.followup import Column, Followup, propose_outcomes
from corpora.cohorts.tables.headers import plain_words, read_header
from corpora.cohorts.tables.mapping import CohortMapping, FileMapping, Mapping, VariableMapping, Words
from corpora.cohorts.tables.profile import Holds, Profile, profile
from corpora.cohorts.tables.proposed_variables import propose_variables
from corpora.errors import SourcierError

if TYPE_CHECKING:
    from corpora.lexicon import Lexicon

_BATCHES = 4
_ROWS = 50_000


@dataclass(frozen=True)
class Warned:
    """Something to check: an entry of the catalogue with its details."""

    key: str
    details: dict[str, str | int]

    def text(self, language: Language) -> str:
        """In words."""
        return say(self.key, language, **self.details)


@dataclass(frozen=True)
class ProposedColumn:
    """A column of the file.

    Attributes
    ----------
    use
        What the mapping makes of it: a role, ``"patient"``, ``"outcome"``, ``"note"`` or ``"left out"``.
    variable
        The variable's name, where it becomes one.
    """

    name: str
    use: str
    variable: str
    profile: Profile


@dataclass(frozen=True)
class Proposal:
    """A mapping to read and correct.

    Attributes
    ----------
    rows
        Rows looked at: all, or the first of a large file (``complete`` says which).
    """

    file: str
    rows: int
    complete: bool
    columns: tuple[ProposedColumn, ...]
    mapping: Mapping
    warnings: tuple[Warned, ...]


def propose_mapping(path: Path, lexicon: "Lexicon | None" = None) -> Proposal:
    """Propose a mapping for a table.

    Parameters
    ----------
    lexicon
        Where given, treatments, diagnoses and biomarkers are told by it.

    Raises
    ------
    SourcierError
        As :func:`corpora.cohorts.tables.batches.open_table`; or no column could be used.
    """
    table = open_table(path)
    cells, complete = _beginning(table)
    nulls = FileMapping().nulls
    columns = [
        Column(read_header(name), profile(texts, nulls, table.decimal))
        for name, texts in zip(table.header, cells, strict=True)
    ]
    rows = len(cells[0]) if cells else 0
    if not rows:
        raise SourcierError("cohort_import.no_rows", file=path.name)
    columns = _with_dates(columns)
    patient = _patient(columns, rows)
    several = patient is not None and patient.profile.distinct < round(rows * (1 - patient.profile.missing))
    followup = propose_outcomes(columns, several_rows=several)
    variables = propose_variables(columns, _taken(followup, patient), lexicon)
    if not variables and not followup.outcomes:
        raise SourcierError("cohort_import.nothing_recognised", file=path.name)
    notes = tuple(each.name for each in columns if each.header.meaning == "note" and each.profile.holds is Holds.TEXT)
    dates, date_warnings = _dates(table, columns)
    said = sorted({null for column in columns for null in column.profile.nulls})
    mapping = Mapping(
        cohort=_cohort(path, variables, columns),
        file=FileMapping(
            delimiter=table.delimiter,
            decimal="," if table.decimal == "," else "",
            nulls=(*nulls, *said),
            dates=dates,
            patient=patient.name if patient else "",
            rows="first" if several else "one",
        ),
        variables={name: variable for name, (variable, _) in variables.items()},
        outcomes=followup.outcomes,
        notes=notes,
    )
    warnings = [*date_warnings]
    if patient is None:
        warnings.append(Warned("cohort_inspect.no_patient", {}))
    elif several:
        warnings.append(Warned("cohort_inspect.several_rows", {"column": patient.name}))
    warnings += [Warned(key, {"column": column}) for key, column in followup.assumed]
    if unclear := [f"'{each.column}'" for each, assumed in variables.values() if assumed]:
        warnings.append(Warned("cohort_inspect.assumed_levels", {"columns": ", ".join(unclear)}))
    if not followup.outcomes:
        warnings.append(Warned("cohort_inspect.no_outcome", {}))
    uses = _uses(mapping, columns)
    warnings += [
        Warned("cohort_inspect.identifying", {"column": each.name})
        for each in columns
        if each.header.meaning == "identifying" and each.profile.holds is not Holds.NOTHING
    ]
    warnings += [
        Warned("cohort_inspect.mostly_missing", {"column": each.name, "percent": round(100 * each.profile.missing)})
        for each in columns
        if each.profile.missing > 0.5 and uses[each.name][0] not in ("left out", "outcome")
    ]
    warnings += _other_units(mapping, table, cells)
    proposed = tuple(ProposedColumn(each.name, *uses[each.name], _shown(each)) for each in columns)
    return Proposal(path.name, rows, complete, proposed, mapping, tuple(warnings))


def _beginning(table: Table) -> tuple[list[list[str | None]], bool]:
    """The columns' trimmed cells, and whether they are all."""
    cells: list[list[str | None]] = [[] for _ in table.header]
    batches = table.rows(table.header, lambda line: None)
    for rows in islice(batches, _BATCHES):
        room = _ROWS - len(cells[0])
        for position, column in enumerate(rows.batch.columns):
            cells[position] += as_text(column.slice(0, room), ()).to_pylist()
        if len(rows.lines) > room:
            return cells, False
    return cells, next(batches, None) is None


def _shown(column: Column) -> Profile:
    """What may be shown of a column: of one that may identify, nothing that is in it."""
    if column.header.meaning in ("patient", "identifying", "note", "ignored"):
        return replace(column.profile, values=(), numbers=(), histogram=())
    return column.profile


def _patient(columns: list[Column], rows: int) -> Column | None:
    """The column that tells patients apart: by its header, the most explicit; or else one whose cells all differ."""
    named = [
        each
        for each in columns
        if each.header.meaning == "patient" and each.profile.distinct > 0.02 * rows and each.profile.missing < 0.5
    ]
    if named:
        # "Patient ID" before "Sample ID"; of several as explicit, the one that repeats: samples are of patients.
        return max(named, key=lambda each: (each.header.strength, -each.profile.distinct))
    unique = [
        each
        for each in columns
        if each.profile.holds is Holds.IDENTIFIERS and each.profile.distinct == rows and not each.header.meaning
    ]
    return unique[0] if unique else None


def _with_dates(columns: list[Column]) -> list[Column]:
    """Columns with what their dates tell: "DDN" is the date of birth to some, of the last news to others."""
    years = [each.profile.year for each in columns if each.profile.holds is Holds.DATES]
    found = []
    for each in columns:
        if each.profile.holds is Holds.DATES and not each.header.meaning.endswith("_date"):
            # "Diagnostic" over dates is the date of diagnosis.
            dated = read_header(f"date {each.name}")
            each = Column(replace(dated, name=each.name), each.profile) if dated.meaning.endswith("_date") else each
        is_old = each.profile.year and len(years) > 1 and each.profile.year < max(years) - 20
        if each.header.meaning == "last_seen_date" and is_old:
            each = Column(replace(each.header, meaning="birth_date"), each.profile)
        found.append(each)
    return found


def _taken(followup: Followup, patient: Column | None) -> set[str]:
    columns = {column for outcome in followup.outcomes.values() for column in outcome.columns}
    columns |= {column for outcome in followup.outcomes.values() for column in outcome.where}
    return columns | ({patient.name} if patient else set())


def _dates(table: Table, columns: list[Column]) -> tuple[str, list[Warned]]:
    dated = tuple(each.name for each in columns if each.profile.holds is Holds.DATES)
    try:
        order = date_order(table, dated)
    except SourcierError as error:
        details = {name: str(value) for name, value in error.details.items()}
        return "", [Warned(error.key, dict(details))]
    return (order if dated else ""), []


def _cohort(path: Path, variables: dict[str, tuple[VariableMapping, bool]], columns: list[Column]) -> CohortMapping:
    stem = plain_words(path.name.partition(".")[0])
    treatment = next((name for name, (each, _) in variables.items() if each.role == "treatment" and each.levels), "")
    years = sorted(each.profile.year for each in columns if each.header.meaning == "start_date" and each.profile.year)
    told = f"around {years[0]}" if years else "to be completed"
    told_fr = f"vers {years[0]}" if years else "à compléter"
    return CohortMapping(
        id=re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:60] or "cohort",
        title=Words(en=stem.capitalize() or "Cohort", fr=stem.capitalize() or "Cohorte"),
        centre=Words(en="to be completed", fr="à compléter"),
        years=Words(en=told, fr=told_fr),
        main_treatment=treatment,
    )


def _uses(mapping: Mapping, columns: list[Column]) -> dict[str, tuple[str, str]]:
    """By column: what it is used for, and as which variable."""
    uses = {each.name: ("left out", "") for each in columns}
    for outcome in mapping.outcomes.values():
        uses |= dict.fromkeys((*outcome.columns, *outcome.where), ("outcome", ""))
    for name, variable in mapping.variables.items():
        uses[variable.column] = (str(variable.role), name)
    uses |= dict.fromkeys(mapping.notes, ("note", ""))
    if mapping.file.patient:
        uses[mapping.file.patient] = ("patient", "")
    return uses


def _other_units(mapping: Mapping, table: Table, cells: list[list[str | None]]) -> list[Warned]:
    import numpy as np
    import pyarrow as pa

    from corpora.cohorts.importing.mixed_units import mixed_units
    from corpora.cohorts.tables.cells import as_number

    found = []
    for variable in mapping.variables.values():
        if variable.kind != "number" or variable.at:
            continue
        column = pa.array(cells[table.header.index(variable.column)], pa.string())
        values = as_number(column, mapping.file.nulls, table.decimal).values.to_numpy(zero_copy_only=False)
        if mixed := mixed_units(np.asarray(values, np.float64)):
            details: dict[str, str | int] = {"column": variable.column, "factor": f"{mixed.factor:g}"}
            found.append(Warned("cohort_inspect.mixed_units", details))
    return found
