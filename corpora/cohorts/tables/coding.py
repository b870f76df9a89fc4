"""The coding of a column, proposed: which raw value is what, in both languages, in which order."""

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import Role
from corpora.cohorts.tables.mapping import LevelMapping, folded

if TYPE_CHECKING:
    from corpora.lexicon import Lexicon

# Codes with one meaning in either language: folded raw value, code, English, French.
_SEX = {
    "female": ("Female", "Femme", "f fem female femme woman w féminin feminin fille"),
    "male": ("Male", "Homme", "m male homme man h masculin masc garçon"),
}
_YES = {
    "no": ("No", "Non", "no non n false faux absent absence"),
    "yes": ("Yes", "Oui", "yes oui y o true vrai présent present présence presence"),
}
_SIGN = {
    "negative": ("Negative", "Négatif", "negative neg négatif négative - wild-type sauvage wt"),
    "positive": ("Positive", "Positif", "positive positve pos positif positive + muté mutated mutant"),
}
# What is numbered by clinicians themselves.
_NUMBERED = {Role.STAGE: ("Stage", "Stade"), Role.GRADE: ("Grade", "Grade"), Role.PERFORMANCE_STATUS: ("ECOG", "OMS")}
_ROMAN = re.compile(r"(?:stage|stade|grade)?\s*(0|iv|i{1,3}|[1-4])\s*([a-c]\d?)?", re.IGNORECASE)
_LEXICON_CATEGORIES = {
    Role.TREATMENT: {"drug", "drug_class", "regimen", "procedure"},
    Role.DIAGNOSIS: {"disease"},
    Role.MORPHOLOGY: {"disease"},
    Role.BIOMARKER: {"biomarker"},
    Role.STAGE: {"setting"},
}


def propose_levels(
    values: Iterable[str], role: Role, name: str, lexicon: "Lexicon | None"
) -> tuple[tuple[LevelMapping, ...], bool]:
    """Levels for a column's values.

    Returns
    -------
    The levels, ordered where they have an order; and whether a meaning was assumed that the values do not tell (1 and 2
    for the sexes).
    """
    raws = list(values)
    by_fold = {folded(raw): raw for raw in raws}
    if role is Role.SEX:
        if found := _known(by_fold, _SEX):
            return found, False
        if set(by_fold) <= {"1", "2"} or set(by_fold) <= {"0", "1"}:
            male, female = ("1", "2") if "2" in by_fold else ("1", "0")
            return (
                LevelMapping(code="male", raw=(male,), en="Male", fr="Homme"),
                LevelMapping(code="female", raw=(female,), en="Female", fr="Femme"),
            ), True
    for known in (_YES, _SIGN):
        if found := _known(by_fold, known):
            return found, False
    if set(by_fold) == {"0", "1"}:
        concepts = _concepts(name, role, lexicon)
        return (
            LevelMapping(code="no", raw=("0",), en="No", fr="Non"),
            LevelMapping(code="yes", raw=("1",), en="Yes", fr="Oui", concept=concepts),
        ), True
    ordered = sorted(raws, key=_rank)
    levels, taken = [], set[str]()
    for raw in ordered:
        code = _code(raw, taken)
        taken.add(code)
        en, fr, concepts = _named(" ".join(raw.split()), role, lexicon)
        spelt = () if folded(code) == folded(raw) else (raw,)
        levels.append(LevelMapping(code=code, raw=spelt, en=en, fr=fr, concept=concepts))
    says_nothing = role not in _NUMBERED and all(fold.isdigit() for fold in by_fold)
    return tuple(levels), says_nothing


def concepts_of(header: str, role: Role, lexicon: "Lexicon | None") -> tuple[str, ...]:
    """Lexicon concepts that a variable stands for, by its header."""
    return _concepts(header, role, lexicon) if role in (Role.TREATMENT, Role.BIOMARKER) else ()


def _known(by_fold: dict[str, str], words: dict[str, tuple[str, str, str]]) -> tuple[LevelMapping, ...]:
    """Levels if every value is one of these words, and more than one of them is there."""
    found: dict[str, list[str]] = {}
    for fold, raw in by_fold.items():
        code = next((code for code, (_, _, spelt) in words.items() if fold in spelt.split()), None)
        if code is None:
            return ()
        found.setdefault(code, []).append(raw)
    if len(by_fold) < 2 and words is not _SEX:
        return ()
    return tuple(
        LevelMapping(code=code, raw=tuple(found[code]), en=en, fr=fr)
        for code, (en, fr, _) in words.items()
        if code in found
    )


def _rank(raw: str) -> tuple[int, float, str]:
    """Numbers, then stages and grades in their order, then the rest by name."""
    text = folded(raw)
    try:
        return (0, float(text.replace(",", ".")), text)
    except ValueError:
        pass
    if found := _ROMAN.fullmatch(text):
        number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(found[1], 0) or int(found[1] if found[1].isdigit() else 0)
        return (1, number, found[2] or "")
    return (2, 0, text)


def _code(raw: str, taken: set[str]) -> str:
    decomposed = unicodedata.normalize("NFD", raw.strip())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    simple = re.fullmatch(r"[A-Za-z0-9.+<>=/-]{1,12}", bare)
    code = bare if simple else re.sub(r"[^a-z0-9]+", "_", bare.lower()).strip("_")[:40] or "level"
    number = 2
    unique = code
    while unique in taken:
        unique, number = f"{code}_{number}", number + 1
    return unique


def _named(text: str, role: Role, lexicon: "Lexicon | None") -> tuple[str, str, tuple[str, ...]]:
    """Labels of a value and its concepts: the lexicon's labels where one concept is all that the value says."""
    if role in _NUMBERED and _ROMAN.fullmatch(text):
        en, fr = _NUMBERED[role]
        bare = re.sub(r"(?i)^(stage|stade|grade)\s*", "", text)
        return f"{en} {bare}", f"{fr} {bare}", _concepts(f"{en} {bare}", role, lexicon)
    concepts = _concepts(text, role, lexicon)
    if not concepts and role is Role.DIAGNOSIS:
        # A column of diagnoses says "breast" for its cancer.
        return text, text, _concepts(f"cancer {text}", role, lexicon)
    if lexicon is not None and len(concepts) == 1:
        whole = [each for each in lexicon.recognise(text) if len(each.text) >= 0.8 * len(text)]
        if whole and whole[0].concept_id == concepts[0]:
            concept = lexicon.concept(concepts[0])
            return concept.label_en, concept.label_fr, concepts
    return text, text, concepts


def _concepts(text: str, role: Role, lexicon: "Lexicon | None") -> tuple[str, ...]:
    wanted = _LEXICON_CATEGORIES.get(role)
    if lexicon is None or not wanted:
        return ()
    mentions = lexicon.recognise(text)
    found = (each.concept_id for each in mentions if not each.negated)
    return tuple(dict.fromkeys(each for each in found if lexicon.concept(each).category in wanted))
