"""An effect in words keeps the digits that its source prints, and says which way it goes only where that is known."""

from decimal import Decimal

import pytest

from assistant.relevance import OutcomeGroup
from assistant.wording import arms_of, printed_p, word_group
from corpora.catalogue import Language
from corpora.literature.effect import EffectEstimate, Measure
from tests.asking import lexicon


def words(*effects: EffectEstimate, language: Language = "en", primary: bool = False) -> str:
    """One outcome in words."""
    group = OutcomeGroup(effects[0].endpoint, "overall_survival", "", list(effects), primary)
    return word_group(group, language, lexicon())


def hazard_ratio(value: str, low: str, high: str, p: str | None = None) -> EffectEstimate:
    """A hazard ratio of death, sorafenib against placebo."""
    return EffectEstimate(
        "overall survival", Measure.HAZARD_RATIO, "sorafenib vs placebo", Decimal(value), Decimal(low), Decimal(high),
        Decimal(95), p, quote=f"HR {value}", exact=True,
    )  # fmt: skip


def median(arm: str, value: str) -> EffectEstimate:
    """A median of one arm."""
    return EffectEstimate(
        "overall survival", Measure.MEDIAN, arm, Decimal(value), unit="months", quote=f"{value} months", exact=True
    )


def test_a_ratio_keeps_its_printed_zero_its_interval_and_its_p() -> None:
    assert words(hazard_ratio("0.70", "0.55", "0.90", "<0.001"), primary=True) == (
        "Overall survival (primary endpoint): hazard ratio 0.70 (95% CI 0.55 to 0.90; p<0.001), sorafenib versus "
        "placebo, in favour of sorafenib"
    )


def test_french_keeps_the_digits_and_spaces_its_punctuation() -> None:
    assert words(hazard_ratio("0.70", "0.55", "0.90"), language="fr") == (
        "Survie globale : hazard ratio 0.70 (IC 95 % 0.55 à 0.90), sorafénib contre placebo, en faveur de : sorafénib"
    )


def test_an_interval_that_holds_one_is_no_significant_difference() -> None:
    assert words(hazard_ratio("0.92", "0.80", "1.06")).endswith("sorafenib versus placebo, no significant difference")


def test_a_ratio_above_one_of_an_unwanted_event_favours_the_other_arm() -> None:
    assert words(hazard_ratio("1.40", "1.10", "1.80")).endswith("in favour of placebo")


def test_a_median_is_given_arm_by_arm_and_never_as_a_gain() -> None:
    said = words(median("sorafenib", "10.7"), median("placebo", "7.9"))
    assert said == "Overall survival: median 10.7 months with sorafenib and 7.9 months with placebo"


def test_an_arm_without_the_treatment_is_not_with_without() -> None:
    assert "7.9 months without sorafenib" in words(median("sorafenib", "10.7"), median("without sorafenib", "7.9"))
    assert "sans sorafénib" in words(median("sorafenib", "10.7"), median("without sorafenib", "7.9"), language="fr")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_arm_named_with_its_preposition_does_not_get_another(language: Language) -> None:
    said = words(median("with sorafenib", "10.7"), median("without sorafenib", "7.9"), language=language)
    assert "with with" not in said
    assert "avec avec" not in said


def test_what_has_no_number_is_quoted() -> None:
    effect = EffectEstimate("overall survival", Measure.OTHER, "", None, quote="P = .31")
    assert words(effect) == "Overall survival: “P = .31”"


@pytest.mark.parametrize(
    ("printed", "said"),
    [("<0.001", "p<0.001"), ("0.04", "p=0.04"), (".31", "p=0.31"), ("P = .31", "p=0.31"), (None, "")],
)
def test_a_p_value_keeps_its_sign(printed: str | None, said: str) -> None:
    assert printed_p(printed) == said


def test_the_arms_of_a_comparison_are_read_without_notes_in_brackets() -> None:
    effect = EffectEstimate("os", Measure.HAZARD_RATIO, "A (below 1 favours A) vs. B", None)
    assert arms_of(effect)[1] == "B"
    assert arms_of(EffectEstimate("os", Measure.MEDIAN, "A", None)) == ("A", "")
