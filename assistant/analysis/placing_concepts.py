"""Levels of a variable that stand for a disease or a biomarker of the lexicon."""

from corpora.cohorts.cohort import Level, Variable
from corpora.cohorts.yes_no import sign_of_level
from corpora.lexicon import Category, Lexicon

_ABSENT = ("_negative", "_wild_type", "_unmethylated")
_PRESENT = ("_positive", "_mutated", "_methylated", "_high", "_loss", "_fusion")


def levels_of_disease(disease: str, variable: Variable, lexicon: Lexicon) -> frozenset[int]:
    """Levels that are the disease or a kind of it; where there are none, those that it is a kind of."""
    of_level = [_concepts_of(variable, level, lexicon) for level in variable.levels]
    same = frozenset(
        at for at, concepts in enumerate(of_level) if any(lexicon.is_a(concept, disease) for concept in concepts)
    )
    if same:
        return same
    return frozenset(
        at
        for at, concepts in enumerate(of_level)
        if any(lexicon.is_a(disease, concept) and concept not in ("cancer", "solid_tumour") for concept in concepts)
    )


def levels_of_biomarker(biomarker: str, variable: Variable, lexicon: Lexicon) -> frozenset[int]:
    """Levels that say what a biomarker's concept says (``egfr_mutated``), by their own concepts or by yes and no."""
    by_level = frozenset(
        at
        for at, level in enumerate(variable.levels)
        if any(lexicon.is_a(concept, biomarker) for concept in _own(variable, level.code, lexicon))
    )
    if by_level:
        return by_level
    marker = _marker_of(biomarker)
    recorded = _own(variable, "", lexicon) or [
        mention.concept_id
        for text in (variable.label.en, variable.name.replace("_", " "))
        for mention in lexicon.recognise(text, "en")
    ]
    if marker not in map(_marker_of, recorded):
        return frozenset()
    sign = "no" if biomarker.endswith(_ABSENT) else "yes"
    return frozenset(at for at, level in enumerate(variable.levels) if sign_of_level(level) == sign)


def diseases_in(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The cancers that a text names."""
    return frozenset(m.concept_id for m in lexicon.recognise(text) if lexicon.is_a(m.concept_id, "cancer"))


def _concepts_of(variable: Variable, level: Level, lexicon: Lexicon) -> frozenset[str]:
    own = _own(variable, level.code, lexicon)
    if own:
        return frozenset(own)
    named = (*lexicon.recognise(level.label.en, "en"), *lexicon.recognise(level.label.fr, "fr"))
    return frozenset(m.concept_id for m in named if lexicon.concept(m.concept_id).category is Category.DISEASE)


def _own(variable: Variable, code: str, lexicon: Lexicon) -> list[str]:
    return [concept for of, concept in variable.concepts if of == code and concept in lexicon]


def _marker_of(concept: str) -> str:
    for ending in (*_ABSENT, *_PRESENT):
        if concept.endswith(ending):
            return concept.removesuffix(ending)
    return concept
