"""A library keeps what it is given, once, and says what it did."""

import sqlite3
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from corpora.errors import SourcierError
from corpora.literature.effect import EffectEstimate, Measure
from corpora.literature.source import NoticeKind, Page, Section, SourceKind
from indexes.filters import Filters
from indexes.library import Library
from indexes.store.migrations import MIGRATIONS
from tests.indexes.hashed_embedder import HashedEmbedder
from tests.indexes.some_sources import source, trials


def test_a_source_comes_back_as_it_went_in(library: Library) -> None:
    text = "Olaparib prolonged survival (HR 0.70, 95% CI 0.50 to 0.98). It was well tolerated by most patients."
    effect = EffectEstimate("survival", Measure.HAZARD_RATIO, "A vs B", Decimal("0.70"), Decimal("0.50"), exact=True)
    given = replace(
        source("doi:10.1000/x-é", text, trial_name="SOLO1", notices=(NoticeKind.CORRECTION,), randomised=True),
        sections=(Section("results", 0, len(text)),),
        pages=(Page(3, 0, len(text)),),
        effects=(effect,),
        authors=("A. Author", "B. Author"),
    )
    library.add([given])
    kept = library.source("doi:10.1000/x-é")
    assert kept == given
    assert str(kept.effects[0].value) == "0.70"


def test_passages_are_spans_of_their_source(library: Library) -> None:
    library.add(trials(1))
    kept = library.source("doi:10.1000/0")
    assert kept is not None
    assert [p.text for p in library.passages(kept.id)] == [
        kept.text[p.start : p.end] for p in library.passages(kept.id)
    ]


def test_a_second_import_changes_nothing_and_embeds_nothing(library: Library, embedder: HashedEmbedder) -> None:
    library.add(trials(5))
    before, embedded = library.status(), embedder.embedded
    report = library.add(trials(5))
    assert (report.added, report.updated, report.unchanged) == (0, 0, 5)
    assert (library.status(), embedder.embedded) == (before, embedded)


def test_a_source_first_known_by_pmid_is_updated_when_it_arrives_with_its_doi(library: Library) -> None:
    library.add([source("pmid:42", "An abstract about trastuzumab in breast cancer and its outcomes.")])
    arriving = source(
        "doi:10.1000/x-x",
        "The revised abstract about trastuzumab in breast cancer and its late outcomes.",
        identifiers={"pmid": "42"},
    )
    report = library.add([arriving])
    assert (report.added, report.updated, library.status().sources) == (0, 1, 1)
    by_doi, by_pmid = library.source("doi:10.1000/x-x"), library.source("PMID:42")
    assert by_doi == by_pmid
    assert by_doi is not None
    assert by_doi.text == arriving.text


def test_two_sources_become_one_when_a_third_links_them(library: Library) -> None:
    text = "An abstract about trastuzumab in breast cancer and its outcomes."
    library.add([source("pmid:7", text), source("doi:10.1000/x-seven", text)])
    library.add([source("doi:10.1000/x-seven", text, identifiers={"pmid": "7"}, origin="linked.xml")])
    assert library.status().sources == 1
    assert library.source("pmid:7") == library.source("doi:10.1000/x-seven")


def test_reports_of_the_same_registered_trial_stay_apart(library: Library) -> None:
    same = {"nct": "NCT00000001"}
    library.add(
        [
            source("doi:10.1000/x-first", "First report of the trial of olaparib.", identifiers=same),
            source("doi:10.1000/x-second", "Second report of the trial of olaparib.", identifiers=same),
        ]
    )
    assert library.status().sources == 2


def test_an_update_replaces_passages_and_embeds_only_what_changed(library: Library, embedder: HashedEmbedder) -> None:
    library.add(trials(3))
    embedded = embedder.embedded
    changed = replace(trials(3)[1], notices=(NoticeKind.RETRACTION,))
    report = library.add([changed])
    kept = library.source(changed.id)
    assert (report.updated, embedder.embedded) == (1, embedded)
    assert kept is not None
    assert kept.retracted
    assert library.verify() == ()


def test_the_same_source_twice_in_one_import_is_one_source(library: Library) -> None:
    report = library.add([trials(1)[0], trials(1)[0]])
    assert (report.added, report.unchanged, library.status().sources) == (1, 1, 1)


def test_a_source_without_text_is_rejected_and_does_not_stop_the_others(library: Library) -> None:
    report = library.add([source("doi:10.1000/x-empty", "  "), *trials(2)])
    assert report.added == 2
    assert [each.error.key for each in report.rejected] == ["library.no_text"]


def test_characters_that_are_no_text_are_rejected(library: Library) -> None:
    report = library.add([source("doi:10.1000/x-lone", "A lone surrogate \ud800 in a text about olaparib.")])
    assert [each.error.key for each in report.rejected] == ["library.not_text"]


def test_a_removed_source_is_gone_from_everything(library: Library) -> None:
    library.add(trials(3))
    assert library.remove("doi:10.1000/1")
    assert library.source("doi:10.1000/1") is None
    assert library.passages("doi:10.1000/1") == []
    assert (library.status().sources, library.status().lexical_passages) == (2, library.status().passages)
    assert library.verify() == ()
    assert not library.remove("doi:10.1000/1")


def test_sources_are_listed_by_filter(library: Library) -> None:
    library.add([*trials(2), source("file:case", "A case of melanoma.", kind=SourceKind.CASE_REPORT, year=1999)])
    assert [s.id for s in library.sources(Filters(kinds=frozenset({SourceKind.CASE_REPORT})))] == ["file:case"]
    assert len(list(library.sources(Filters(first_year=2000)))) == 2
    assert len(list(library.sources())) == 3


def test_trial_names_are_known_as_printed(library: Library) -> None:
    library.add([source("doi:10.1000/x-k", "A trial of pembrolizumab.", trial_name="Keynote-189"), *trials(1)])
    assert library.trial_names() == {"Keynote-189"}


def test_another_embedding_model_is_refused_with_the_remedy(library: Library, folder: Path) -> None:
    library.add(trials(1))
    with pytest.raises(SourcierError) as caught:
        Library.open(folder, HashedEmbedder(fingerprint="other"))
    assert caught.value.key == "library.other_embedding"
    assert "rebuild" in caught.value.hint("en")


def test_rebuilding_with_another_model_embeds_everything_anew(library: Library, folder: Path) -> None:
    library.add(trials(20))
    library.close()
    other = HashedEmbedder(dimension=32, fingerprint="other")
    with Library.open(folder) as opened:
        opened.rebuild(other)
        assert opened.verify() == ()
    assert other.embedded == 20
    with Library.open(folder, other) as opened:
        assert opened.status().embedding == "other"
        assert opened.view().dense is not None
        assert opened.view().dense.vectors.shape[1] == 32


def test_a_second_writer_gets_one_clear_message(library: Library, folder: Path, embedder: HashedEmbedder) -> None:
    def sources():  # type: ignore[no-untyped-def]
        yield trials(1)[0]
        with Library.open(folder, embedder) as other, pytest.raises(SourcierError) as caught:
            other.add(trials(1, first=9))
        assert caught.value.key == "library.busy"

    assert library.add(sources()).added == 1


def test_without_an_embedder_nothing_is_imported(folder: Path) -> None:
    with Library.open(folder) as opened, pytest.raises(SourcierError) as caught:
        opened.add(trials(1))
    assert caught.value.key == "library.no_embedder"


def test_to_read_a_library_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourcierError) as caught:
        Library.open(tmp_path / "nowhere", read_only=True)
    assert caught.value.key == "library.absent"
    assert not (tmp_path / "nowhere").exists()


def test_a_library_of_a_newer_version_is_refused(library: Library, folder: Path) -> None:
    library.close()
    with sqlite3.connect(folder / "library.sqlite") as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(SourcierError) as caught:
        Library.open(folder)
    assert caught.value.key == "library.newer_schema"


def test_a_library_of_the_first_version_is_brought_up_to_date(folder: Path, embedder: HashedEmbedder) -> None:
    folder.mkdir()
    with sqlite3.connect(folder / "library.sqlite") as connection:
        connection.executescript(MIGRATIONS[0])
        connection.execute(
            "INSERT INTO sources (id, kind, title, language, year, origin, details, text, retracted)"
            " VALUES ('doi:10.1000/x-k', 'trial_report', '', 'en', 2018, '', ?, 'x', 0)",
            ['{"about": {"trial_name": "SOLO1"}}'],
        )
        connection.execute("PRAGMA user_version = 1")
    with Library.open(folder, embedder) as opened:
        assert opened.trial_names() == {"SOLO1"}
        assert opened.status().schema == len(MIGRATIONS)


def test_a_file_that_is_no_database_is_named(folder: Path) -> None:
    folder.mkdir()
    (folder / "library.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(SourcierError) as caught:
        Library.open(folder)
    assert caught.value.key == "library.unreadable"


def test_a_library_that_is_open_for_reading_is_not_written(
    library: Library, folder: Path, embedder: HashedEmbedder
) -> None:
    library.add(trials(2))
    library.close()
    with Library.open(folder, embedder, read_only=True) as opened:
        assert opened.status().sources == 2
        for write in (lambda: opened.add(trials(1, first=5)), lambda: opened.remove("doi:10.1000/0"), opened.rebuild):
            with pytest.raises(SourcierError) as caught:
                write()
            assert caught.value.key == "library.read_only"


def test_a_library_of_an_older_version_cannot_be_read_until_it_is_brought_up_to_date(folder: Path) -> None:
    folder.mkdir()
    with sqlite3.connect(folder / "library.sqlite") as connection:
        connection.executescript(MIGRATIONS[0])
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(SourcierError) as caught:
        Library.open(folder, read_only=True)
    assert caught.value.key == "library.older_schema"
    Library.open(folder).close()
    Library.open(folder, read_only=True).close()
