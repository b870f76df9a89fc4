from dataclasses import replace

from corpora.literature.merging import merged
from corpora.literature.source import NoticeKind, Source, SourceKind
from corpora.literature.starter.cards import starter_sources

ABSTRACT = Source(
    "pmid:7", SourceKind.TRIAL_REPORT, "T", "Abstract.", identifiers={"pmid": "7"}, year=2016, origin="a.nbib"
)
FULL = Source(
    "doi:10.1000/x",
    SourceKind.ARTICLE,
    "T",
    "Full text. " * 50,
    identifiers={"doi": "10.1000/x", "pmid": "7"},
    origin="b.xml",
)


def test_the_full_text_replaces_the_abstract_under_the_known_id() -> None:
    both = merged(ABSTRACT, FULL)
    assert (both.id, both.text, both.year) == ("pmid:7", FULL.text, 2016)
    assert both.identifiers == {"doi": "10.1000/x", "pmid": "7"}


def test_an_abstract_does_not_replace_the_full_text() -> None:
    assert merged(FULL, ABSTRACT).text == FULL.text


def test_reading_the_same_again_changes_nothing() -> None:
    once = merged(ABSTRACT, FULL)
    assert merged(once, ABSTRACT) == once
    assert merged(merged(once, FULL), ABSTRACT) == once


def test_a_new_version_of_the_same_file_replaces_the_old_one() -> None:
    shorter = replace(FULL, text="Corrected.", notices=())
    assert merged(replace(FULL, notices=(NoticeKind.CORRECTION,)), shorter).text == "Corrected."


def test_notices_from_both_are_kept() -> None:
    assert NoticeKind.RETRACTION in merged(FULL, replace(ABSTRACT, notices=(NoticeKind.RETRACTION,))).notices


def test_a_card_keeps_its_effects_when_the_abstract_is_imported() -> None:
    card = next(iter(starter_sources()))
    abstract = replace(ABSTRACT, id=card.id, text="word " * 400, identifiers=card.identifiers)
    assert merged(card, abstract).effects == card.effects


def test_a_full_text_takes_over_the_cards_effects_that_it_prints() -> None:
    card = next(c for c in starter_sources() if len(c.effects) > 1)
    quote = card.effects[0].quote
    full = replace(FULL, text=f"{'word ' * 2_000}{quote} end.", identifiers=card.identifiers)
    effects = merged(card, full).effects
    assert effects
    assert all(full.text[e.passage_start : e.passage_end] == e.quote for e in effects)
