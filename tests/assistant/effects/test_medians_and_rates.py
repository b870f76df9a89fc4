"""Medians, rates and differences, each with its arm."""

from assistant.effects import extract_effects
from corpora.literature.effect import Measure


def found(text: str, measure: Measure) -> list[tuple[str, str, str, str]]:
    return [(e.endpoint, e.comparison, str(e.value), e.unit) for e in extract_effects(text) if e.measure is measure]


def test_medians_side_by_side_take_the_arms_in_order() -> None:
    text = "Median overall survival was 11.0 months v 8.0 months for erlotinib versus placebo (P = .02)."
    assert found(text, Measure.MEDIAN) == [
        ("overall survival", "erlotinib", "11.0", "months"),
        ("overall survival", "placebo", "8.0", "months"),
    ]


def test_three_medians_take_three_arms_respectively() -> None:
    text = (
        "Patients were randomly assigned to ECF, TC, or TCF. Median overall survival times were 8.3, 11.0, and "
        "10.4 months "
        "for ECF, TC, and TCF, respectively."
    )
    assert [(arm, value) for _, arm, value, _ in found(text, Measure.MEDIAN)] == [
        ("ECF", "8.3"),
        ("TC", "11.0"),
        ("TCF", "10.4"),
    ]


def test_a_median_between_brackets_is_of_the_arm_before_it() -> None:
    text = (
        "The median overall survival in the OFF group (5.9 months; 95% CI, 4.1 to 7.4) versus the FF group (3.3 "
        "months; "
        "95% CI, 2.7 to 4.0) was improved."
    )
    medians = [e for e in extract_effects(text) if e.measure is Measure.MEDIAN]
    assert [(e.comparison, str(e.value), str(e.ci_low)) for e in medians] == [
        ("OFF", "5.9", "4.1"),
        ("FF", "3.3", "2.7"),
    ]


def test_follow_up_and_age_are_no_outcomes() -> None:
    assert extract_effects("Median follow-up was 44.1 months (IQR 36.0-60.0). Median age was 62 years.") == []


def test_adverse_event_rates_carry_their_arms() -> None:
    text = "Grade 3 or worse adverse events occurred in 82% of patients with cabozantinib vs 74% with sunitinib."
    assert found(text, Measure.RATE) == [
        ("Grade 3 or worse adverse events", "cabozantinib", "82", "%"),
        ("Grade 3 or worse adverse events", "sunitinib", "74", "%"),
    ]


def test_a_rate_beside_its_count_is_read() -> None:
    text = (
        "Hypertension was frequent (35 [20%] of 173 patients treated with tivozanib and 23 [14%] of 170 "
        "patients treated "
        "with sorafenib)."
    )
    assert [(arm, value) for _, arm, value, _ in found(text, Measure.RATE)] == [
        ("tivozanib", "20"),
        ("sorafenib", "14"),
    ]


def test_two_rates_whose_arms_are_not_named_are_left_out() -> None:
    assert found("The response rate was 13.5% v 7.5% (P = .007).", Measure.RATE) == []


def test_a_difference_is_compared_in_the_direction_of_its_figures() -> None:
    text = (
        "The response rate was 49.6% in the pertuzumab group and 32.1% in the placebo group (absolute "
        "difference, 17.5%; "
        "95% CI, 6.9% to 28.0%; P = .002)."
    )
    difference = next(e for e in extract_effects(text) if e.measure is Measure.RATE_DIFFERENCE)
    assert (difference.comparison, str(difference.value), difference.p) == ("pertuzumab vs placebo", "17.5", ".002")


def test_french_rates_carry_their_arms() -> None:
    text = (
        "Des effets indésirables de grade 3 ou plus sont survenus chez 82 % des patients du groupe FOLFIRINOX "
        "contre 74 % "
        "dans le groupe gemcitabine."
    )
    assert [(arm, value) for _, arm, value, _ in found(text, Measure.RATE)] == [
        ("FOLFIRINOX", "82"),
        ("gemcitabine", "74"),
    ]
