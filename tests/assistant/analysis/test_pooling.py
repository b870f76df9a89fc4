"""Ratios of one outcome from several trials are pooled, put in one direction, and never without a warning."""

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.about import About
from assistant.analysis.pooling import pool
from assistant.answer import EvidenceSource, PooledEstimate
from corpora.literature.effect import EffectEstimate, Measure
from corpora.literature.source import NoticeKind, Source, SourceKind
from tests.asking import lexicon

# Borenstein M, et al. Introduction to Meta-Analysis. Wiley 2009, data set 2 (log odds ratios and variances of six
# studies). The book's fixed effect: log odds ratio -0.7241; Q = 10.5512; I² = 52.61 %.
LOG_ODDS_RATIOS = (-0.3662, -0.2877, -0.3842, -1.3218, -0.4169, -0.1595)
VARIANCES = (0.1851, 0.2896, 0.1556, 0.0583, 0.2816, 0.1597)
Z95 = 1.959963984540054

ABOUT = About(interventions=("sorafenib",), outcomes=("overall_survival",))


def ratio(
    value: float,
    low: float,
    high: float,
    *,
    measure: Measure = Measure.HAZARD_RATIO,
    comparison: str = "sorafenib vs placebo",
    endpoint: str = "overall survival",
    level: int | None = 95,
) -> EffectEstimate:
    """A ratio with its interval, curated."""
    numbers = (Decimal(f"{number:.10f}") for number in (value, low, high))
    return EffectEstimate(
        endpoint, measure, comparison, *numbers, Decimal(level) if level else None, quote=f"{value}", exact=True
    )


def source(n: int, *effects: EffectEstimate) -> EvidenceSource:
    """A trial that answers, with these effects."""
    trial = Source(f"doi:10.1000/{n}", SourceKind.TRIAL_REPORT, f"Trial {n}", "text", effects=effects)
    return EvidenceSource(n, trial, 1.0, (), effects=effects, answers=True)


def pooled(*sources: EvidenceSource) -> Sequence[PooledEstimate]:
    """The pooled estimates for a question on sorafenib."""
    return pool(ABOUT, "Sorafenib, overall survival?", sources, lexicon(), "en")


def test_a_published_example_is_reproduced() -> None:
    sources = [
        source(
            n,
            ratio(
                math.exp(y),
                math.exp(y - Z95 * math.sqrt(v)),
                math.exp(y + Z95 * math.sqrt(v)),
                measure=Measure.ODDS_RATIO,
            ),
        )
        for n, (y, v) in enumerate(zip(LOG_ODDS_RATIOS, VARIANCES, strict=True), start=1)
    ]
    (found,) = pooled(*sources)
    assert math.log(found.fixed[0]) == pytest.approx(-0.7241, abs=2e-4)
    variance = 1 / sum(1 / v for v in VARIANCES)
    assert math.log(found.fixed[2] / found.fixed[1]) == pytest.approx(2 * Z95 * math.sqrt(variance))
    assert found.i_squared == pytest.approx(52.61, abs=0.05)
    assert found.random[0] > found.fixed[0], "the small studies, nearer to 1, weigh more"


def test_the_random_effects_weights_are_those_of_paule_and_mandel() -> None:
    """At the between-trial variance of Paule and Mandel (1982), the weighted squares sum to their degrees of freedom."""
    sources = [
        source(n, ratio(math.exp(y), math.exp(y - Z95 * math.sqrt(v)), math.exp(y + Z95 * math.sqrt(v))))
        for n, (y, v) in enumerate(zip(LOG_ODDS_RATIOS, VARIANCES, strict=True), start=1)
    ]
    (found,) = pooled(*sources)
    low, high = 0.0, 10.0
    for _ in range(100):
        between = (low + high) / 2
        weights = [1 / (v + between) for v in VARIANCES]
        mean = sum(w * y for w, y in zip(weights, LOG_ODDS_RATIOS, strict=True)) / sum(weights)
        squares = sum(w * (y - mean) ** 2 for w, y in zip(weights, LOG_ODDS_RATIOS, strict=True))
        low, high = (between, high) if squares > len(VARIANCES) - 1 else (low, between)
    assert math.log(found.random[0]) == pytest.approx(mean, abs=1e-3)


def test_two_trials_of_equal_precision_pool_to_their_geometric_mean() -> None:
    (found,) = pooled(source(1, ratio(0.5, 0.25, 1.0)), source(2, ratio(0.8, 0.4, 1.6)))
    assert found.fixed[0] == pytest.approx(math.sqrt(0.5 * 0.8))
    assert math.log(found.fixed[2] / found.fixed[1]) == pytest.approx(math.log(4) / math.sqrt(2))
    assert (found.citations, found.measure, found.endpoint) == ((1, 2), "HR", "overall survival")
    assert found.rows == ((0.5, 0.25, 1.0), (0.8, 0.4, 1.6))


def test_a_pooled_estimate_says_that_no_source_prints_it() -> None:
    (found,) = pooled(source(1, ratio(0.5, 0.25, 1.0)), source(2, ratio(0.8, 0.4, 1.6)))
    assert "no source" in found.warning


def test_a_ratio_printed_the_other_way_is_turned_round() -> None:
    other_way = ratio(2.0, 1.0, 4.0, comparison="placebo vs sorafenib")
    (found,) = pooled(source(1, ratio(0.5, 0.25, 1.0)), source(2, other_way))
    assert found.rows[1] == pytest.approx((0.5, 0.25, 1.0))
    assert found.fixed[0] == pytest.approx(0.5)
    assert found.i_squared == pytest.approx(0.0, abs=1e-6)


def test_one_trial_is_not_pooled() -> None:
    assert pooled(source(1, ratio(0.5, 0.25, 1.0))) == ()


@pytest.mark.parametrize(
    "unlike",
    [
        ratio(0.8, 0.4, 1.6, measure=Measure.ODDS_RATIO),
        ratio(0.8, 0.4, 1.6, endpoint="progression-free survival"),
        ratio(0.8, 0.4, 1.6, comparison="lenvatinib vs placebo"),
        ratio(0.8, 0.4, 1.6, comparison="sorafenib plus erlotinib vs sorafenib"),
        ratio(0.8, 0.4, 1.6, level=90),
        ratio(0.8, 0.9, 1.6),
    ],
    ids=["measure", "endpoint", "medicine", "in both arms", "level", "outside its interval"],
)
def test_what_is_not_alike_is_not_pooled(unlike: EffectEstimate) -> None:
    assert pooled(source(1, ratio(0.5, 0.25, 1.0)), source(2, unlike)) == ()


def test_a_retracted_trial_and_one_that_does_not_answer_are_left_out() -> None:
    first, second = source(1, ratio(0.5, 0.25, 1.0)), source(2, ratio(0.8, 0.4, 1.6))
    retracted = replace(second, source=replace(second.source, notices=(NoticeKind.RETRACTION,)))
    assert pooled(first, retracted) == ()
    assert pooled(first, replace(second, answers=False)) == ()


def test_a_cohort_is_never_pooled_with_trials() -> None:
    cohort = source(3, ratio(0.5, 0.25, 1.0))
    cohort = replace(cohort, source=replace(cohort.source, kind=SourceKind.COHORT))
    assert pooled(source(1, ratio(0.5, 0.25, 1.0)), cohort) == ()
    (found,) = pooled(source(1, ratio(0.5, 0.25, 1.0)), source(2, ratio(0.8, 0.4, 1.6)), cohort)
    assert found.citations == (1, 2)
