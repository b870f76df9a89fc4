"""The mapping file: what a table's columns are, written in TOML by somebody who knows the data."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from corpora.cohorts.cohort import Kind, Role
from corpora.errors import SourcierError

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
DateOrder = Literal["", "iso", "day-first", "month-first"]
TimeUnit = Literal["days", "weeks", "months", "years"]

# What an outsider can know of a person without having seen the record.
_KNOWN_TO_OUTSIDERS = frozenset({Role.AGE, Role.SEX, Role.YEAR, Role.SITE})
# Columns that the import and the store add.
_RESERVED = frozenset({"patient", "line", "row", "row_order"})


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Values = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Part):
    """A text in both languages."""

    en: str
    fr: str


class CohortMapping(_Part):
    """What the cohort is; see :class:`corpora.cohorts.cohort.Dictionary`."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    title: Words
    centre: Words
    years: Words
    historical: bool = False
    randomised: bool = False
    citation: str = ""
    licence: str = ""
    main_treatment: str = ""


class FileMapping(_Part):
    """How a file is written. What is left out is found out from the file."""

    delimiter: str = Field("", max_length=1)
    encoding: str = ""
    decimal: Literal["", ".", ","] = ""
    nulls: Values = Field(("", "NA", "N/A", "#N/A", "NaN", "null", "None", ".", "?"), description="In any case.")
    dates: DateOrder = Field("", description="Needed only where the dates themselves do not tell.")
    patient: str = Field("", description="Column that tells patients apart; without one, each row is a patient.")
    rows: Literal["one", "first", "last"] = Field(
        "one", description="Rows a patient: one, or several of which the first or last known value is taken."
    )
    order_by: str = Field(
        "", description="Column of numbers that orders a patient's rows; without one, the file's order."
    )
    keep: dict[str, Values] = Field(default_factory=dict, description="Only rows with one of these values.")


class JoinMapping(FileMapping):
    """A further file beside the first, with ``patient`` its key; ``rows`` is "first" unless said otherwise."""

    file: str
    rows: Literal["one", "first", "last"] = "first"


class LevelMapping(_Part):
    """A value of a coded variable: ``raw`` as the file has it, ``code`` as it is stored."""

    code: str
    raw: Values = ()
    en: str
    fr: str
    concept: Values = Field((), description="Lexicon concepts that the level stands for.")

    @property
    def spellings(self) -> tuple[str, ...]:
        """What the file may say for it."""
        return self.raw or (self.code,)


class VariableMapping(_Part):
    """A column of patients' values."""

    column: str = Field("", description="The file's column; without one, all patients have the variable's one level.")
    role: Role = Role.COVARIATE
    kind: Kind
    en: str
    fr: str
    unit: str = Field("", description="UCUM, as stored.")
    unit_in_file: str = Field("", description="UCUM, where the file's differs: values are converted.")
    factor: float = Field(1.0, description="Multiplies the file's numbers, where no unit explains it.")
    offset: float = Field(0.0, description="Added after the factor.")
    levels: tuple[LevelMapping, ...] = Field((), description="Without levels, the file's values are taken as they are.")
    unlisted: Literal["reject", "missing"] = Field("reject", description="What a value outside the levels means.")
    concept: Values = Field((), description="Lexicon concepts that the variable stands for.")
    quasi_identifier: bool | None = Field(None, description="By default: age, sex, year and site.")
    at: str = Field("", description="Where the column is a date of birth: column of the date at which age is taken.")
    file: str = Field("", description="The further file that holds the column.")
    where: dict[str, Values] = Field(default_factory=dict, description="Only rows with one of these values tell it.")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.kind is Kind.NUMBER and self.levels:
            raise ValueError("a number has no levels")
        if not self.column and len(self.levels) != 1:
            raise ValueError("name a column, or give the one level that all patients have")
        codes = [level.code for level in self.levels]
        spellings = [folded(raw) for level in self.levels for raw in level.spellings]
        if len(set(codes)) < len(codes) or len(set(spellings)) < len(spellings):
            raise ValueError("a code, or a raw value, is given twice")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The file's columns that it reads."""
        return tuple(column for column in (self.column, self.at) if column)

    @property
    def is_quasi_identifier(self) -> bool:
        """Whether it is generalised with the others at import."""
        return self.role in _KNOWN_TO_OUTSIDERS if self.quasi_identifier is None else self.quasi_identifier


class EventMapping(_Part):
    """When something happened or was last known not to have: by a time and a status, or by dates."""

    time: str = ""
    unit: TimeUnit = "days"
    status: str = Field("", description="Column that says whether it happened.")
    event: Values = ()
    competing: Values = ()
    censored: Values = Field((), description="Without any, every other value.")
    start: str = Field("", description="Column of the date from which time is counted.")
    event_date: str = Field("", description="Column of the date on which it happened.")
    last_seen: str = Field("", description="Column of the date of the last news.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        by_time = bool(self.time) and bool(self.status) and not (self.start or self.event_date or self.last_seen)
        by_dates = bool(self.start) and bool(self.event_date) and bool(self.last_seen) and not self.time
        if not (by_time or by_dates):
            raise ValueError("give time and status, or start, event_date and last_seen")
        if self.status and not (self.event or self.competing):
            raise ValueError("say which values of status are the event")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The file's columns that it reads."""
        named = (self.time, self.status, self.start, self.event_date, self.last_seen)
        return tuple(column for column in named if column)


class OutcomeMapping(EventMapping):
    """A time to an event. ``otherwise`` decides where the event did not happen: a later death, a longer follow-up."""

    en: str = ""
    fr: str = ""
    origin: Words = Words(en="diagnosis", fr="le diagnostic")
    entry: str = Field("", description="Column of the time at which observation began: times are counted from there.")
    otherwise: EventMapping | None = None
    file: str = ""
    where: dict[str, Values] = Field(default_factory=dict)

    @property
    def has_competing(self) -> bool:
        """Whether a competing event can occur."""
        return bool(self.competing) or bool(self.otherwise and self.otherwise.competing)

    @property
    def columns(self) -> tuple[str, ...]:
        """The file's columns that it reads."""
        others = self.otherwise.columns if self.otherwise else ()
        return (*super().columns, *others, *((self.entry,) if self.entry else ()))


class LineMapping(_Part):
    """A line of treatment: one entry a line for a wide file, one entry with ``number_column`` for a long one.

    ``start`` and ``end`` are days (or ``unit``), or dates counted from the date in ``origin``.
    """

    regimen: str
    number: int = Field(0, ge=0, le=99)
    number_column: str = ""
    start: str = ""
    end: str = ""
    origin: str = ""
    unit: TimeUnit = "days"
    file: str = ""

    @model_validator(mode="after")
    def _numbered(self) -> Self:
        if bool(self.number) == bool(self.number_column):
            raise ValueError("give number, or number_column")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The file's columns that it reads."""
        named = (self.regimen, self.number_column, self.start, self.end, self.origin)
        return tuple(column for column in named if column)


class Mapping(_Part):
    """A mapping file. Variables and outcomes keep the order in which they are written."""

    cohort: CohortMapping
    file: FileMapping = FileMapping()
    files: dict[Name, JoinMapping] = Field(default_factory=dict)
    variables: dict[Name, VariableMapping]
    outcomes: dict[Name, OutcomeMapping] = Field(default_factory=dict)
    lines: tuple[LineMapping, ...] = ()
    notes: Values = Field((), description="Columns of free text: de-identified at import.")
    max_rejects: float = Field(0.05, ge=0, le=1, description="Share of rejected rows from which the import refuses.")

    @model_validator(mode="after")
    def _named(self) -> Self:
        taken = _RESERVED | {f"{name}_{part}" for name in self.outcomes for part in ("days", "event")}
        if twice := taken & set(self.variables):
            raise ValueError(f"these names are taken: {', '.join(sorted(twice))}")
        named = {variable.file for variable in self.variables.values()}
        named |= {outcome.file for outcome in self.outcomes.values()} | {line.file for line in self.lines}
        unknown = named - {"", *self.files}
        if unknown:
            raise ValueError(f"no such entry under files: {', '.join(sorted(unknown))}")
        if self.cohort.main_treatment and self.cohort.main_treatment not in self.variables:
            raise ValueError(f"main_treatment names no variable: {self.cohort.main_treatment}")
        if (self.files or self.file.rows != "one") and not self.file.patient:
            raise ValueError("several rows a patient, or further files, need file.patient")
        if sum(variable.role is Role.AGE for variable in self.variables.values()) > 1:
            raise ValueError("only one variable can have the role age")
        return self


def folded(value: str) -> str:
    """A raw code as it is compared: without case, outer spaces, and the ".0" that spreadsheets add to whole numbers."""
    text = value.strip().casefold()
    whole, dot, zeros = text.partition(".")
    return whole if dot and zeros and not zeros.strip("0") and whole.lstrip("-").isdigit() else text


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file.

    Raises
    ------
    SourcierError
        It cannot be read, is not TOML, or an entry is unknown or has a value that it cannot have: which, and why.
    """
    try:
        return Mapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "—"
        raise SourcierError(
            "cohort_import.mapping_invalid", file=path.name, place=place, problem=first["msg"]
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SourcierError("cohort_import.mapping_not_toml", file=path.name, problem=str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourcierError("cohort_import.mapping_unreadable", file=path.name) from error
