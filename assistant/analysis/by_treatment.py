"""What happened to some patients of a cohort, by treatment: curves, and comparisons unadjusted and adjusted."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.analysis.adjusted import Compared, compare
from assistant.analysis.arms import Arm, arms_among, released
from assistant.analysis.competing import cumulative_incidence
from assistant.analysis.covariates import adjustable
from assistant.analysis.known_names import chosen_outcome, chosen_treatment
from assistant.analysis.learned_weights import learned_weights
from assistant.analysis.published_curve import common_end, published_curve, published_incidence, ticks_for
from assistant.analysis.results import Balance, OutcomesByTreatment, PublishedIncidence
from assistant.analysis.risk_table import risk_table
from assistant.analysis.wording import statements_of_outcomes
from corpora.catalogue import Language, say
from corpora.cohorts.cohort import Kind, Role, Status, Variable
from corpora.cohorts.disclosure.releases import Releases
from corpora.cohorts.store import Cohort
from corpora.cohorts.strata_words import level_label
from corpora.cohorts.summaries import arm_label
from corpora.errors import SourcierError


def outcomes_by_treatment(
    cohort: Cohort,
    members: NDArray[np.bool_],
    outcome: str | None,
    treatment: str | None,
    language: Language,
    *,
    matched: Sequence[str] = (),
    all_or_none: bool = False,
    releases: Releases | None = None,
) -> OutcomesByTreatment:
    """Survival of members by treatment.

    Parameters
    ----------
    members
        Of the cohort's patients. Shape (n,).
    outcome, treatment
        Names in the dictionary; ``None`` for the cohort's own choice. A cohort without a treatment gives one curve. Groups
        by a variable that is no treatment (stage, sex) are compared without adjustment.
    matched
        Variables that members were chosen by: adjusted for first.
    all_or_none
        Whether to refuse where one of the groups may not be shown, rather than to show the others.
    releases
        The cohort's, where the caller holds it open.

    Raises
    ------
    SourcierError
        A name is not known, or no group may be shown.
    """
    dictionary = cohort.dictionary
    asked = chosen_outcome(dictionary, outcome)
    by = chosen_treatment(dictionary, treatment)
    releases = releases or Releases.open(cohort)
    smallest = releases.policy.smallest_cell
    found = arms_among(cohort, members, by, asked.name, smallest)
    arms, exact = released(found, releases, cohort.n, all_or_none=all_or_none)
    if not arms:
        raise SourcierError("cohort_analysis.too_few", cohort=dictionary.id, smallest=smallest)
    rows = np.concatenate([arm.rows for arm in arms])
    group = np.repeat(np.arange(len(arms)), [len(arm.rows) for arm in arms])
    days, event = cohort.times(asked.name)
    days, event = days[rows], event[rows]
    table = risk_table(days, event, group, len(arms))
    policy = releases.policy
    labels = [_label(arm, by, language) for arm in arms]
    ticks, until = ticks_for(float(days.max())), common_end(table, policy)
    curves = tuple(published_curve(label, table, at, policy, ticks, until) for at, label in enumerate(labels))
    is_treatment = by is not None and by.role is Role.TREATMENT
    covariates = _covariates(cohort, asked.name, by.name, matched) if by and is_treatment else []
    comparable = [at for at, curve in enumerate(curves) if curve.events is not None]
    reference = comparable[0] if comparable else 0
    compared = {}
    for at in comparable[1:]:
        pair = (group == reference) | (group == at)
        compared[at] = compare(
            cohort, rows[pair], group[pair] == at, days[pair], event[pair], (labels[reference], labels[at]), covariates
        )
    incidences: tuple[PublishedIncidence, ...] = ()
    if asked.has_competing and bool((event == Status.COMPETING).any()):
        incidences = tuple(
            published_incidence(label, cumulative_incidence(table, at), table, at, policy)
            for at, label in enumerate(labels)
        )
    pairs = list(compared.values())
    result = OutcomesByTreatment(
        cohort=dictionary.id,
        title=dictionary.title(language),
        outcome=asked.name,
        outcome_label=asked.label(language),
        treatment=by.name if by else "",
        treatment_label=by.label(language) if by else "",
        n=len(rows),
        curves=curves,
        comparisons=tuple(c for pair in pairs for c in (pair.unadjusted, pair.adjusted) if c is not None),
        balance=_balance(pairs, cohort, language),
        overlap=min((pair.overlap for pair in pairs if pair.overlap is not None), default=None),
        missing=_missing(cohort, rows, covariates, smallest, language),
        statements=(),
        competing=incidences,
    )
    return statements_of_outcomes(result, cohort.dictionary, pairs, language, exact=exact, smallest=smallest)


def _label(arm: Arm, by: Variable | None, language: Language) -> str:
    """A treatment's name, as everywhere; of another variable, what it is and its value."""
    if arm.level is None or by is None:
        return say("analysis.all_patients", language)
    label = arm_label(by, arm.level) if by.role is Role.TREATMENT else level_label(by, arm.level)
    return label(language)


def _covariates(cohort: Cohort, outcome: str, treatment: str, matched: Sequence[str]) -> list[str]:
    """What is adjusted for, the characteristics that patients were chosen by first, then by what they tell."""
    weights = learned_weights(cohort, outcome)
    names = [variable.name for variable in adjustable(cohort.dictionary, treatment)]
    return sorted(names, key=lambda name: (name not in matched, -weights.get(name, 0.0)))


def _balance(pairs: Sequence[Compared], cohort: Cohort, language: Language) -> tuple[Balance, ...]:
    """By covariate, the pair of treatments that differs most after weighting."""
    worst: dict[str, tuple[float, float]] = {}
    for pair in pairs:
        for name, (before, after) in pair.balance.items():
            if name not in worst or abs(after) > abs(worst[name][1]):
                worst[name] = (before, after)
    return tuple(
        Balance(cohort.dictionary.variable(name).label(language), before, after)
        for name, (before, after) in worst.items()
    )


def _missing(
    cohort: Cohort, rows: NDArray[np.intp], covariates: Sequence[str], smallest: int, language: Language
) -> tuple[tuple[str, float], ...]:
    """The share in whom a covariate is missing, where it stands for enough patients on either side."""
    found = []
    for name in covariates:
        missing = _count(cohort, rows, name)
        if missing >= smallest and len(rows) - missing >= smallest:
            found.append((cohort.dictionary.variable(name).label(language), round(missing / len(rows), 2)))
    return tuple(found)


def _count(cohort: Cohort, rows: NDArray[np.intp], name: str) -> int:
    if cohort.dictionary.variable(name).kind is Kind.NUMBER:
        return int(np.isnan(cohort.numbers(name)[rows]).sum())
    return int((cohort.codes(name)[rows] < 0).sum())
