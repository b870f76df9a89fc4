import pytest

from corpora.literature.language import detect_language, language_code


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The patients were treated with the drug and followed for two years.", "en"),
        ("Les patients ont été traités par le médicament et suivis pendant deux ans.", "fr"),
        ("Die Patienten wurden mit dem Medikament behandelt und nach zwei Jahren nicht mehr gesehen.", "de"),
        ("Los pacientes fueron tratados con el fármaco y se siguieron por dos años.", "es"),
    ],
)
def test_common_words_tell_the_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_text_of_few_words_is_in_the_language_expected() -> None:
    assert detect_language("EGFR 12", default="fr") == "fr"


def test_languages_are_known_by_their_codes_and_names() -> None:
    assert [language_code(name) for name in ("fre", "fr-FR", "English", "xx?")] == ["fr", "fr", "en", ""]
