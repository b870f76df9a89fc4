"""What a sentence claims of a comparison, in English and French."""

import pytest

from assistant.polarity import Polarity, clauses, polarity


@pytest.mark.parametrize(
    "sentence",
    [
        "Sorafenib prolonged overall survival.",
        "Deaths were fewer with sorafenib.",
        "Sorafenib was superior to placebo.",
        "Le sorafénib a amélioré la survie globale.",
        "Le sorafénib a réduit le risque de décès.",
        "La survie sans progression était significativement améliorée sous sorafénib.",
    ],
)
def test_better(sentence: str) -> None:
    assert polarity(sentence) is Polarity.BETTER


@pytest.mark.parametrize(
    "sentence",
    [
        "Sorafenib shortened overall survival.",
        "Survival was worse with sorafenib.",
        "La survie était plus courte sous sorafénib.",
        "Les neutropénies étaient plus fréquentes.",
    ],
)
def test_worse(sentence: str) -> None:
    assert polarity(sentence) is Polarity.WORSE


@pytest.mark.parametrize(
    "sentence",
    [
        "Sorafenib did not prolong overall survival.",
        "There was no significant difference in survival.",
        "Survival was similar in both groups.",
        "Le sorafénib n'a pas amélioré la survie.",
        "Aucune différence significative n'a été observée.",
        "La survie était comparable dans les deux bras.",
    ],
)
def test_no_difference(sentence: str) -> None:
    assert polarity(sentence) is Polarity.NO_DIFFERENCE


@pytest.mark.parametrize("sentence", ["Median overall survival was 9.3 months.", "La médiane était de 9,3 mois."])
def test_a_plain_figure_claims_nothing(sentence: str) -> None:
    assert polarity(sentence) is Polarity.NONE


def test_a_sentence_that_claims_two_things_is_read_clause_by_clause() -> None:
    parts = clauses("Response improved, but overall survival did not differ.")
    assert [polarity(part) for part in parts] == [Polarity.BETTER, Polarity.NO_DIFFERENCE]
    parts = clauses("La réponse était meilleure, mais la survie n'était pas différente.")
    assert [polarity(part) for part in parts] == [Polarity.BETTER, Polarity.NO_DIFFERENCE]


def test_what_stands_in_brackets_belongs_to_its_clause() -> None:
    assert len(clauses("Survival was longer (hazard ratio 0.65; 95% CI 0.51 to 0.83); response was not.")) == 2
