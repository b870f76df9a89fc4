"""An outcome that a source only names is not one that it reports."""

import pytest

from assistant.reported import outcomes_insisted_on, reported_outcomes, reports
from corpora.literature.source import Source, SourceKind
from tests.asking import lexicon


def reported(text: str) -> frozenset[str]:
    source = Source(id="doi:10.1/x", kind=SourceKind.ARTICLE, title="A trial", text=text, language="en")
    return reported_outcomes(source, lexicon().recognise(text, "en"), lexicon(), len(text))


@pytest.mark.parametrize(
    "text",
    [
        "Overall survival is not covered in this report.",
        "The trial gives no survival data.",
        "It says nothing about overall survival.",
        "Overall survival was not yet mature.",
    ],
)
def test_an_outcome_said_to_be_missing_is_not_reported(text: str) -> None:
    assert not reports(("overall_survival",), reported(text), lexicon())


@pytest.mark.parametrize("text", ["Overall survival did not differ.", "Median overall survival was 9.3 months."])
def test_a_result_in_words_or_figures_is_reported(text: str) -> None:
    assert reports(("overall_survival",), reported(text), lexicon())


def test_kindred_outcomes_answer_for_one_another() -> None:
    assert reports(("disease_free_survival",), reported("Relapse-free survival was longer."), lexicon())
    assert not reports(("overall_survival",), reported("Relapse-free survival was longer."), lexicon())


@pytest.mark.parametrize(
    ("question", "language", "outcome"),
    [
        ("OCEANS: median OS with and without Avastin?", "en", "overall_survival"),
        ("taux de réponse sous Erivedge ?", "fr", "response_rate"),
        ("SSM à 3 ans ?", "fr", "disease_free_survival"),
    ],
)
def test_an_outcome_whose_result_is_asked_is_insisted_on(question: str, language: str, outcome: str) -> None:
    assert outcome in outcomes_insisted_on(question, language, lexicon())


@pytest.mark.parametrize(
    ("question", "language"),
    [("CLL, good response to induction: ofatumumab?", "en"), ("LAM en 1re rechute : FLAG ?", "fr")],
)
def test_a_patients_history_is_not(question: str, language: str) -> None:
    assert outcomes_insisted_on(question, language, lexicon()) == ()
