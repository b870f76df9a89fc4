"""Ratios as journals print them, in English and French."""

from decimal import Decimal

import pytest

from assistant.effects import extract_effects
from corpora.literature.effect import EffectEstimate, Measure


def the_ratio(text: str) -> EffectEstimate:
    ratios = [
        e for e in extract_effects(text) if e.measure in (Measure.HAZARD_RATIO, Measure.ODDS_RATIO, Measure.RISK_RATIO)
    ]
    assert len(ratios) == 1
    return ratios[0]


@pytest.mark.parametrize(
    "printed",
    [
        "HR 0.62 (95% CI 0.47-0.80; P<.001)",
        "HR, 0.62; 95% CI, 0.47 to 0.80; P <.001",
        "hazard ratio [HR] 0·62, 95% CI 0·47–0·80; p<.001",
        "hazard ratio (HR) for death was 0.62 (95% CI 0.47—0.80; P<.001)",
        "HR=0.62 [95%CI: 0.47 - 0.80], log-rank P < .001",
        "stratified hazard ratio of 0.62 (95 percent confidence interval, 0.47 to 0.80; P<.001)",
        "HR 0.62; P<.001; 95% CI, 0.47-0.80",
        "aHR, 0.62 [two-sided 95% CI, 0.47-0.80]; P<.001",
        "hazard ratio 0.62, 95% confidence interval [CI] 0.47–0.80; one-sided p<.001",
    ],
)
def test_a_hazard_ratio_is_read_in_each_way_it_is_printed(printed: str) -> None:
    effect = the_ratio(f"Overall survival was longer with drug one than with drug two ({printed}).")
    assert effect.measure is Measure.HAZARD_RATIO
    assert (effect.value, effect.ci_low, effect.ci_high) == (Decimal("0.62"), Decimal("0.47"), Decimal("0.80"))
    assert effect.ci_level == 95
    assert effect.p == "<.001"
    assert effect.endpoint == "Overall survival"


@pytest.mark.parametrize(
    "printed",
    [
        "HR 0,62 [IC 95 % : 0,47-0,80] ; p < 0,001",
        "HR = 0,62 ; IC à 95 % : 0,47 à 0,80 ; p < 0,001",
        "rapport des risques instantanés 0,62 (IC95% 0,47–0,80 ; p<0,001)",
        "hazard ratio 0,62, intervalle de confiance à 95 % 0,47–0,80, p < 0,001",
        "HR : 0,62 ; intervalle de confiance [IC] à 95 % : 0,47 à 0,80 ; P < 0,001",
    ],
)
def test_french_typography_gives_the_same_numbers(printed: str) -> None:
    text = f"La survie globale était meilleure dans le groupe osimertinib que dans le groupe géfitinib ({printed})."
    effect = the_ratio(text)
    assert (effect.value, effect.ci_low, effect.ci_high) == (Decimal("0.62"), Decimal("0.47"), Decimal("0.80"))
    assert (effect.ci_level, effect.p) == (95, "<0.001")
    assert effect.endpoint == "survie globale"


@pytest.mark.parametrize(
    ("label", "measure"),
    [
        ("odds ratio [OR]", Measure.ODDS_RATIO),
        ("OR", Measure.ODDS_RATIO),
        ("relative risk", Measure.RISK_RATIO),
        ("risk ratio", Measure.RISK_RATIO),
        ("rate ratio", Measure.RISK_RATIO),
        ("RR", Measure.RISK_RATIO),
        ("rapport de cotes", Measure.ODDS_RATIO),
        ("risque relatif", Measure.RISK_RATIO),
    ],
)
def test_the_label_tells_the_measure(label: str, measure: Measure) -> None:
    assert the_ratio(f"Neutropenia was more frequent ({label}, 1.92; 95% CI, 1.19 to 3.11).").measure is measure


def test_rr_is_no_ratio_where_the_text_means_the_response_rate() -> None:
    assert extract_effects("The response rate (RR) was similar. RR was 0.38 (95% CI, 0.20 to 0.50) in all.") == []


def test_a_planned_ratio_is_no_result() -> None:
    assert extract_effects("The trial had 80% power to detect a hazard ratio of 0.70 for overall survival.") == []


def test_a_one_sided_interval_keeps_its_open_side_open() -> None:
    effect = the_ratio("Overall survival did not differ (HR, 1.02; upper limit of one-sided 95% CI, 1.21).")
    assert (effect.ci_low, effect.ci_high, effect.ci_level) == (None, Decimal("1.21"), 95)


def test_other_levels_than_95_per_cent_are_kept() -> None:
    assert the_ratio("PFS was longer (HR 0.55; 97.5% CI 0.41-0.74).").ci_level == Decimal("97.5")


def test_a_p_value_of_an_interaction_is_not_the_ratios() -> None:
    assert the_ratio("PFS was longer (HR, 0.18; 95% CI, 0.05 to 0.70; interaction P = .006).").p is None
    assert the_ratio("OS was similar (HR, 0.96; 97.5% CI, 0.78 to 1.18; P < .001 for noninferiority).").p is None


def test_ratios_listed_without_repeating_their_name_are_all_read() -> None:
    text = (
        "Hazard ratios were 0·76 (95% CI 0·67–0·86, p<0·0001) for disease-free survival and 0·81 (0·65–1·00, p=0·05) "
        "for overall survival."
    )
    found = [(e.endpoint, str(e.value), str(e.ci_high), e.p) for e in extract_effects(text)]
    assert found == [
        ("disease-free survival", "0.76", "0.86", "<0.0001"),
        ("overall survival", "0.81", "1.00", "0.05"),
    ]


def test_side_by_side_endpoints_take_their_ratios_in_order() -> None:
    text = (
        "Hazard ratios for progression-free survival and overall survival were 0.55 (95% CI, 0.40-0.75) and 0.71 "
        "(95% CI, 0.52-0.97), respectively, in favor of olaparib over placebo."
    )
    assert [(e.endpoint, str(e.value), e.comparison) for e in extract_effects(text)] == [
        ("progression-free survival", "0.55", "olaparib vs placebo"),
        ("overall survival", "0.71", "olaparib vs placebo"),
    ]


def test_an_effect_of_a_subgroup_says_so() -> None:
    effect = the_ratio(
        "In patients with a CPS of 10 or more, overall survival was longer (HR 0.78 [95% CI 0.57-1.06])."
    )
    assert effect.endpoint == "overall survival, patients with a CPS of 10 or more"


def test_printed_zeros_and_offsets_are_kept() -> None:
    text = "Overall survival improved (HR, 0.70; 95% CI, 0.60 to 0.80)."
    effect = extract_effects(text, start=1000)[0]
    assert str(effect.value) == "0.70"
    assert text[effect.passage_start - 1000 : effect.passage_end - 1000] == effect.quote
    assert effect.quote.startswith("HR, 0.70")
