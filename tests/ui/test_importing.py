"""Files become sources of a real library, with steps that a page can show."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from corpora.literature.notice_list import load_notices
from corpora.literature.source import NoticeKind
from indexes.library import Library
from tests.indexes.hashed_embedder import HashedEmbedder
from ui.importing import import_files
from ui.wiring import PageLibrary

TRIAL = (
    "TY  - JOUR\nTI  - {title}\nAB  - Overall survival was longer with drug {n}.\n"
    "PY  - 2020\nDO  - 10.1000/x.{n}\nER  - \n"
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library.open(tmp_path / "library", HashedEmbedder()) as opened:
        yield opened


def ris(folder: Path, name: str, *numbers: int) -> Path:
    """A RIS file of trials."""
    path = folder / name
    path.write_text("".join(TRIAL.format(title=f"Trial {n}", n=n) for n in numbers), encoding="utf-8")
    return path


def test_steps_count_the_sources_of_all_files(library: Library, tmp_path: Path) -> None:
    steps = list(import_files(library, [ris(tmp_path, "a.ris", 1, 2), ris(tmp_path, "b.ris", 3)]))
    assert (steps[0].file, steps[0].done, steps[0].files) == ("a.ris", 0, 2)
    assert (steps[-1].file, steps[-1].done, steps[-1].added) == ("b.ris", 2, 3)
    assert library.status().sources == 3


def test_the_same_file_again_changes_nothing(library: Library, tmp_path: Path) -> None:
    path = ris(tmp_path, "a.ris", 1, 2)
    list(import_files(library, [path]))
    *_, last = import_files(library, [path])
    assert (last.added, last.unchanged) == (0, 2)


def test_a_file_that_cannot_be_read_is_a_step_with_its_error_and_the_next_is_read(
    library: Library, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.ris"
    empty.touch()
    steps = list(import_files(library, [empty, ris(tmp_path, "a.ris", 1)]))
    assert [step.file for step in steps if step.error] == ["empty.ris"]
    assert steps[-1].added == 1


def test_an_error_that_nobody_foresaw_reaches_the_caller(library: Library, tmp_path: Path) -> None:
    def broken(source: object) -> object:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(import_files(library, [ris(tmp_path, "a.ris", 1)], broken))  # type: ignore[arg-type]


def test_the_page_s_library_lists_finds_and_removes(library: Library, tmp_path: Path) -> None:
    page = PageLibrary(library)
    list(page.add_files([ris(tmp_path, "a.ris", 1, 2)]))
    rows, count = page.find("trial 2", 0, 10)
    assert count == 1 and rows[0].title == "Trial 2" and rows[0].passages >= 1
    page.remove(rows[0].id)
    assert page.find("", 0, 10)[1] == page.status().sources == 1


def test_the_page_puts_the_listed_notices_on_what_it_imports(library: Library, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("doi,nature\n10.1000/x.2,Retraction\n", encoding="utf-8")
    page = PageLibrary(library, partial(load_notices, listed))
    list(page.add_files([ris(tmp_path, "a.ris", 1, 2)]))
    rows, _ = page.find("", 0, 10)
    assert {row.title: row.notices for row in rows} == {"Trial 1": (), "Trial 2": (NoticeKind.RETRACTION,)}
