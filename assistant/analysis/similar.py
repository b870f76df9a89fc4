"""The patients of a cohort who are most like the one described, and what happened to them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.analysis.by_treatment import outcomes_by_treatment
from assistant.analysis.covariates import characteristics
from assistant.analysis.distance import distances
from assistant.analysis.known_names import chosen_outcome, chosen_treatment
from assistant.analysis.learned_weights import learned_weights
from assistant.analysis.placing import Placed, place
from assistant.analysis.placing_concepts import diseases_in
from assistant.analysis.results import OutcomesByTreatment, SimilarPatients
from assistant.analysis.similar_words import described
from assistant.patient import PatientDescription
from corpora.catalogue import Language
from corpora.cohorts.cohort import Dictionary, Role
from corpora.cohorts.disclosure.releases import Releases
from corpora.cohorts.store import Cohort
from corpora.errors import SourcierError
from corpora.lexicon import Lexicon

# Farther than this, on a scale from 0 to 1, nobody is taken.
CALIPER = 0.25
_ONE_SEX = ("breast_cancer", "gynaecological_cancer", "prostate_cancer")
# Sizes that are tried, as multiples, where a group is too near to one shown before.
_SIZES = (1.0, 1.25, 1.6, 0.75, 2.0)


def similar_patients(
    cohort: Cohort,
    description: PatientDescription,
    *,
    outcome: str | None = None,
    treatment: str | None = None,
    size: int = 200,
    language: Language,
    lexicon: Lexicon | None = None,
    releases: Releases | None = None,
) -> SimilarPatients:
    """The nearest patients within the caliper: at least ``size`` where there are as many, and all who are equally near.

    Parameters
    ----------
    outcome, treatment
        Names in the dictionary; ``None`` for the cohort's own choice.
    releases
        The cohort's, where the caller holds it open.

    Raises
    ------
    SourcierError
        Nothing described is recorded in the cohort, it is of another disease, or too few are alike.
    """
    dictionary = cohort.dictionary
    lexicon = lexicon or Lexicon.load()
    asked = chosen_outcome(dictionary, outcome)
    by = chosen_treatment(dictionary, treatment)
    placed = place(description, dictionary, by.name if by else "", lexicon)
    if _fits_disease(description, placed, dictionary, lexicon):
        diseases = [fact.value for fact in description.facts if fact.kind == "disease"]
        of_one_sex = any(lexicon.is_a(disease, one) for disease in diseases for one in _ONE_SEX)
        taken = ("disease", "sex") if of_one_sex else ("disease",)
        said = {fact.text.strip() for fact in description.facts if fact.kind in taken}
        placed = replace(placed, not_in_cohort=tuple(text for text in placed.not_in_cohort if text not in said))
    if not placed.wanted:
        known = ", ".join(variable.label(language) for variable in characteristics(dictionary))
        raise SourcierError("cohort_analysis.nothing_described", cohort=dictionary.id, known=known)
    far = distances(cohort, placed.wanted, learned_weights(cohort, asked.name))
    matched = [one.variable.name for one in placed.wanted]
    releases = releases or Releases.open(cohort)
    result = _shown(cohort, far, size, asked.name, by.name if by else None, language, matched, releases)
    return described(cohort, placed, result, size, CALIPER, language)


def nearest(far: NDArray[np.float32], size: int, caliper: float) -> NDArray[np.bool_]:
    """The ``size`` nearest within a caliper, and all as near as the last of them. Shape (n,)."""
    within = far <= caliper
    if int(within.sum()) <= size:
        return within
    last = np.partition(far, size - 1)[size - 1]
    return np.asarray(far <= last)


def _shown(
    cohort: Cohort,
    far: NDArray[np.float32],
    size: int,
    outcome: str,
    treatment: str | None,
    language: Language,
    matched: Sequence[str],
    releases: Releases,
) -> OutcomesByTreatment:
    """What happened to the nearest, in a group that may be shown."""
    tried: set[int] = set()
    refusal = SourcierError(
        "cohort_analysis.too_few", cohort=cohort.dictionary.id, smallest=releases.policy.smallest_cell
    )
    for factor in _SIZES:
        members = nearest(far, round(size * factor), CALIPER)
        count = int(members.sum())
        if count < releases.policy.smallest_cell or count in tried:
            continue
        tried.add(count)
        try:
            return outcomes_by_treatment(
                cohort, members, outcome, treatment, language, matched=matched, all_or_none=True, releases=releases
            )
        except SourcierError as error:
            if error.key != refusal.key:
                raise
    first = nearest(far, size, CALIPER)
    if first.sum() < releases.policy.smallest_cell:
        raise refusal
    return outcomes_by_treatment(cohort, first, outcome, treatment, language, matched=matched, releases=releases)


def _fits_disease(description: PatientDescription, placed: Placed, dictionary: Dictionary, lexicon: Lexicon) -> bool:
    """Whether the cohort, which has no variable for it, is of the disease described; its title says of which it is.

    Raises
    ------
    SourcierError
        It holds another one.
    """
    described = [fact for fact in description.facts if fact.kind == "disease" and fact.value != "cancer"]
    if not described or any(one.must for one in placed.wanted):
        return False
    held = diseases_in(dictionary.title.en, lexicon) - {"cancer", "solid_tumour"}
    fits = any(lexicon.related(fact.value, disease) != "different" for fact in described for disease in held)
    if not fits and (held or dictionary.of_role(Role.DIAGNOSIS)):
        raise SourcierError("cohort_analysis.other_disease", cohort=dictionary.id, disease=described[0].text)
    return fits
