"""Which arm a ratio compares with which."""

import pytest

from assistant.effects import extract_effects
from corpora.literature.effect import RATIOS

_TRIAL = "Patients were randomly assigned to receive {a} or {b}. "


def comparison(text: str) -> str:
    return next(e.comparison for e in extract_effects(text) if e.measure in RATIOS)


@pytest.mark.parametrize(
    "sentence",
    [
        "The hazard ratio for death for tivozanib vs sorafenib was 0.73 (95% CI, 0.56 to 0.94).",
        "Overall survival was longer with tivozanib than with sorafenib (HR, 0.73; 95% CI, 0.56 to 0.94).",
        "Overall survival favored one arm (tivozanib v sorafenib: HR, 0.73; 95% CI, 0.56 to 0.94).",
        "Tivozanib improved overall survival compared with sorafenib (HR 0.73 [95% CI 0.56-0.94]).",
        "Compared with sorafenib, tivozanib prolonged overall survival (HR 0.73 [95% CI 0.56-0.94]).",
        "Median overall survival was 9 months in the sorafenib group and 12 months in the tivozanib group "
        "(HR 0.73, 95% CI 0.56-0.94).",
        "Median overall survival was 12 v 9 months for tivozanib versus sorafenib (HR 0.73, 95% CI 0.56-0.94).",
    ],
)
def test_the_arms_stand_in_the_direction_of_the_ratio(sentence: str) -> None:
    assert comparison(_TRIAL.format(a="tivozanib", b="sorafenib") + sentence).lower() == "tivozanib vs sorafenib"


def test_printed_numbers_decide_against_the_order_of_the_text() -> None:
    text = (
        "5-year disease-free survival was 62% (95% CI 57-66) in the control group and 67% (62-71) in the "
        "extended group "
        "(hazard ratio 0.78, 95% CI 0.65-0.93; p=0.0064)."
    )
    assert comparison(text) == "extended vs control"


def test_each_of_several_arms_is_compared_with_the_one_without_a_ratio() -> None:
    text = (
        "Median disease-free survival was 5.8 years for sunitinib (hazard ratio 1.02, 97.5% CI 0.85-1.23), 6.1 "
        "years for "
        "sorafenib (HR 0.97, 97.5% CI 0.80-1.17), and 6.6 years for placebo."
    )
    patients = "Patients were randomly assigned to receive sunitinib, sorafenib, or placebo. "
    found = [e.comparison for e in extract_effects(patients + text) if e.measure in RATIOS]
    assert found == ["sunitinib vs placebo", "sorafenib vs placebo"]


def test_a_lettered_arm_is_named_with_what_it_is() -> None:
    text = (
        "Patients received fluorouracil plus cisplatin (arm A) or fluorouracil plus panitumumab (arm B). "
        "Progression-free "
        "survival was 73% in arm A and 76% in arm B (HR, 0.85; 95% CI, 0.60-1.20)."
    )
    assert comparison(text) == "arm B (fluorouracil plus panitumumab) vs arm A (fluorouracil plus cisplatin)"


def test_nothing_is_guessed_where_no_arm_is_named() -> None:
    assert comparison("Overall survival improved (HR, 0.70; 95% CI, 0.60 to 0.80).") == ""


def test_a_prognostic_factor_is_no_arm() -> None:
    text = _TRIAL.format(a="letrozole", b="placebo") + (
        "High expression of AIB1 was associated with worse overall survival (HR, 1.35; 95% CI, 1.12 to 1.63)."
    )
    assert comparison(text) == ""


def test_a_french_sentence_gives_its_arms() -> None:
    text = (
        "La survie sans progression médiane était de 11,0 mois dans le groupe osimertinib contre 8,0 mois dans "
        "le groupe "
        "géfitinib (HR = 0,46 ; IC à 95 % : 0,37 à 0,57)."
    )
    assert comparison(text) == "osimertinib vs géfitinib"


def test_two_arms_joined_by_and_are_told_apart_from_a_choice_of_drugs_in_one_arm() -> None:
    patients = "Patients were randomly assigned to nivolumab (n = 157) or GEM or PLD (n = 159). "
    text = (
        "Median overall survival was 12.1 and 9.1 months with nivolumab and GEM or PLD, respectively (hazard ratio, "
        "0.70; 95% CI, 0.52 to 0.93)."
    )
    assert comparison(patients + text) == "nivolumab vs GEM or PLD"


def test_an_abbreviation_in_capitals_names_an_arm_though_its_long_form_begins_a_sentence() -> None:
    text = (
        "Bempegaldesleukin (BEMPEG) is a prodrug. Patients were randomly assigned 1:1 to receive BEMPEG plus NIVO or "
        "NIVO monotherapy. The median PFS with BEMPEG plus NIVO was 4.17 months versus 4.99 months with NIVO (hazard "
        "ratio [HR], 1.09; 97% CI, 0.88 to 1.35)."
    )
    assert comparison(text) == "BEMPEG plus NIVO vs NIVO"


def test_arms_told_apart_by_a_length_of_time_stay_open_where_nothing_says_which_came_out_better() -> None:
    text = (
        "We recorded 367 events of disease-free survival in the 1 year group and 367 events in the 2 year group "
        "(hazard ratio 0.99, 95% CI 0.85-1.14)."
    )
    assert comparison(text) == ""


def test_the_reference_may_come_first_and_keeps_its_no() -> None:
    text = (
        "Compared with the no boost group, the boost group was less likely to have a local recurrence (odds ratio 0.50, "
        "95% CI 0.30-0.80)."
    )
    assert comparison(text) == "boost vs no boost"


def test_patients_told_apart_by_what_happened_to_them_are_no_arms() -> None:
    text = _TRIAL.format(a="letrozole", b="placebo") + (
        "Overall survival was longer in the subset who developed a response (hazard ratio, 0.30; 95% CI, 0.12 to 0.61)."
    )
    assert comparison(text) == ""
