"""The conclusion that a source itself draws, and where it stands."""

from assistant.conclusion import conclusion_of, conclusion_span
from corpora.literature.source import Section, Source, SourceKind
from corpora.literature.starter.cards import starter_sources


def article(text: str, *sections: Section, language: str = "en") -> Source:
    """An imported article."""
    return Source("file:x", SourceKind.ARTICLE, "Title", text, language=language, sections=sections)


def test_a_starter_cards_interpretation_is_its_conclusion_whole() -> None:
    card = next(source for source in starter_sources() if source.about["trial_name"] == "FRESCO")
    section = next(section for section in card.sections if section.name == "interpretation")
    assert conclusion_of(card) == card.text[section.start : section.end]


def test_of_an_imported_conclusion_the_first_sentences_are_taken() -> None:
    text = "We did this. It works well. It is safe. More research is needed."
    source = article(text, Section("methods", 0, 12), Section("conclusions", 13, len(text)))
    assert conclusion_of(source) == "It works well. It is safe."
    assert conclusion_of(source, most=1) == "It works well."


def test_without_a_section_the_sentence_that_concludes_is_taken() -> None:
    text = "We gave sorafenib to 100 patients. In conclusion, survival was longer. Funding was public."
    assert conclusion_of(article(text)) == "In conclusion, survival was longer."
    french = "Cent malades ont été traités. Au total, la survie était plus longue."
    assert conclusion_of(article(french, language="fr")) == "Au total, la survie était plus longue."


def test_a_source_without_a_conclusion_has_none() -> None:
    source = article("We gave sorafenib to 100 patients.")
    assert (conclusion_of(source), conclusion_span(source)) == ("", (0, 0))
