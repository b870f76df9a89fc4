"""The variables of a cohort made of events: those that its patients have anything in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpora.catalogue import say
from corpora.cohorts.cohort import Kind, Label, Level, Role, Variable
from corpora.cohorts.events.code_tables import diagnoses, variables
from corpora.cohorts.events.indexing import Index
from corpora.cohorts.events.treatment import KINDS, regimen_label
from corpora.cohorts.events.workspace import Workspace
from corpora.lexicon import Lexicon

# How long after the index date a finding or a treatment still describes the patient at it.
AFTER_INDEX = 180
FIRST_LINE = "first_line"
# Kinds of treatment that a patient has had or not.
GIVEN = ("surgery", "radiotherapy", *KINDS)
_YES_NO = ("yes", "no")


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
    window: tuple[int, int] = (90, AFTER_INDEX)
    findings: tuple[Variable, ...] = ()
    flags: tuple[Variable, ...] = ()
    diagnosis_names: Mapping[str, Label] = field(default_factory=dict)
    latest: bool = False


def described(workspace: Workspace, shape: Shape) -> list[Variable]:
    """The variables, in order. Needs the tables ``indexed``, ``picked``, ``given`` and ``line``."""
    made = [
        Variable("age", Role.AGE, Kind.NUMBER, label("age"), unit="a", quasi_identifier=True),
        Variable(
            "sex", Role.SEX, Kind.CATEGORY, label("sex"), _levels("sex", ("female", "male")), quasi_identifier=True
        ),
    ]
    if workspace.one("select count(code) from indexed"):
        made.append(_diagnosis(workspace, shape.diagnosis_names))
    if workspace.one("select count(morphology) from indexed"):
        made.append(Variable("morphology", Role.MORPHOLOGY, Kind.CATEGORY, label("morphology")))
    present = {row[0] for row in workspace.connection.execute("select distinct variable from picked").fetchall()}
    known = (*variables().values(), *shape.findings)
    made.extend(variable for variable in known if variable.name in present)
    made.extend(_treatments(workspace))
    made.extend(shape.flags)
    made.append(Variable("year", Role.YEAR, Kind.NUMBER, label(f"year_{shape.index}"), quasi_identifier=True))
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
        label("diagnosis"),
        tuple(
            Level(code, known[code].label if code in known else names.get(code, Label(code, code))) for (code,) in codes
        ),
        concepts=tuple((code, known[code].concept) for (code,) in codes if code in known and known[code].concept),
    )


def _treatments(workspace: Workspace) -> Iterator[Variable]:
    given = {row[0] for row in workspace.connection.execute("select distinct kind from given").fetchall()}
    for kind in GIVEN:
        if kind in given:
            concept = (("", kind),)
            yield Variable(
                kind, Role.TREATMENT, Kind.CATEGORY, label(kind), _levels("yes_no", _YES_NO), concepts=concept
            )
    firsts = workspace.connection.execute(
        "select regimen from line where line = 1 group by regimen order by count(*) desc, regimen"
    ).fetchall()
    if firsts:
        lexicon = Lexicon.load()
        yield Variable(
            FIRST_LINE,
            Role.TREATMENT,
            Kind.CATEGORY,
            label("first_line"),
            tuple(Level(code, regimen_label(code)) for (code,) in firsts),
            concepts=tuple((code, code) for (code,) in firsts if code in lexicon),
        )


def flag_variable(name: str, role: Role, label: Label, concept: str = "") -> Variable:
    """A yes-or-no variable of the table ``flag``."""
    made = Variable(name, role, Kind.CATEGORY, label, _levels("yes_no", _YES_NO))
    return replace(made, concepts=(("", concept),)) if concept else made


def label(entry: str) -> Label:
    """An entry of the catalogue in both languages."""
    return Label(say(f"cohort_events.{entry}", "en"), say(f"cohort_events.{entry}", "fr"))


def _levels(prefix: str, codes: Sequence[str]) -> tuple[Level, ...]:
    return tuple(Level(code, label(f"{prefix}_{code}")) for code in codes)
