"""What is said of similar patients: what they were matched on, how, what was missing, and what their data are."""

import math

from assistant.analysis.covariates import characteristics
from assistant.analysis.criteria_words import levels_in_words, with_unit
from assistant.analysis.placing import Placed
from assistant.analysis.results import Matched, OutcomesByTreatment, SimilarPatients
from assistant.analysis.wanted import Wanted
from assistant.analysis.wording import provenance
from corpora.catalogue import Language, say
from corpora.cohorts.cohort import Kind
from corpora.cohorts.store import Cohort


def described(
    cohort: Cohort, placed: Placed, outcomes: OutcomesByTreatment, size: int, caliper: float, language: Language
) -> SimilarPatients:
    """The result with the sentences that must accompany it.

    Parameters
    ----------
    size, caliper
        How many were asked for, and the largest distance allowed.
    """
    dictionary = cohort.dictionary
    matched = tuple(
        Matched(one.variable.name, one.variable.label(language), value_in_words(one, language)) for one in placed.wanted
    )
    used = {one.variable.name for one in placed.wanted}
    missing = tuple(v.label(language) for v in characteristics(dictionary, outcomes.treatment) if v.name not in used)
    title, on = dictionary.title(language), ", ".join(f"{one.label} {one.value}" for one in matched)
    asked = dictionary.outcome(outcomes.outcome).label(language)
    sentences = [
        say("analysis.similar", language, n=outcomes.n, n_cohort=cohort.n, title=title, matched=on),
        say("analysis.similar_how", language, size=size, caliper=f"{caliper:.2f}", outcome=asked),
    ]
    if any(one.must for one in placed.wanted):
        sentences.append(say("analysis.similar_disease", language))
    if missing:
        sentences.append(say("analysis.similar_missing", language, missing=", ".join(missing)))
    if placed.not_in_cohort:
        sentences.append(say("analysis.similar_not_recorded", language, what=", ".join(placed.not_in_cohort)))
    sentences += provenance(dictionary, outcomes.treatment, language)
    sentences.append(say("analysis.no_recommendation", language))
    return SimilarPatients(
        cohort=dictionary.id,
        title=title,
        matched=matched,
        missing=missing,
        not_in_cohort=placed.not_in_cohort,
        n=outcomes.n,
        n_cohort=cohort.n,
        caliper=caliper,
        outcomes=outcomes,
        statements=tuple(sentences),
    )


def value_in_words(one: Wanted, language: Language) -> str:
    """The values that fit, as the cohort calls them."""
    if one.variable.kind is not Kind.NUMBER:
        return levels_in_words(one.variable, one.levels, language)
    unit = with_unit("", one.variable, language)
    if one.low == one.high:
        return f"{one.low:g}{unit}"
    if math.isinf(one.high):
        return f"≥ {one.low:.4g}{unit}"
    if math.isinf(one.low):
        return f"< {one.high:.4g}{unit}"
    return say("analysis.between", language, low=f"{one.low:g}", high=f"{one.high:g}{unit}")
