"""Which questions describe a patient, and which cohorts hold patients like the one described."""

from dataclasses import replace

import pytest

from assistant.cohort_fit import asked_of, describes_a_patient, fitting
from assistant.patient import describe
from assistant.question import understand
from corpora.cohorts.cohort import Dictionary, Label, Outcome
from tests.asking import lexicon
from tests.made_cohort import DIAGNOSIS, GRADE, HORMONE, MENOPAUSE, NODES, RECURRENCE

WORDS = Label("Germany", "Allemagne")
GBSG2 = Dictionary(
    "gbsg2",
    Label("GBSG 2, node-positive breast cancer", "GBSG 2, cancer du sein avec envahissement ganglionnaire"),
    WORDS, Label("1984 to 1989", "1984 à 1989"), (DIAGNOSIS, HORMONE, MENOPAUSE, GRADE, NODES), (RECURRENCE,),
    n=686, main_treatment="hormonal_therapy", historical=True, citation="Schumacher 1994",
)  # fmt: skip
OURS = replace(GBSG2, id="ours", historical=False, citation="", n=90)


@pytest.mark.parametrize(
    "question",
    [
        "Femme de 62 ans, cancer du sein, 5N+ : hormonothérapie ?",
        "62-year-old woman with breast cancer, 3 positive nodes: tamoxifen?",
        "Ma patiente, grade 3, 4 ganglions envahis, non ménopausée, cancer du sein : hormonothérapie ?",
        "Homme 71 ans, adénocarcinome pulmonaire stade IV, PS 1 : pembrolizumab ?",
    ],
)
def test_one_patients_own_characteristics_describe_a_patient(question: str) -> None:
    assert describes_a_patient(question, describe(question, lexicon()))


@pytest.mark.parametrize(
    "question",
    [
        "Does tamoxifen prolong survival in postmenopausal women with node-positive breast cancer?",
        "Trastuzumab en adjuvant dans le cancer du sein HER2+ : un an ou deux ans ?",
        "R-CHOP chez les patients de plus de 60 ans avec un LBDGC ?",
        "Women aged over 70 with stage II breast cancer: radiotherapy after surgery?",
        "FRESCO trial: fruquintinib, overall survival?",
    ],
)
def test_a_population_is_no_patient(question: str) -> None:
    assert not describes_a_patient(question, describe(question, lexicon()))


def fits(question: str, *dictionaries: Dictionary) -> list[str]:
    """Ids of the cohorts that fit a question, the best first."""
    about = understand(question, lexicon()).about
    return [found.id for found in fitting(dictionaries or (GBSG2,), about, lexicon())]


@pytest.mark.parametrize(
    "question",
    [
        "Femme de 62 ans, cancer du sein, 5N+ : hormonothérapie adjuvante ?",
        "62-year-old woman with breast cancer, 3 positive nodes: tamoxifen?",
        "Femme de 62 ans, cancer du sein, 5N+ : quel pronostic ?",
    ],
)
def test_the_same_disease_fits(question: str) -> None:
    assert fits(question) == ["gbsg2"]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Homme de 62 ans, cancer du côlon stade III : FOLFOX ?", "another disease"),
        (
            "Femme de 62 ans, cancer du sein métastatique : hormonothérapie ?",
            "the cohort was free of disease after surgery",
        ),
        ("Femme de 62 ans, cancer du sein N0 : hormonothérapie ?", "the cohort is node-positive"),
        ("Femme de 62 ans, cancer du sein, 5N+ : ribociclib ?", "the cohort is of a time without it"),
        ("Femme de 62 ans, fatigue : que proposer ?", "no disease is named"),
    ],
)
def test_other_patients_do_not(question: str, why: str) -> None:
    assert fits(question) == [], why


def test_the_hospitals_own_cohort_comes_before_a_published_one() -> None:
    assert fits("Femme de 62 ans, cancer du sein, 5N+ : hormonothérapie ?", GBSG2, OURS) == ["ours", "gbsg2"]


def test_the_hospitals_own_patients_are_of_interest_whatever_they_were_given() -> None:
    assert fits("Femme de 62 ans, cancer du sein, 5N+ : ribociclib ?", OURS) == ["ours"]


def test_the_outcome_and_the_treatment_asked_about_are_chosen() -> None:
    overall = Outcome("overall_survival", Label("overall survival", "survie globale"), Label("surgery", "la chirurgie"))
    both = replace(GBSG2, outcomes=(RECURRENCE, overall))
    about = understand("Femme de 62 ans, cancer du sein : tamoxifène et survie globale ?", lexicon()).about
    asked = asked_of(both, about, lexicon())
    assert (asked.outcome, asked.treatment) == ("overall_survival", "hormonal_therapy")
    about = understand("Femme de 62 ans, cancer du sein : radiothérapie ?", lexicon()).about
    assert asked_of(both, about, lexicon()).treatment is None
