"""Criteria to try, made from a cohort's own dictionary, in the reader's language."""

from corpora.catalogue import Language
from corpora.cohorts.cohort import Dictionary, Kind, Role, Variable

_AND = {"en": "and", "fr": "et"}
_IN = {"en": "in", "fr": "dans"}
_WANTED = (Role.STAGE, Role.GRADE, Role.BIOMARKER, Role.SEX, Role.TREATMENT, Role.DIAGNOSIS, Role.COVARIATE)


def criteria_examples(cohort: Dictionary, language: Language) -> list[str]:
    """At most three, from simple to composed."""
    by_role = [v for role in _WANTED for v in cohort.of_role(role) if v.kind is not Kind.NUMBER and len(v.levels) > 1]
    found: list[str] = []
    if by_role:
        found.append(_is(by_role[0]))
    if len(by_role) > 1:
        second = by_role[1]
        several = ", ".join(_quoted(level.code) for level in second.levels[:2])
        found.append(f"{_is(by_role[0])} {_AND[language]} {second.name} {_IN[language]} ({several})")
    ages = cohort.of_role(Role.AGE)
    if ages and by_role:
        found.append(f"{ages[0].name} >= 50 {_AND[language]} {_is(by_role[-1])}")
    return found


def _is(variable: Variable) -> str:
    return f"{variable.name} = {_quoted(variable.levels[0].code)}"


def _quoted(code: str) -> str:
    return code if code.replace("_", "").isalnum() else f'"{code}"'
