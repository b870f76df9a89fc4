"""Sentences about results of a cohort, composed in both languages: what must accompany them, and what they say."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.analysis.adjusted import Compared
from assistant.analysis.results import Comparison, Interval, OutcomesByTreatment, PublishedCurve
from corpora.catalogue import Language, say
from corpora.cohorts.cohort import Dictionary, Role

DAYS_A_MONTH = 30.4375
_DAYS_A_YEAR = 365.25
_POOR_OVERLAP = 0.5
_POOR_BALANCE = 0.1
_SIGNIFICANT = 0.05


def provenance(dictionary: Dictionary, treatment: str, language: Language) -> list[str]:
    """What the data are: observational or a trial's, which centre, which years, of the past or not.

    Parameters
    ----------
    treatment
        The variable by which outcomes are compared; empty where they are not.
    """
    details = {
        "title": dictionary.title(language),
        "centre": dictionary.centre(language),
        "years": dictionary.years(language),
        "treatment": dictionary.variable(treatment).label(language) if treatment else "",
    }
    if dictionary.randomised:
        kind = "of_a_trial" if treatment != dictionary.main_treatment else "randomised"
    else:
        kind = "observational"
    if not treatment or dictionary.variable(treatment).role is not Role.TREATMENT:
        kind = "of_a_trial_alone" if dictionary.randomised else "observational_alone"
    sentences = [say(f"analysis.{kind}", language, **details)]
    if dictionary.historical:
        sentences.append(say("analysis.historical", language, years=details["years"]))
    return sentences


def statements_of_outcomes(
    result: OutcomesByTreatment,
    dictionary: Dictionary,
    pairs: Sequence[Compared],
    language: Language,
    *,
    exact: bool,
    smallest: int,
) -> OutcomesByTreatment:
    """The result with the sentences that must accompany it.

    Parameters
    ----------
    pairs
        What each treatment's comparison rests on.
    exact
        Whether the groups are those asked for; otherwise others stand in.
    smallest
        The policy's smallest group.
    """
    asked = dictionary.outcome(result.outcome)
    sentences = provenance(dictionary, result.treatment, language)
    sentences.append(say("analysis.estimates", language, outcome=asked.label(language), origin=asked.origin(language)))
    if result.competing:
        sentences.append(say("analysis.competing_censored", language))
    sentences += _follow_up(result.curves, language)
    if result.treatment:
        is_treatment = dictionary.variable(result.treatment).role is Role.TREATMENT
        sentences += _adjustment(result, dictionary, pairs, language) if is_treatment else _of_groups(result, language)
        sentences.append(
            say(f"analysis.small_{'treatments' if is_treatment else 'groups'}", language, smallest=smallest)
        )
    if not exact:
        sentences.append(say("analysis.stands_in", language))
    sentences.append(say("analysis.no_recommendation", language))
    return replace(result, statements=tuple(sentences))


def sentences_of_figures(result: OutcomesByTreatment, language: Language) -> tuple[str, ...]:
    """One sentence a group and one a comparison, with their numbers as they are shown."""
    return tuple(
        [_group(curve, language) for curve in result.curves]
        + [_compared(comparison, language) for comparison in result.comparisons]
    )


def _adjustment(
    result: OutcomesByTreatment,
    dictionary: Dictionary,
    pairs: Sequence[Compared],
    language: Language,
) -> list[str]:
    sentences: list[str] = []
    adjusted = [comparison for comparison in result.comparisons if comparison.adjusted]
    if len(pairs) < len(result.curves) - 1:
        sentences.append(say("analysis.not_compared", language))
    if adjusted and result.balance and result.overlap is not None:
        after = max(abs(balance.after) for balance in result.balance)
        sentences.append(
            say(
                "analysis.adjusted",
                language,
                covariates=", ".join(balance.covariate for balance in result.balance),
                before=f"{max(abs(balance.before) for balance in result.balance):.2f}",
                after=f"{after:.2f}",
                overlap=f"{100 * result.overlap:.0f}",
            )
        )
        sampled = max(pair.sample for pair in pairs)
        if sampled:
            sentences.append(say("analysis.sampled", language, n=sampled))
        if result.overlap < _POOR_OVERLAP:
            sentences.append(say("analysis.poor_overlap", language))
        if after > _POOR_BALANCE:
            sentences.append(say("analysis.poor_balance", language))
        left = dict.fromkeys(dictionary.variable(name).label(language) for pair in pairs for name in pair.left)
        if left:
            sentences.append(say("analysis.not_adjusted_for", language, covariates=", ".join(left)))
        others = [v.label(language) for v in dictionary.of_role(Role.TREATMENT) if v.name != result.treatment]
        if others and not dictionary.randomised:
            sentences.append(say("analysis.other_treatments", language, treatments=", ".join(others)))
    elif len(result.curves) > 1:
        sentences.append(say("analysis.not_adjusted", language))
    allocated = dictionary.randomised and result.treatment == dictionary.main_treatment
    for comparison in result.comparisons:
        if not allocated:
            sentences += _unmeasured(comparison, language, has_adjusted=bool(adjusted))
        sentences += _disproportion(comparison, language)
    if result.missing:
        shares = (
            say("analysis.share_of", language, name=name, percent=f"{100 * share:.0f}")
            for name, share in result.missing
        )
        sentences.append(say("analysis.missing_share", language, covariates=", ".join(shares)))
    return sentences


def _of_groups(result: OutcomesByTreatment, language: Language) -> list[str]:
    """Of groups that are no treatments: nothing is adjusted for, and nothing could be explained away."""
    sentences = [say("analysis.groups", language, groups=result.treatment_label)] if len(result.curves) > 1 else []
    for comparison in result.comparisons:
        sentences += _disproportion(comparison, language)
    return sentences


def _unmeasured(comparison: Comparison, language: Language, *, has_adjusted: bool) -> list[str]:
    if comparison.adjusted != has_adjusted or comparison.e_value is None or comparison.e_value_bound is None:
        return []
    value, bound = f"{comparison.e_value:.2f}", f"{comparison.e_value_bound:.2f}"
    names = {"group": comparison.group, "reference": comparison.reference}
    return [say("analysis.e_value", language, value=value, bound=bound, **names)]


def _disproportion(comparison: Comparison, language: Language) -> list[str]:
    if comparison.proportional is None or comparison.proportional >= _SIGNIFICANT:
        return []
    names = {"group": comparison.group, "reference": comparison.reference}
    return [say("analysis.not_proportional", language, p=p_in_words(comparison.proportional), **names)]


def _follow_up(curves: Sequence[PublishedCurve], language: Language) -> list[str]:
    groups = [
        say(
            "analysis.months_of",
            language,
            months=f"{curve.median_follow_up.value / DAYS_A_MONTH:.0f}",
            group=curve.label,
        )
        for curve in curves
        if curve.median_follow_up.value is not None
    ]
    return [say("analysis.follow_up", language, groups=", ".join(groups))] if groups else []


def _group(curve: PublishedCurve, language: Language) -> str:
    parts = []
    if curve.events is not None:
        parts.append(say("analysis.part_events", language, events=curve.events))
    if curve.median.value is not None:
        low, high = (months(x) if x is not None else None for x in (curve.median.low, curve.median.high))
        interval = _interval(low, high, language)
        parts.append(say("analysis.part_median", language, months=months(curve.median.value), interval=interval))
    for day, survival in curve.landmarks:
        if survival.value is not None and day >= _DAYS_A_YEAR:
            count = round(day / _DAYS_A_YEAR)
            low, high = (None if x is None else f"{100 * x:.1f}" for x in (survival.low, survival.high))
            parts.append(
                say(
                    "analysis.part_landmark",
                    language,
                    percent=f"{100 * survival.value:.1f}",
                    years=say("analysis.years", language, count=count),
                    interval=_interval(low, high, language),
                )
            )
    text = "".join(f", {part}" for part in parts)
    return say("analysis.group", language, group=_begun(curve.label), n=curve.n, parts=text)


def _compared(comparison: Comparison, language: Language) -> str:
    ratio: Interval = comparison.hazard_ratio
    p = (
        ""
        if comparison.log_rank_p is None
        else say("analysis.p_log_rank", language, p=p_in_words(comparison.log_rank_p))
    )
    return say(
        "analysis.compared",
        language,
        group=_begun(comparison.group),
        reference=comparison.reference,
        ratio=f"{ratio.value:.2f}",
        low=f"{ratio.low:.2f}",
        high=f"{ratio.high:.2f}",
        kind=say(f"analysis.kind_{'adjusted' if comparison.adjusted else 'unadjusted'}", language),
        p=p,
    )


def _begun(label: str) -> str:
    """A group's name where a sentence begins."""
    return label[:1].upper() + label[1:]


def _interval(low: str | None, high: str | None, language: Language) -> str:
    if low is None and high is None:
        return ""
    reached = say("analysis.not_reached", language)
    return say("analysis.interval_of", language, low=low or reached, high=high or reached)


def months(days: float | None) -> str:
    """Days as months, one decimal."""
    return "" if days is None else f"{days / DAYS_A_MONTH:.1f}"


def p_in_words(p: float) -> str:
    """A p value to two figures, with its sign: ``= 0.0029``, ``< 0.0001``."""
    if p < 0.0001:
        return "< 0.0001"
    return f"= {p:.4f}" if p < 0.01 else f"= {p:.3f}" if p < 0.1 else f"= {p:.2f}"
