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
