"""French is told from English in texts of any length and style."""

import pytest

from corpora.catalogue import Language
from corpora.french_or_english import french_or_english


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Does trastuzumab prolong survival in HER2-positive gastric cancer?", "en"),
        ("Le trastuzumab prolonge-t-il la survie dans le cancer gastrique HER2+ ?", "fr"),
        ("resultats de KEYNOTE-119 dans le sein triple negatif", "fr"),
        ("Yoga pdt la RT du sein, ça change qqch sur la QdV ?", "fr"),
        ("oxaliplatine adjuvant colon stade III FOLFOX contre 5-FU", "fr"),
        ("chimio ou hormonothérapie en 1re ligne ?", "fr"),
        ("FRESCO trial fruquintinib numbers?", "en"),
        ("yoga class for breast ca women during treatment, does it do anything for QoL", "en"),
        ("What's new after R-CHOP?", "en"),
        ("L’ajout d’abiratérone", "fr"),
    ],
)
def test_the_language_is_that_of_the_question_even_in_telegraphic_style(text: str, language: Language) -> None:
    assert french_or_english(text) == language
