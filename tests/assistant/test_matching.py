"""A source is held against a question facet by facet: same, broader, narrower, different, or not said."""

import pytest

from assistant.about import About
from assistant.answer import Fit
from assistant.matching import Match, match, relation
from tests.asking import lexicon


def held(question: About, source: About) -> Match:
    """A source held against a question."""
    return match(question, source, lexicon())


@pytest.mark.parametrize(
    ("asked", "said", "fit"),
    [
        ("breast_cancer", "breast_cancer", Fit.SAME),
        ("lung_cancer", "nsclc", Fit.NARROWER),
        ("nsclc", "lung_cancer", Fit.BROADER),
        ("breast_cancer", "gastric_cancer", Fit.DIFFERENT),
    ],
)
def test_a_condition_is_the_same_narrower_broader_or_different(asked: str, said: str, fit: Fit) -> None:
    assert relation(asked, said, lexicon()) is fit
    assert held(About(conditions=(asked,)), About(conditions=(said,))).of("condition") is fit


def test_what_either_leaves_unsaid_is_not_said() -> None:
    assert held(About(), About(conditions=("breast_cancer",))).of("condition") is Fit.NOT_SAID
    assert held(About(conditions=("breast_cancer",)), About()).of("condition") is Fit.NOT_SAID


def test_a_regimen_holds_its_components() -> None:
    assert relation("oxaliplatin", "folfox", lexicon(), components=True) is Fit.NARROWER
    assert relation("oxaliplatin", "folfox", lexicon()) is Fit.DIFFERENT


def test_a_class_too_large_stands_for_none_of_its_members() -> None:
    assert relation("pembrolizumab", "monoclonal_antibodies", lexicon(), components=True) is Fit.DIFFERENT


def test_each_intervention_asked_about_is_covered_or_not() -> None:
    asked = About(interventions=("sorafenib", "lenvatinib"))
    assert held(asked, About(interventions=("sorafenib", "placebo"))).interventions == (1.0, 0.0)


def test_first_line_contradicts_second_line_and_not_metastatic() -> None:
    asked = About(settings=("first_line",))
    assert held(asked, About(settings=("second_line",))).contradicted == ("line",)
    assert held(asked, About(settings=("metastatic",))).contradicted == ()


def test_a_trial_that_the_question_names_is_recognised() -> None:
    asked = About(trials=("FRESCO",))
    assert held(asked, About(trials=("FRESCO",))).trial
    assert not held(asked, About(trials=("FRESCO-2",))).trial


def test_two_statuses_of_one_marker_contradict_each_other() -> None:
    asked = About(biomarkers=("her2_positive",))
    assert held(asked, About(biomarkers=("her2_negative",))).of("biomarkers") is Fit.DIFFERENT
    assert held(asked, About(biomarkers=("her2_positive",))).of("biomarkers") is Fit.SAME


def test_another_cancer_is_another_tumour_whatever_else_is_alike() -> None:
    asked = About(conditions=("breast_cancer", "hot_flushes"))
    assert held(asked, About(conditions=("prostate_cancer", "hot_flushes"))).tumour is Fit.DIFFERENT
