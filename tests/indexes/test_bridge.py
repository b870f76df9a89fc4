"""French words become the English words of the library's vocabulary."""

import csv
from importlib.resources import files

import pytest

from indexes.bridge.cognates import cognates, skeleton
from indexes.bridge.english_words import english_words

VOCABULARY = {
    **{"methadon": 3, "method": 90, "tuberculosi": 12, "fibrosi": 9, "receptor": 50, "tumor": 80, "vascular": 7},
    **{"obes": 6, "insomnia": 2, "hepat": 30, "transplant": 20, "liver": 40, "apoe4": 2, "e": 10, "e4": 4, "kinet": 3},
}


def vocabulary(prefix: str) -> list[tuple[str, int]]:
    return [(term, count) for term, count in VOCABULARY.items() if term.startswith(prefix)]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("tuberculos", "tuberculosi"),
        ("fibros", "fibrosi"),
        ("recepteur", "receptor"),
        ("vasculair", "vascular"),
        ("insomn", "insomnia"),
        ("thrombos", "thrombosi"),
        ("hypertrophi", "hypertrophi"),
        ("oesophag", "esophag"),
    ],
)
def test_cognates_have_one_skeleton(french: str, english: str) -> None:
    assert skeleton(french) == skeleton(english)


def test_the_nearest_word_of_the_vocabulary_is_taken() -> None:
    assert cognates("methadon", VOCABULARY.items()) == [("methadon", 1.0)]


def test_short_words_are_not_guessed() -> None:
    assert cognates("mal", {"mala": 4, "male": 9}.items()) == []


def test_a_phrase_is_translated_as_a_whole() -> None:
    words = english_words("une transplantation hépatique", vocabulary)
    assert {"liver", "transplant"} <= set(words)


def test_names_with_digits_stay_as_they_are() -> None:
    assert english_words("APOE4", vocabulary) == {"apoe4": 1.0}


def test_words_that_say_nothing_are_left_out() -> None:
    assert english_words("est-ce que les autres sont aussi", vocabulary).keys() <= {"other", "also"}


def test_the_glossary_has_one_entry_a_word_and_no_blank_ones() -> None:
    with (files("corpora.lexicon") / "general_fr_en.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len({row["french"] for row in rows}) == len(rows) > 1_500
    assert all(row["french"].strip() == row["french"] != "" for row in rows)
    assert all(part.strip() == part for row in rows for part in row["english"].split(";"))
