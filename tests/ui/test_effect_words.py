"""Effects are written with the digits that the source prints."""

from decimal import Decimal

from corpora.literature.effect import EffectEstimate, Measure
from ui.effect_words import effect_words, has_interval
from ui.words import words

RATIO = EffectEstimate(
    "overall survival", Measure.HAZARD_RATIO, "A vs B", Decimal("0.70"), Decimal("0.50"), Decimal("0.98"),
    Decimal("95"), "<0.001",
)  # fmt: skip


def test_a_ratio_keeps_its_printed_zero_its_interval_and_its_p() -> None:
    assert effect_words(RATIO, words("en")) == "HR 0.70 (95% CI 0.50 to 0.98); p\u00a0<0.001"


def test_the_same_in_french() -> None:
    assert effect_words(RATIO, words("fr")) == "HR 0.70 (IC 95\u202f% 0.50 à 0.98)\u202f; p\u00a0<0.001"


def test_a_rate_has_its_sign_and_a_median_its_unit() -> None:
    rate = EffectEstimate("response", Measure.RATE, "A", Decimal("34"), unit="%")
    median = EffectEstimate("survival", Measure.MEDIAN, "A", Decimal("12.0"), unit="months")
    assert effect_words(rate, words("en")) == "34%"
    assert effect_words(median, words("fr")) == "médiane 12.0 mois"


def test_an_effect_without_a_value_is_quoted() -> None:
    effect = EffectEstimate("survival", Measure.OTHER, "", None, quote="no difference (P = .4)")
    assert effect_words(effect, words("en")) == "no difference (P = .4)"


def test_only_a_ratio_inside_its_positive_interval_can_be_drawn() -> None:
    assert has_interval(RATIO)
    outside = EffectEstimate("x", Measure.HAZARD_RATIO, "", Decimal("0.4"), Decimal("0.5"), Decimal("0.9"))
    median = EffectEstimate("x", Measure.MEDIAN, "", Decimal("4"), Decimal("3"), Decimal("5"))
    assert not has_interval(outside)
    assert not has_interval(median)
