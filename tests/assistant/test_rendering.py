"""English terms of a source are said in the answer's language, or quoted as printed: never half translated."""

import pytest

from assistant.rendering import curated_french, render, translated
from corpora.literature.starter.cards import starter_sources
from tests.asking import lexicon


def test_english_is_left_as_printed() -> None:
    assert render("any odd term at all", "en", lexicon()) == "any odd term at all"


@pytest.mark.parametrize(
    ("term", "french"),
    [
        ("overall survival", "survie globale"),
        ("pembrolizumab plus chemotherapy", "pembrolizumab plus chimiothérapie"),
        ("no hormonal therapy", "sans hormonothérapie"),
    ],
)
def test_what_the_lexicon_knows_is_translated(term: str, french: str) -> None:
    assert render(term, "fr", lexicon()) == french


def test_what_is_not_wholly_known_is_quoted_whole() -> None:
    assert (
        render("overall survival in the zorbian subset", "fr", lexicon())
        == "« overall survival in the zorbian subset »"
    )


def test_a_figure_alone_needs_no_translation() -> None:
    assert render("20 / 21", "fr", lexicon()) == "20 / 21"


def test_the_curated_translations_keep_every_number() -> None:
    """A translation that changed a digit would put a number on the page that no source prints."""
    import re

    def digits(text: str) -> list[str]:
        return sorted(re.findall(r"\d+", text))

    changed = {
        english: french
        for english, french in curated_french().items()
        if not set(digits(french)) <= set(digits(english))
    }
    assert changed == {}


def test_a_text_without_a_translation_has_none() -> None:
    assert translated("No such text.", "fr") is None
    assert translated("No such text.", "en") == "No such text."


def test_most_of_the_starter_librarys_conditions_have_a_french_name() -> None:
    conditions = {str(source.about["condition"]) for source in starter_sources()}
    quoted = [condition for condition in conditions if render(condition, "fr", lexicon()).startswith("«")]
    assert len(quoted) < 0.05 * len(conditions)
