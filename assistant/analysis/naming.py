"""How people call a cohort's variables and values: by name, by label in either language, by what it is for."""

import re
import unicodedata
from functools import lru_cache

from assistant.analysis.criteria import Words
from corpora.cohorts.cohort import Dictionary, Level, Role, Variable
from corpora.cohorts.yes_no import sign_of, sign_of_level
from corpora.errors import SourcierError

# Everyday names of roles: a table may call its column anything.
_ROLES: dict[str, Role] = {
    "age": Role.AGE,
    "sex": Role.SEX,
    "sexe": Role.SEX,
    "gender": Role.SEX,
    "diagnosis": Role.DIAGNOSIS,
    "diagnostic": Role.DIAGNOSIS,
    "tumour": Role.DIAGNOSIS,
    "tumor": Role.DIAGNOSIS,
    "tumeur": Role.DIAGNOSIS,
    "cancer": Role.DIAGNOSIS,
    "histology": Role.MORPHOLOGY,
    "histologie": Role.MORPHOLOGY,
    "morphology": Role.MORPHOLOGY,
    "morphologie": Role.MORPHOLOGY,
    "stage": Role.STAGE,
    "stade": Role.STAGE,
    "grade": Role.GRADE,
    "ecog": Role.PERFORMANCE_STATUS,
    "oms": Role.PERFORMANCE_STATUS,
    "who": Role.PERFORMANCE_STATUS,
    "ps": Role.PERFORMANCE_STATUS,
    "performance status": Role.PERFORMANCE_STATUS,
    "etat general": Role.PERFORMANCE_STATUS,
    "indice de performance": Role.PERFORMANCE_STATUS,
    "year": Role.YEAR,
    "annee": Role.YEAR,
    "site": Role.SITE,
    "centre": Role.SITE,
    "center": Role.SITE,
    "response": Role.RESPONSE,
    "reponse": Role.RESPONSE,
    "treatment": Role.TREATMENT,
    "traitement": Role.TREATMENT,
}
_WORDS = re.compile(r"[^a-z0-9+\-<>=≤≥.,%/]+")
_STAGE = re.compile(r"(?:stage|stade|figo|ajcc|uicc)?\s*(0|iv|i{1,3}|[1-4])\s*([a-d])?\d?", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_GRADE = re.compile(r"(?:grade|sbr|g|nottingham|gleason)?\s*(iv|i{1,3}|[1-4])", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """A text in lower case without accents, underscores or double spaces."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return _WORDS.sub(" ", "".join(c for c in decomposed if not unicodedata.combining(c))).strip()


def find_variable(dictionary: Dictionary, words: Words) -> Variable:
    """The variable that somebody means.

    Raises
    ------
    SourcierError
        None is called so; the error lists those that are there.
    """
    wanted = plain(words.text)
    for variable in dictionary.variables:
        if wanted in (plain(variable.name), plain(variable.label.en), plain(variable.label.fr)):
            return variable
    role = _ROLES.get(wanted)
    if role is Role.TREATMENT and dictionary.main_treatment:
        return dictionary.variable(dictionary.main_treatment)
    of_role = dictionary.of_role(role) if role else ()
    if len(of_role) == 1:
        return of_role[0]
    raise SourcierError(
        "cohort_analysis.criteria_name",
        name=words.text,
        position=words.position,
        known=", ".join(_called(variable) for variable in dictionary.variables),
    )


def find_levels(variable: Variable, words: Words) -> frozenset[int]:
    """The levels that a value means, as positions: the one called so; of a stage, its substages too; of yes or no, all such.

    Raises
    ------
    SourcierError
        None is called so; the error lists those that are there.
    """
    found = levels_called(variable, words.text)
    if found:
        return found
    raise SourcierError(
        "cohort_analysis.criteria_value",
        value=words.text,
        position=words.position,
        name=variable.name,
        known=", ".join(dict.fromkeys(f"{level.code}" for level in variable.levels)),
    )


def levels_called(variable: Variable, text: str) -> frozenset[int]:
    """As :func:`find_levels`, empty where none is called so."""
    wanted = plain(text)
    exact = frozenset(at for at, level in enumerate(variable.levels) if wanted in names_of(level))
    if variable.role is Role.STAGE:
        stage = stage_of(text)
        if stage:
            number, letter = stage
            return exact | frozenset(
                at
                for at, level in enumerate(variable.levels)
                if (own := _stage_of_level(level)) and own[0] == number and (not letter or own[1] == letter)
            )
    if exact:
        return exact
    if variable.role is Role.GRADE and (grade := grade_of(text)):
        return frozenset(at for at, level in enumerate(variable.levels) if _grade_of_level(level) == grade)
    sign = sign_of(text)
    return frozenset(at for at, level in enumerate(variable.levels) if sign and sign_of_level(level) == sign)


def names_of(level: Level) -> frozenset[str]:
    """What a level is called, plain."""
    return frozenset((plain(level.code), plain(level.label.en), plain(level.label.fr)))


def stage_of(text: str) -> tuple[int, str] | None:
    """The stage that a text is: its number, and its letter or nothing."""
    match = _STAGE.fullmatch(plain(text))
    if not match:
        return None
    numeral = match.group(1).lower()
    return _ROMAN.get(numeral) or int(numeral) if numeral != "0" else 0, (match.group(2) or "").lower()


def grade_of(text: str) -> int | None:
    """The grade that a text is."""
    match = _GRADE.fullmatch(plain(text))
    if not match:
        return None
    numeral = match.group(1).lower()
    return _ROMAN.get(numeral) or int(numeral)


def _stage_of_level(level: Level) -> tuple[int, str] | None:
    return stage_of(level.code) or stage_of(level.label.en)


def _grade_of_level(level: Level) -> int | None:
    return grade_of(level.code) or grade_of(level.label.en)


def _called(variable: Variable) -> str:
    return (
        variable.name if plain(variable.label.en) == plain(variable.name) else f"{variable.name} ({variable.label.en})"
    )
