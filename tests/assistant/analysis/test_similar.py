"""Similar patients: on what they are matched, who is taken, and what is said of it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from assistant.analysis.distance import distances
from assistant.analysis.learned_weights import learned_weights
from assistant.analysis.placing import place
from assistant.analysis.similar import CALIPER, nearest, similar_patients
from assistant.patient import PatientDescription, describe
from corpora.cohorts.store import Cohort
from corpora.errors import SourcierError
from corpora.lexicon import Lexicon
from tests.assistant.analysis.conftest import BREAST

LEXICON = Lexicon.load()
FRENCH = "Femme de 58 ans, ménopausée, pT2 N1, grade 3, RH+, HER2-, on discute tamoxifène"
ENGLISH = "58-year-old woman, postmenopausal, pT2 N1, grade 3, HR+, HER2-negative, tamoxifen discussed"


@pytest.fixture
def cohort(breast: Callable[..., Cohort]) -> Cohort:
    return breast()


def test_a_description_is_matched_alike_in_both_languages(cohort: Cohort) -> None:
    french, english = (similar_patients(cohort, describe(text, LEXICON), language="en") for text in (FRENCH, ENGLISH))
    assert french.matched == english.matched
    assert {one.variable: one.value for one in french.matched} == {
        "age": "55 to 59",
        "menopause": "postmenopausal",
        "grade": "III",
        "positive_nodes": "1 to 3",
        "estrogen_receptor": "≥ 10 fmol/mg",
        "her2": "negative",
    }


def test_nobody_is_matched_on_treatment_or_outcome(cohort: Cohort) -> None:
    found = similar_patients(cohort, describe(FRENCH, LEXICON), language="fr")
    assert "hormonal_therapy" not in {one.variable for one in found.matched}
    assert not found.missing or "hormonothérapie" not in found.missing
    chosen = PatientDescription(values={"hormonal_therapy": "yes", "grade": "III"})
    assert [one.variable for one in similar_patients(cohort, chosen, language="en").matched] == ["grade"]


def test_what_is_recorded_but_not_described_and_described_but_not_recorded_is_said(cohort: Cohort) -> None:
    found = similar_patients(cohort, describe("femme de 58 ans, ECOG 1, grade 3, Ki67 30 %", LEXICON), language="fr")
    assert "récepteur des œstrogènes" in found.missing
    assert {"ECOG 1", "Ki67 30 %"} <= set(found.not_in_cohort)
    assert any("Ki67 30 %" in text for text in found.statements)


def test_values_of_a_form_win_over_the_words(cohort: Cohort) -> None:
    described = describe("grade 3, 58 ans", LEXICON, {"grade": "I"})
    found = similar_patients(cohort, described, language="en")
    assert {one.variable: one.value for one in found.matched}["grade"] == "I"


def test_a_value_that_a_form_cannot_hold_is_refused_with_those_it_can(cohort: Cohort) -> None:
    with pytest.raises(SourcierError, match="I, II, III"):
        similar_patients(cohort, PatientDescription(values={"grade": "V"}), language="en")


def test_as_many_as_asked_are_taken_and_all_who_are_equally_near() -> None:
    far = np.array([0.3, 0.0, 0.1, 0.1, 0.1, 0.2], np.float32)
    assert nearest(far, 2, CALIPER).tolist() == [False, True, True, True, True, False]


def test_nobody_beyond_the_caliper_is_taken() -> None:
    far = np.array([0.1, 0.24, 0.26, np.inf], np.float32)
    assert nearest(far, 4, CALIPER).tolist() == [True, True, False, False]


def test_who_fits_in_all_is_at_no_distance_and_who_differs_more_is_farther(cohort: Cohort) -> None:
    wanted = place(
        describe("58 ans, grade 3, 2 ganglions envahis", LEXICON), BREAST, "hormonal_therapy", LEXICON
    ).wanted
    far = distances(cohort, wanted, learned_weights(cohort, "recurrence_free_survival"))
    age, grade, nodes = (cohort.codes("age"), cohort.codes("grade"), cohort.numbers("positive_nodes"))
    band = [level.code for level in BREAST.variable("age").levels].index("55-59")
    same = (age == band) & (grade == 2) & (nodes == 2)
    assert same.any() and (far[same] == 0).all()
    assert (far >= 0).all() and (far <= 1).all()
    worse = (age == band) & (grade == 2)
    assert np.corrcoef(np.abs(nodes[worse] - 2), far[worse])[0, 1] > 0.5


def test_a_missing_value_is_neither_a_fit_nor_a_misfit(cohort: Cohort) -> None:
    wanted = place(describe("HER2-", LEXICON), BREAST, "", LEXICON).wanted
    far, codes = distances(cohort, wanted, {}), cohort.codes("her2")
    fit, misfit, missing = (float(far[codes == code][0]) for code in (0, 1, -1))
    assert fit == 0 and misfit == 1
    assert fit < missing < misfit


def test_what_tells_more_of_the_outcome_weighs_more(cohort: Cohort) -> None:
    weights = learned_weights(cohort, "recurrence_free_survival")
    assert weights["positive_nodes"] == max(weights.values()) == 1
    assert weights["her2"] == min(weights.values())
    assert "hormonal_therapy" not in weights


def test_weights_are_learned_again_when_the_patients_have_changed(cohort: Cohort) -> None:
    path = cohort.folder / "weights-recurrence_free_survival.json"
    first = dict(learned_weights(cohort, "recurrence_free_survival"))
    path.write_text(path.read_text().replace('"": 1', '"": 2'))
    assert learned_weights(cohort, "recurrence_free_survival") == first


@pytest.mark.parametrize("text", ["homme de 60 ans, cancer de la prostate, grade 3", "lung cancer, 60 yo man"])
def test_a_cohort_of_another_disease_is_refused(cohort: Cohort, text: str) -> None:
    with pytest.raises(SourcierError) as caught:
        similar_patients(cohort, describe(text, LEXICON), language="fr")
    assert caught.value.key == "cohort_analysis.other_disease"


def test_a_disease_that_the_title_names_is_not_missed(cohort: Cohort) -> None:
    found = similar_patients(cohort, describe("femme de 58 ans, cancer du sein, grade 3", LEXICON), language="fr")
    assert found.not_in_cohort == ()


def test_a_description_of_which_nothing_is_recorded_is_refused(cohort: Cohort) -> None:
    with pytest.raises(SourcierError) as caught:
        similar_patients(cohort, describe("bonjour", LEXICON), language="fr")
    assert caught.value.key == "cohort_analysis.nothing_described"


def test_patients_like_the_one_before_but_for_little_are_shown_only_in_a_group_that_differs_enough(
    cohort: Cohort,
) -> None:
    shown = [
        similar_patients(
            cohort, describe(f"femme de {age} ans, grade 3, {nodes} ganglions envahis", LEXICON), language="fr"
        )
        for age, nodes in ((58, 2), (61, 2), (58, 3))
    ]
    assert all(one.outcomes is not None and all(curve.n >= 11 for curve in one.outcomes.curves) for one in shown)


def test_the_statement_counts_the_patients_shown(cohort: Cohort) -> None:
    found = similar_patients(cohort, describe(FRENCH, LEXICON), language="fr", size=150)
    assert found.outcomes is not None and found.n == found.outcomes.n >= 11
    assert found.statements[0].startswith(f"{found.n} patients de la cohorte « {BREAST.title.fr} » (686 au total)")
    assert "0.25" in found.statements[1]


def test_a_cohort_of_a_trial_is_said_to_be_one(breast: Callable[..., Cohort]) -> None:
    cohort = breast(replace(BREAST, randomised=True))
    assert any(
        "randomised trial" in text
        for text in similar_patients(cohort, describe(ENGLISH, LEXICON), language="en").statements
    )
