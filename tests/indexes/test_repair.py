"""The derived indexes follow the store, whatever happens to them."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from indexes.library import Library
from indexes.retrieval import Retriever
from tests.indexes.hashed_embedder import HashedEmbedder
from tests.indexes.some_sources import trials

ROOT = Path(__file__).parents[2]


def _spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8] = bytes(255 - byte for byte in content[middle : middle + 8])
    path.write_bytes(content)


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _largest_lexical_file(folder: Path) -> Path:
    return max((folder / "lexical").glob("*.*"), key=lambda path: path.stat().st_size)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "dense deleted": lambda folder: shutil.rmtree(folder / "dense"),
    "lexical deleted": lambda folder: shutil.rmtree(folder / "lexical"),
    "vectors spoilt": lambda folder: _spoil(folder / "dense" / "vectors.f16"),
    "vectors cut short": lambda folder: _cut_short(folder / "dense" / "vectors.f16"),
    "keys spoilt": lambda folder: _spoil(folder / "dense" / "keys.i64"),
    "watermark unreadable": lambda folder: (folder / "dense" / "vectors.json").write_text("{"),
    "lexical spoilt": lambda folder: _spoil(_largest_lexical_file(folder)),
    "lexical cut short": lambda folder: _cut_short(_largest_lexical_file(folder)),
    "lexical state gone": lambda folder: (folder / "lexical.json").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_mended_on_opening(damage: str, library: Library, folder: Path, embedder: HashedEmbedder) -> None:
    library.add(trials(12))
    found = Retriever(library).search("olaparib ovarian cancer", k=5)
    library.close()
    DAMAGE[damage](folder)
    with Library.open(folder, embedder) as opened:
        assert opened.verify() == ()
        assert Retriever(opened).search("olaparib ovarian cancer", k=5) == found


@pytest.mark.parametrize("damage", ["vectors spoilt", "lexical spoilt"])
def test_verify_says_what_is_damaged(damage: str, library: Library, folder: Path) -> None:
    library.add(trials(12))
    library.close()
    DAMAGE[damage](folder)
    with Library.open(folder, read_only=True) as opened:
        assert [problem.key for problem in opened.verify()] == ["library.index_damaged"]


def test_the_dense_index_is_built_anew_when_much_of_it_has_been_removed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexes.following._REMOVED_AT_LEAST", 2)
    library.add(trials(12))
    for number in range(2):
        library.remove(f"doi:10.1000/{number}")
    assert library.status().dense.rows == 12  # type: ignore[union-attr]
    for number in range(2, 6):
        library.remove(f"doi:10.1000/{number}")
    assert library.status().dense.rows < 10  # type: ignore[union-attr]
    assert library.verify() == ()


def _replace_store(folder: Path, content: bytes) -> None:
    for suffix in ("-wal", "-shm"):
        (folder / f"library.sqlite{suffix}").unlink(missing_ok=True)
    (folder / "library.sqlite").write_bytes(content)


def _all_found(library: Library) -> set[str]:
    return {hit.source.id for hit in Retriever(library).search("cancer", k=50)}


def test_a_store_restored_from_an_older_copy_is_not_searched_with_newer_indexes(
    library: Library, folder: Path, embedder: HashedEmbedder
) -> None:
    library.add(trials(3))
    library.close()
    copy = (folder / "library.sqlite").read_bytes()
    with Library.open(folder, embedder) as opened:
        opened.add(trials(5, first=10))
    _replace_store(folder, copy)
    with Library.open(folder, embedder) as opened:
        assert opened.verify() == ()
        assert _all_found(opened) == {s.id for s in trials(3)}


def test_two_copies_that_went_different_ways_are_told_apart(
    library: Library, folder: Path, embedder: HashedEmbedder, tmp_path: Path
) -> None:
    library.add(trials(3))
    library.close()
    shutil.copytree(folder, tmp_path / "other")
    with Library.open(folder, embedder) as opened:
        opened.add(trials(5, first=10))
    with Library.open(tmp_path / "other", embedder) as opened:
        opened.add(trials(5, first=20))
    _replace_store(folder, (tmp_path / "other" / "library.sqlite").read_bytes())
    with Library.open(folder, embedder) as opened:
        assert opened.verify() == ()
        assert _all_found(opened) == {s.id for s in (*trials(3), *trials(5, first=20))}


def test_a_reader_goes_on_and_sees_what_another_process_imports(
    library: Library, folder: Path, embedder: HashedEmbedder
) -> None:
    library.add(trials(3))
    retriever = Retriever(library)
    assert len(retriever.search("survival", k=50)) == 3
    with Library.open(folder, embedder) as other:
        other.add(trials(2, first=10))
    assert len(retriever.search("survival", k=50)) == 5
    with Library.open(folder, embedder) as other:
        other.remove("doi:10.1000/1")
    assert len(retriever.search("survival", k=50)) == 4


_IMPORT = """
import sys
from pathlib import Path
from indexes import importing, library
from tests.indexes.hashed_embedder import HashedEmbedder
from tests.indexes.some_sources import trials

importing._BATCH = 4
library._SOURCES_BETWEEN_LEXICAL_COMMITS = 10
with library.Library.open(Path(sys.argv[1]), HashedEmbedder()) as opened:
    print("open", flush=True)
    opened.add(trials(400), lambda report: print(report.seen, flush=True))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_at_twenty_random_moments_nothing_committed_is_lost(folder: Path, embedder: HashedEmbedder) -> None:
    moments, expected = random.Random(7), {s.id: s for s in trials(400)}
    for _ in range(20):
        import_ = subprocess.Popen(
            [sys.executable, "-c", _IMPORT, str(folder)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
        )
        assert import_.stdout is not None
        assert import_.stdout.readline() == "open\n"
        time.sleep(moments.uniform(0, 0.25))
        import_.kill()
        said = [int(line) for line in import_.stdout.read().splitlines() if line.strip()]
        import_.wait()
        with Library.open(folder, embedder) as opened:
            kept = {source.id: source for source in opened.sources()}
            assert len(kept) >= (said[-1] if said else 0)
            assert all(source == expected[source_id] for source_id, source in kept.items())
            assert opened.verify() == ()
    with Library.open(folder, embedder) as opened:
        opened.add(trials(400))
        assert opened.status().sources == 400
        assert opened.verify() == ()
