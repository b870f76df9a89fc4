"""Which cohorts fit a patient that a question describes: the same disease, and no contradiction of how far it has gone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.about import About, about_source
from assistant.answer import Fit
from assistant.matching import Match, match
from assistant.patient import PatientDescription
from assistant.same_patients import setting_share
from corpora.cohorts.cohort import Dictionary, Outcome, Role, Variable
from corpora.lexicon import INTERVENTIONS, MEDICINES, Category, Lexicon
from corpora.literature.source import Source, SourceKind

# Of what a description may say, what is said of one patient rather than of a population.
_INDIVIDUAL = frozenset({"age", "sex", "nodes", "size_mm", "ecog", "prior_lines", "t"})
_NOT_CHARACTERISTICS = frozenset({"disease", "biomarker"})
_FEWEST_CHARACTERISTICS = 3
_OF_A_POPULATION = re.compile(
    r"\b(?:ans|years?(?: old)?)\s+(?:et plus|ou plus|or (?:older|more|over)|and (?:older|over)|et moins)|"
    r"\b(?:plus|moins) de \d{2} ans|\b(?:over|under|older than|younger than|aged? over|aged? under)\s(?:the age of )?\d{2}\b|"
    r"[<>≥≤]\s?\d{2}\s?(?:ans|years|y)",
    re.IGNORECASE,
)
_CURED = frozenset({"recurrence_free_survival", "relapse_free_survival", "disease_free_survival"})
_SAME_PATIENTS = 0.7


@dataclass(frozen=True)
class Asked:
    """What a question asks of a cohort, as names of its dictionary; ``None`` where the cohort may choose."""

    outcome: str | None = None
    treatment: str | None = None


def describes_a_patient(text: str, description: PatientDescription) -> bool:
    """Whether a question is about one patient: an age, or several characteristics of which one is a person's own."""
    kinds = {fact.kind for fact in description.facts} - _NOT_CHARACTERISTICS
    if _OF_A_POPULATION.search(text):
        kinds.discard("age")
    if "age" in kinds and len(kinds) >= 2:
        return True
    return len(kinds) >= _FEWEST_CHARACTERISTICS and bool(kinds & _INDIVIDUAL)


def fitting(dictionaries: Iterable[Dictionary], about: About, lexicon: Lexicon) -> list[Dictionary]:
    """The cohorts whose patients have the disease asked about, the hospital's own before published ones, larger first."""
    found = [dictionary for dictionary in dictionaries if _fits(dictionary, about, lexicon)]
    return sorted(found, key=lambda d: (bool(d.citation), d.historical, -d.n, d.id))


def asked_of(dictionary: Dictionary, about: About, lexicon: Lexicon) -> Asked:
    """The cohort's outcome and treatment that a question names, as far as it has them."""
    outcome = next((o.name for o in dictionary.outcomes if _endpoints(o, lexicon) & set(about.outcomes)), None)
    treatments = (v for v in dictionary.of_role(Role.TREATMENT) if v.levels)
    return Asked(outcome, next((v.name for v in treatments if _treats(v, about, lexicon)), None))


def _fits(dictionary: Dictionary, about: About, lexicon: Lexicon) -> bool:
    """Each disease that the cohort names is tried by itself: one of many diagnoses is enough.

    A cohort of the past is no answer to a question on a treatment that it had not.
    """
    if not any(lexicon.is_a(condition, "cancer") for condition in about.conditions):
        return False
    medicines = [i for i in about.interventions if lexicon.concept(i).category in MEDICINES]
    if dictionary.historical and medicines and not asked_of(dictionary, about, lexicon).treatment:
        return False
    title = about_source(Source("cohort:title", SourceKind.COHORT, dictionary.title.en, _extent(dictionary)), lexicon)
    if "node_negative" in about.settings and "node_positive" in title.settings:
        return False
    for disease in _diseases(dictionary, lexicon) or title.conditions:
        described = About(conditions=(disease,), settings=title.settings)
        held = match(about, described, lexicon)
        if _same_tumour(held) and setting_share(about, held, frozenset(title.settings)) >= _SAME_PATIENTS:
            return True
    return False


def _treats(variable: Variable, about: About, lexicon: Lexicon) -> bool:
    """Whether a treatment variable is, or one of its levels is, a treatment asked about, of its kind or of its class."""
    own = {concept for _, concept in variable.concepts if concept in lexicon}
    for text in (variable.label.en, *(level.label.en for level in variable.levels)):
        own |= {m.concept_id for m in lexicon.recognise(text, "en")}
    own = {c for c in own if lexicon.concept(c).category in INTERVENTIONS}
    parts = {part for asked in about.interventions for part in (asked, *lexicon.parts(asked))}
    return any(lexicon.related(part, c) != "different" for part in parts for c in own)


def _endpoints(outcome: Outcome, lexicon: Lexicon) -> set[str]:
    found = {m.concept_id for m in lexicon.recognise(outcome.name.replace("_", " "), "en")}
    return {c for c in found if lexicon.concept(c).category is Category.ENDPOINT}


def _same_tumour(held: Match) -> bool:
    return held.tumour in (Fit.SAME, Fit.NARROWER, Fit.BROADER) and not held.tumour_generic


def _diseases(dictionary: Dictionary, lexicon: Lexicon) -> tuple[str, ...]:
    """The diseases of the cohort's diagnoses, as their concepts or by their names."""
    found: list[str] = []
    for variable in (*dictionary.of_role(Role.DIAGNOSIS), *dictionary.of_role(Role.MORPHOLOGY)):
        found += [concept for _, concept in variable.concepts]
        for level in variable.levels:
            found += [mention.concept_id for mention in lexicon.recognise(level.label.en, "en")]
    named = [c for c in found if c in lexicon and lexicon.concept(c).category is Category.DISEASE]
    return tuple(dict.fromkeys(named))


def _extent(dictionary: Dictionary) -> str:
    """What the outcomes tell of how far the disease has gone: only who was free of it can have it again."""
    names = {outcome.name for outcome in dictionary.outcomes}
    return "curative intent" if names & _CURED and "progression_free_survival" not in names else dictionary.title.en
