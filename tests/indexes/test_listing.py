"""The library's list: found by words, a page at a time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpora.literature.source import NoticeKind, Source, SourceKind
from indexes.library import Library
from indexes.listing import list_sources
from tests.indexes.hashed_embedder import HashedEmbedder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Twelve sources."""
    with Library.open(tmp_path / "library", HashedEmbedder()) as opened:
        opened.add(
            Source(
                f"doi:10.1000/x_{n}",
                SourceKind.TRIAL_REPORT,
                f"Trial {n} of 100% pure drug",
                "Overall survival was longer.",
                year=2000 + n,
                journal="A journal",
                identifiers={"doi": f"10.1000/x_{n}", "nct": f"NCT000000{n:02}"},
                notices=(NoticeKind.RETRACTION,) if n == 3 else (),
                origin="export.ris",
            )
            for n in range(12)
        )
        yield opened


def test_pages_follow_one_another_without_overlap(library: Library) -> None:
    first, count = list_sources(library.connections, "", 0, 8)
    second, _ = list_sources(library.connections, "", 8, 8)
    assert count == 12
    assert len({row.id for row in (*first, *second)}) == 12


def test_every_word_must_be_in_the_title_an_identifier_or_the_file_s_name(library: Library) -> None:
    assert [row.id for row in list_sources(library.connections, "trial nct00000003")[0]] == ["doi:10.1000/x_3"]
    assert list_sources(library.connections, "export.ris")[1] == 12
    assert list_sources(library.connections, "trial absent")[1] == 0


def test_signs_are_looked_for_as_they_are(library: Library) -> None:
    assert list_sources(library.connections, "100%")[1] == 12
    assert list_sources(library.connections, "x_1")[1] == 3
    assert list_sources(library.connections, "x%1")[1] == 0


def test_a_row_says_what_the_source_is(library: Library) -> None:
    (row,), _ = list_sources(library.connections, "x_3")
    assert row.kind is SourceKind.TRIAL_REPORT
    assert row.notices == (NoticeKind.RETRACTION,)
    assert (row.year, row.journal, row.origin) == (2003, "A journal", "export.ris")
    assert row.passages >= 1
