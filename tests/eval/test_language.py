"""Which language an answer is in."""

import pytest

from eval.questions.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Adding the drug prolonged survival, but not in the elderly.", "en"),
        ("L'ajout du médicament prolonge la survie, mais pas chez les sujets âgés.", "fr"),
        ("Survie globale : HR 0,70 (IC 95 % 0,56 à 0,89), en faveur de l'association.", "fr"),
        ("Overall survival: HR 0.70 (95% CI 0.56 to 0.89), in favour of the combination.", "en"),
    ],
)
def test_function_words_tell_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_quotation_keeps_its_own_language() -> None:
    assert language_of("L'essai conclut : « the survival of the patients was not longer than with the drug ».") == "fr"


def test_a_title_keeps_its_own_language() -> None:
    title = "The effect of the drug on the survival of the patients"
    assert language_of(f"Selon l'essai {title}, la survie est prolongée.", (title,)) == "fr"


def test_an_english_title_in_a_french_sentence_would_tell_wrongly_if_it_were_not_left_out() -> None:
    title = "The effect of the drug on the survival of the patients in the trial"
    assert language_of(f"Selon l'essai {title}.") == "en"


def test_numbers_alone_tell_no_language() -> None:
    assert language_of("HR 0.70, p 0.01") is None
