"""What a reader corrects in a proposed mapping, and the mapping that results."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpora.cohorts.cohort import Kind, Role
from corpora.cohorts.tables.mapping import Mapping, TimeUnit
from corpora.errors import SourcierError

Text = Annotated[str, Field(max_length=300)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AboutCohort(_Part):
    """What the cohort is."""

    id: Text
    title_en: Text
    title_fr: Text
    centre_en: Text
    centre_fr: Text
    years_en: Text
    years_fr: Text
    main_treatment: Text = ""
    historical: bool = False
    randomised: bool = False


class CorrectedLevel(_Part):
    """What a value is called."""

    code: Text
    en: Text
    fr: Text


class CorrectedVariable(_Part):
    """A column: whether it is taken, and as what."""

    name: Text
    column: Text
    keep: bool
    role: Role
    kind: Kind
    en: Text
    fr: Text
    unit: Text = ""
    quasi_identifier: bool = False
    levels: tuple[CorrectedLevel, ...] = Field((), max_length=500)


class CorrectedOutcome(_Part):
    """A time to an event by two columns; ``event`` holds the values that mean it, separated by commas.

    ``was`` is the name under which it was proposed; empty for one that was added.
    """

    name: Text
    was: Text = ""
    keep: bool
    en: Text = ""
    fr: Text = ""
    time: Text
    unit: TimeUnit
    status: Text
    event: Text
    by_dates: bool = False


class Corrections(_Part):
    """Everything that was corrected."""

    cohort: AboutCohort
    variables: tuple[CorrectedVariable, ...] = Field((), max_length=2000)
    outcomes: tuple[CorrectedOutcome, ...] = Field((), max_length=50)


def corrected(mapping: Mapping, by: Corrections, columns: frozenset[str]) -> Mapping:
    """The mapping, corrected. Nothing of it that cannot be corrected on the page changes.

    Parameters
    ----------
    columns
        Those of the file: a correction may name no other.

    Raises
    ------
    SourcierError
        ``ui_cohorts.correction``: an entry has a value that it cannot have; which, and why.
    """
    proposed = mapping.model_dump()
    about = by.cohort
    cohort = proposed["cohort"] | {
        "id": about.id,
        "historical": about.historical,
        "randomised": about.randomised,
        "main_treatment": about.main_treatment,
        "title": _both(about.title_en, about.title_fr),
        "centre": _both(about.centre_en, about.centre_fr),
        "years": _both(about.years_en, about.years_fr),
    }
    variables = {one.name: _variable(one, proposed["variables"].get(one.name, {})) for one in by.variables if one.keep}
    outcomes = {one.name: _outcome(one, proposed["outcomes"].get(one.was, {})) for one in by.outcomes if one.keep}
    _known(columns, [v["column"] for v in variables.values()])
    _known(columns, [o[part] for o in outcomes.values() for part in ("time", "status") if o.get(part)])
    if cohort["main_treatment"] not in variables:
        cohort["main_treatment"] = ""
    try:
        return Mapping.model_validate(proposed | {"cohort": cohort, "variables": variables, "outcomes": outcomes})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "—"
        raise SourcierError("ui_cohorts.correction", place=place, problem=first["msg"]) from error


def _both(en: str, fr: str) -> dict[str, str]:
    """A text in both languages; where one is not given, the other's."""
    return {"en": en.strip() or fr.strip(), "fr": fr.strip() or en.strip()}


def _variable(one: CorrectedVariable, proposed: dict[str, Any]) -> dict[str, Any]:
    called = {level.code: level for level in one.levels}
    levels = [
        level | ({"en": called[level["code"]].en, "fr": called[level["code"]].fr} if level["code"] in called else {})
        for level in proposed.get("levels", ())
    ]
    return proposed | {
        "column": proposed.get("column", one.column),
        "role": one.role,
        "kind": one.kind,
        **_both(one.en or one.column, one.fr),
        "unit": one.unit.strip() if one.kind is Kind.NUMBER else "",
        "quasi_identifier": one.quasi_identifier,
        "levels": levels if one.kind is not Kind.NUMBER else (),
    }


def _outcome(one: CorrectedOutcome, proposed: dict[str, Any]) -> dict[str, Any]:
    labels = {"en": one.en.strip(), "fr": one.fr.strip()}
    if one.by_dates:
        return proposed | labels
    events = tuple(value.strip() for value in one.event.split(",") if value.strip())
    told = proposed.get("event", ())
    if one.event == ", ".join(told):
        events = told  # untouched: a value may hold a comma
    return proposed | labels | {"time": one.time, "unit": one.unit, "status": one.status, "event": events}


def _known(columns: frozenset[str], named: list[str]) -> None:
    for column in named:
        if column not in columns:
            raise SourcierError("ui_cohorts.correction_column", column=column)
