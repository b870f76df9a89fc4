"""Evidence: retrieved sources are ranked by how they fit the question, and shown with what supports them."""

from collections.abc import Callable

from assistant.answer import Answer, Fit
from assistant.evidence import SourceReader
from corpora.literature.source import Source, SourceKind
from tests.asking import lexicon


def test_every_facet_of_every_source_is_said(fresco: Answer) -> None:
    for evidence in fresco.sources:
        assert [facet for facet, _ in evidence.fit] == [
            "condition",
            "biomarkers",
            "setting",
            "interventions",
            "outcomes",
        ]
    assert dict(fresco.sources[0].fit)["interventions"] is Fit.SAME
    assert dict(fresco.sources[0].fit)["condition"] is Fit.SAME


def test_what_answers_scores_higher_than_what_does_not(fresco: Answer) -> None:
    scores = [evidence.score for evidence in fresco.sources]
    assert fresco.sources[0].score == max(scores)


def test_the_effects_asked_about_come_first(answer_to: Callable[..., Answer]) -> None:
    asked = answer_to("FRESCO trial: fruquintinib, progression-free survival?").sources[0]
    assert asked.effects[0].endpoint == "progression-free survival"
    assert len(asked.effects) == len(asked.source.effects)


def test_every_effect_of_a_source_stands_in_a_passage_that_is_shown(fresco: Answer) -> None:
    for evidence in fresco.sources:
        for effect in evidence.effects:
            if effect.passage_start >= 0:
                assert any(p.start <= effect.passage_start < p.end for p in evidence.passages)


def test_the_highlights_of_a_source_that_answers_are_the_number_and_the_conclusion(fresco: Answer) -> None:
    first = fresco.sources[0]
    marked = [first.source.text[start:end] for start, end in first.highlights]
    assert any("0.65" in text for text in marked)
    assert any("primary endpoint was met" in text for text in marked)


def test_a_source_is_read_again_when_its_text_has_changed() -> None:
    reader = SourceReader(lexicon())
    before = Source("file:x", SourceKind.ARTICLE, "A note", "On sorafenib.")
    after = Source("file:x", SourceKind.ARTICLE, "A note", "On lenvatinib.")
    assert reader.about(before).interventions == ("sorafenib",)
    assert reader.about(after).interventions == ("lenvatinib",)


def test_what_was_read_is_forgotten_in_the_end() -> None:
    reader = SourceReader(lexicon(), most=2)
    for n in range(5):
        reader.about(Source(f"file:{n}", SourceKind.ARTICLE, "A note", "On sorafenib."))
    assert len(reader._about) == 2
