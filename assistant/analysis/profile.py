"""A cohort's "table 1": its variables level by level, and the survival of all its patients."""

import numpy as np

from assistant.analysis.arms import arms_among
from assistant.analysis.published_curve import common_end, published_curve, ticks_for
from assistant.analysis.results import CohortProfile, ProfileRow, ProfileVariable, PublishedCurve
from assistant.analysis.risk_table import risk_table
from assistant.analysis.units import unit_in_words
from assistant.analysis.wording import provenance
from corpora.catalogue import Language, say
from corpora.cohorts.cohort import Kind, Outcome, Variable
from corpora.cohorts.disclosure.curve import publishable_quartiles
from corpora.cohorts.disclosure.releases import Releases
from corpora.cohorts.disclosure.tables import suppress_levels
from corpora.cohorts.store import Cohort


def cohort_profile(cohort: Cohort, language: Language, *, releases: Releases | None = None) -> CohortProfile:
    """Describe a cohort. Counts under the policy's limit, and those that would give them away, are left out.

    Parameters
    ----------
    releases
        The cohort's, where the caller holds it open.
    """
    dictionary = cohort.dictionary
    releases = releases or Releases.open(cohort)
    curves = tuple(curve for outcome in dictionary.outcomes for curve in _curve(cohort, outcome, releases, language))
    variables = tuple(_variable(cohort, variable, releases, language) for variable in dictionary.variables)
    sentences = [
        *provenance(dictionary, "", language),
        say("analysis.profile_hidden", language, smallest=releases.policy.smallest_cell),
    ]
    if dictionary.citation:
        sentences.append(say("analysis.profile_citation", language, citation=dictionary.citation))
    return CohortProfile(dictionary.id, dictionary.title(language), cohort.n, variables, curves, tuple(sentences))


def _curve(cohort: Cohort, outcome: Outcome, releases: Releases, language: Language) -> list[PublishedCurve]:
    policy = releases.policy
    everyone = np.ones(cohort.n, bool)
    arms = arms_among(cohort, everyone, None, outcome.name, policy.smallest_cell)
    if not arms:
        return []
    recorded = np.zeros(cohort.n, bool)
    recorded[arms[0].rows] = True
    if not releases.release(recorded, bears_outcomes=True):
        return []
    days, event = cohort.times(outcome.name)
    days, event = days[arms[0].rows], event[arms[0].rows]
    table = risk_table(days, event)
    ticks = ticks_for(float(days.max()))
    return [published_curve(outcome.label(language), table, 0, policy, ticks, common_end(table, policy))]


def _variable(cohort: Cohort, variable: Variable, releases: Releases, language: Language) -> ProfileVariable:
    if variable.kind is Kind.NUMBER:
        return _of_number(cohort, variable, releases, language)
    codes = cohort.codes(variable.name)
    counts = np.bincount(codes.astype(np.intp) + 1, minlength=len(variable.levels) + 1)
    shown = suppress_levels(counts.tolist(), releases.policy.smallest_cell)
    told = [at for at, count in enumerate(shown) if count is not None]
    allowed = releases.release_all([codes == at - 1 for at in told])
    for at, fit in zip(told, allowed, strict=True):
        if not fit:
            shown[at] = None
    rows = tuple(
        ProfileRow(level.label(language), number, None if number is None else round(100 * number / cohort.n, 1))
        for level, number in zip(variable.levels, shown[1:], strict=True)
    )
    # None missing is no patient's secret, and every table says so by its sums.
    missing = 0.0 if counts[0] == 0 else None if shown[0] is None else round(shown[0] / cohort.n, 3)
    return ProfileVariable(
        variable.name, variable.label(language), unit_in_words(variable.unit, language), missing, rows
    )


def _of_number(cohort: Cohort, variable: Variable, releases: Releases, language: Language) -> ProfileVariable:
    values = cohort.numbers(variable.name)
    absent = np.isnan(values)
    count = int(absent.sum())
    quartiles = publishable_quartiles(values.astype(np.float64), policy=releases.policy)
    missing: float | None = 0.0
    if count:
        shown = suppress_levels([count, cohort.n - count], releases.policy.smallest_cell)
        fit = shown[0] is not None and releases.release(absent)
        missing = round(count / cohort.n, 3) if fit else None
    label = say("analysis.quartiles", language)
    rows = (ProfileRow(label, quartiles=quartiles),) if quartiles else ()
    return ProfileVariable(
        variable.name, variable.label(language), unit_in_words(variable.unit, language), missing, rows
    )
