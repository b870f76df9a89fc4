"""Which arm an effect favours."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.effects import Direction, direction
from corpora.literature.effect import EffectEstimate, Measure

SURVIVAL = EffectEstimate(
    endpoint="overall survival",
    measure=Measure.HAZARD_RATIO,
    comparison="drug vs placebo",
    value=Decimal("0.62"),
    ci_low=Decimal("0.47"),
    ci_high=Decimal("0.80"),
)


def test_fewer_events_favour_the_first_arm() -> None:
    assert direction(SURVIVAL) is Direction.FAVOURS_FIRST


def test_more_events_favour_the_second_arm() -> None:
    worse = replace(SURVIVAL, value=Decimal("1.50"), ci_low=Decimal("1.10"), ci_high=Decimal("2.00"))
    assert direction(worse) is Direction.FAVOURS_SECOND


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        ("objective response", Direction.FAVOURS_FIRST),
        ("taux de réponse objective", Direction.FAVOURS_FIRST),
        ("pathologic complete response", Direction.FAVOURS_FIRST),
        ("grade 3 or worse diarrhoea", Direction.FAVOURS_SECOND),
        ("récidive locale", Direction.FAVOURS_SECOND),
        ("additional colonic investigation", Direction.UNKNOWN),
    ],
)
def test_what_the_endpoint_counts_decides_whom_an_odds_ratio_above_one_favours(
    endpoint: str, expected: Direction
) -> None:
    effect = replace(
        SURVIVAL,
        endpoint=endpoint,
        measure=Measure.ODDS_RATIO,
        value=Decimal("2.0"),
        ci_low=Decimal("1.5"),
        ci_high=Decimal("2.7"),
    )
    assert direction(effect) is expected


def test_an_interval_with_one_inside_shows_no_difference() -> None:
    assert direction(replace(SURVIVAL, ci_high=Decimal("1.03"))) is Direction.NO_DIFFERENCE


def test_a_large_p_value_shows_no_difference() -> None:
    assert direction(replace(SURVIVAL, ci_low=None, ci_high=None, p="0.16")) is Direction.NO_DIFFERENCE


def test_a_small_p_value_is_enough_where_no_interval_is_printed() -> None:
    assert direction(replace(SURVIVAL, ci_low=None, ci_high=None, p="<.001")) is Direction.FAVOURS_FIRST


def test_a_point_estimate_alone_tells_nothing() -> None:
    assert direction(replace(SURVIVAL, ci_low=None, ci_high=None)) is Direction.UNKNOWN


def test_p_for_noninferiority_is_no_evidence_of_a_difference() -> None:
    assert direction(replace(SURVIVAL, ci_high=Decimal("1.10"), p="<.001 (non-inferiority)")) is Direction.NO_DIFFERENCE


def test_a_comparison_without_a_stated_direction_favours_nobody() -> None:
    assert direction(replace(SURVIVAL, comparison="drug and placebo (direction not stated)")) is Direction.UNKNOWN


def test_the_sources_own_words_on_the_direction_win() -> None:
    effect = replace(SURVIVAL, comparison="placebo vs sipuleucel-T (value above 1 favours sipuleucel-T)")
    effect = replace(effect, value=Decimal("2.12"), ci_low=Decimal("1.31"), ci_high=Decimal("3.44"))
    assert direction(effect) is Direction.FAVOURS_SECOND


def test_a_rate_of_one_arm_favours_nobody() -> None:
    effect = replace(SURVIVAL, measure=Measure.RATE, comparison="drug", value=Decimal(82))
    assert direction(effect) is Direction.UNKNOWN


def test_a_lower_rate_of_toxicity_favours_the_first_arm() -> None:
    effect = replace(
        SURVIVAL,
        endpoint="serious adverse events",
        measure=Measure.RATE_DIFFERENCE,
        value=Decimal("-8.0"),
        ci_low=Decimal("-12.0"),
        ci_high=Decimal("-4.0"),
    )
    assert direction(effect) is Direction.FAVOURS_FIRST
