"""Variables proposed: each column that is neither a patient, a date nor an outcome, with its role, unit and coding."""

import re
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import Kind, Role
from corpora.cohorts.tables.coding import concepts_of, propose_levels
from corpora.cohorts.tables.followup import Column
from corpora.cohorts.tables.mapping import VariableMapping
from corpora.cohorts.tables.profile import Holds

if TYPE_CHECKING:
    from corpora.lexicon import Lexicon

_ROLES = {role.value: role for role in Role}
_ORDERED = frozenset({Role.STAGE, Role.GRADE, Role.PERFORMANCE_STATUS})
_NOT_VARIABLES = frozenset(
    {"patient", "ignored", "identifying", "note", "time", "birth_date", "start_date", "death_date"}
    | {"last_seen_date", "progression_date"}
)
# More levels than a person would check are left to be found at import.
_MOST_LEVELS = 40
_MOST_CODES = 6
_LABELS = {
    Role.AGE: ("Age", "Âge"),
    Role.SEX: ("Sex", "Sexe"),
    Role.YEAR: ("Year", "Année"),
    Role.SITE: ("Centre", "Centre"),
    Role.STAGE: ("Stage", "Stade"),
    Role.GRADE: ("Grade", "Grade"),
}


def propose_variables(
    columns: list[Column], taken: set[str], lexicon: "Lexicon | None"
) -> dict[str, tuple[VariableMapping, bool]]:
    """By name, each variable and whether the meaning of its codes was assumed."""
    found: dict[str, tuple[VariableMapping, bool]] = {}
    has_age = False
    for column in columns:
        if column.name in taken or column.profile.distinct < 2 or not _can_be_variable(column):
            continue
        role = _ROLES.get(column.header.meaning, Role.COVARIATE)
        if role is Role.AGE and (has_age or column.profile.holds is not Holds.NUMBERS):
            role = Role.COVARIATE
        proposed = _variable(column, role, lexicon)
        if proposed is not None:
            has_age = has_age or role is Role.AGE
            found[_name(column, role, set(found))] = proposed
    if not has_age and (by_birth := _age_from_birth(columns)):
        found = {_unique("age", set(found)): (by_birth, False), **found}
    return found


def _can_be_variable(column: Column) -> bool:
    """Not dates, identifiers or what tells how patients fared; but "menopause status" is no outcome."""
    header = column.header
    if header.meaning == "status":
        return not header.endpoint and not header.is_whole
    return header.meaning not in _NOT_VARIABLES


def _variable(column: Column, role: Role, lexicon: "Lexicon | None") -> tuple[VariableMapping, bool] | None:
    seen, header = column.profile, column.header
    label = " ".join(header.name.replace("_", " ").replace(".", " ").split())
    label = label[:1].upper() + label[1:]
    usual = role in _LABELS and (header.is_whole or role not in _ORDERED)
    en, fr = _LABELS[role] if usual else (label, label)
    shared = {"column": column.name, "role": role, "en": en, "fr": fr, "concept": concepts_of(label, role, lexicon)}
    if role is Role.AGE:
        months = header.time_unit == "months" or (seen.whole and seen.numbers[4] > 120)
        unit = {"unit": "a", "unit_in_file": "mo"} if months else {"unit": "a"}
        return VariableMapping.model_validate({**shared, "kind": Kind.NUMBER, **unit}), months
    if role is Role.YEAR and seen.holds is Holds.NUMBERS:
        short = seen.numbers[4] < 100
        return VariableMapping.model_validate({**shared, "kind": Kind.ORDERED, "offset": 1900 if short else 0}), short
    if role is Role.SITE and seen.holds is Holds.NUMBERS and seen.whole:
        return VariableMapping.model_validate({**shared, "kind": Kind.CATEGORY}), False
    if seen.holds is Holds.NUMBERS and not _is_coded(column, role):
        return VariableMapping.model_validate({**shared, "kind": Kind.NUMBER, "unit": header.unit}), False
    if seen.holds not in (Holds.NUMBERS, Holds.CODES):
        return None
    kind = Kind.ORDERED if role in _ORDERED else Kind.CATEGORY
    if len(seen.values) > _MOST_LEVELS or role is Role.SITE:
        return VariableMapping.model_validate({**shared, "kind": kind}), False
    levels, assumed = propose_levels((value for value, _ in seen.values), role, label, lexicon)
    return VariableMapping.model_validate({**shared, "kind": kind, "levels": levels}), assumed


def _is_coded(column: Column, role: Role) -> bool:
    """Whether numbers are codes: two values, or few whole ones of something that is usually coded."""
    seen = column.profile
    if not seen.whole or not seen.values:
        return False
    usual = role in (Role.SEX, Role.STAGE, Role.GRADE, Role.TREATMENT, Role.DIAGNOSIS, Role.MORPHOLOGY, Role.SITE)
    small = role is Role.PERFORMANCE_STATUS and seen.numbers[4] <= 5
    return len(seen.values) == 2 or usual or small or (len(seen.values) <= _MOST_CODES and seen.numbers[4] <= 5)


def _age_from_birth(columns: list[Column]) -> VariableMapping | None:
    dated = {each.header.meaning: each.name for each in reversed(columns) if each.profile.holds is Holds.DATES}
    if "birth_date" not in dated or "start_date" not in dated:
        return None
    return VariableMapping(
        column=dated["birth_date"],
        at=dated["start_date"],
        role=Role.AGE,
        kind=Kind.NUMBER,
        unit="a",
        en="Age",
        fr="Âge",
    )


def _name(column: Column, role: Role, taken: set[str]) -> str:
    usual = role.value if role in (Role.AGE, Role.SEX, Role.YEAR, Role.SITE) else ""
    plain = re.sub(r"[^a-z0-9]+", "_", column.header.plain).strip("_")[:50]
    return _unique(usual or (plain if plain[:1].isalpha() else f"v_{plain}"), taken)


def _unique(name: str, taken: set[str]) -> str:
    taken = taken | {"patient", "line", "row", "row_order"}
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    return unique
