"""A cohort: what its one canonical table holds, said in a data dictionary, and how it is read.

On disk a cohort is one folder: ``patients.parquet`` (one row a patient), ``lines.parquet`` (one row a line of
treatment), ``notes.parquet`` (de-identified free text), ``dictionary.json``, ``import.json`` (the import's report),
``policy.toml`` (disclosure) and ``releases/`` (what has been disclosed so far).
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from corpora.catalogue import Language

# The column of patients.parquet that tells patients apart: a keyed pseudonym, without meaning outside the cohort.
PATIENT = "patient"


class Role(StrEnum):
    """What a variable is for."""

    AGE = "age"
    SEX = "sex"
    DIAGNOSIS = "diagnosis"
    MORPHOLOGY = "morphology"
    STAGE = "stage"
    GRADE = "grade"
    PERFORMANCE_STATUS = "performance_status"
    BIOMARKER = "biomarker"
    TREATMENT = "treatment"
    COVARIATE = "covariate"
    YEAR = "year"
    SITE = "site"
    RESPONSE = "response"


class Kind(StrEnum):
    """How a variable's values are to be read."""

    CATEGORY = "category"
    ORDERED = "ordered"
    NUMBER = "number"


class Status(IntEnum):
    """The codes of an outcome's event column."""

    CENSORED = 0
    EVENT = 1
    COMPETING = 2


@dataclass(frozen=True)
class Label:
    """A name in both languages, as a clinician writes it."""

    en: str
    fr: str

    def __call__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True)
class Level:
    """A value of a categorical variable: ``code`` as stored, and what it is called."""

    code: str
    label: Label


@dataclass(frozen=True)
class Variable:
    """A column of ``patients.parquet``.

    Attributes
    ----------
    name
        The column: lower-case ASCII letters, digits and underscores, beginning with a letter.
    levels
        Of a ``CATEGORY`` or ``ORDERED`` variable, in their order. Stored as dictionary-encoded strings. Empty for a
        ``NUMBER``, which is stored as float32. A missing value is null.
    unit
        UCUM, e.g. ``"mm"``, ``"ng/mL"``, ``"a"``; empty where there is none.
    concepts
        Lexicon concepts that the variable (a biomarker, a treatment) or its levels stand for, by level code (``""``
        for the variable itself): what a question's words are matched against.
    quasi_identifier
        Whether an outsider could know it of a person: such variables are generalised together at import.
    """

    name: str
    role: Role
    kind: Kind
    label: Label
    levels: tuple[Level, ...] = ()
    unit: str = ""
    concepts: tuple[tuple[str, str], ...] = ()
    quasi_identifier: bool = False


@dataclass(frozen=True)
class Outcome:
    """A time to an event: columns ``<name>_days`` (int32) and ``<name>_event`` (int8, see :class:`Status`).

    ``name`` is ``overall_survival``, ``progression_free_survival``, ``disease_free_survival``,
    ``recurrence_free_survival``, ``disease_specific_survival``, ``event_free_survival`` or another of the same make.
    ``origin`` says from when days are counted.
    """

    name: str
    label: Label
    origin: Label
    has_competing: bool = False

    @property
    def days(self) -> str:
        """The column of times."""
        return f"{self.name}_days"

    @property
    def event(self) -> str:
        """The column of events."""
        return f"{self.name}_event"


@dataclass(frozen=True)
class Dictionary:
    """What a cohort is, and what its table holds.

    Attributes
    ----------
    id
        Lower-case letters, digits and hyphens; a source made from the cohort is ``cohort:<id>-…``.
    centre, years
        Where and when the patients were treated, as a sentence can say it: ``"Germany"``, ``"1984 to 1989"``.
    historical
        Whether treatments are of a time that has passed, and must be labelled so.
    randomised
        Whether ``main_treatment`` was allocated at random (a trial's own data); otherwise the cohort is observational.
    citation, licence
        Of published data; empty for a hospital's own.
    main_treatment
        The variable by which outcomes are compared unless the question names another; empty where there is none.
    """

    id: str
    title: Label
    centre: Label
    years: Label
    variables: tuple[Variable, ...]
    outcomes: tuple[Outcome, ...]
    n: int = 0
    main_treatment: str = ""
    historical: bool = False
    randomised: bool = False
    citation: str = ""
    licence: str = ""

    def variable(self, name: str) -> Variable:
        """The variable of that name. Raises ``KeyError`` where there is none."""
        for variable in self.variables:
            if variable.name == name:
                return variable
        raise KeyError(name)

    def outcome(self, name: str) -> Outcome:
        """The outcome of that name. Raises ``KeyError`` where there is none."""
        for outcome in self.outcomes:
            if outcome.name == name:
                return outcome
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The variables' names, in order."""
        return tuple(variable.name for variable in self.variables)

    def of_role(self, role: Role) -> tuple[Variable, ...]:
        """The variables of a role, in order."""
        return tuple(variable for variable in self.variables if variable.role == role)
