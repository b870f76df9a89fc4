"""The dense index finds what exact search finds, whatever its kind."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from indexes.dense.index import DenseIndex
from indexes.dense.kinds import IndexKind, IndexLimits, kind_for
from indexes.dense.recall import exact_neighbours
from indexes.dense.vector_file import VectorFile

DIMENSION = 32
NOBODY = np.empty(0, np.int64)


def vectors(count: int) -> npt.NDArray[np.float16]:
    random = np.random.default_rng(0)
    centres = random.standard_normal((40, DIMENSION)) * 2
    made = centres[random.integers(0, 40, count)] + random.standard_normal((count, DIMENSION))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float16)


def index_of(folder: Path, rows: npt.NDArray[np.float16], limits: IndexLimits) -> DenseIndex:
    index = DenseIndex(folder, "library", DIMENSION, limits, threads=1)
    index.append([(np.arange(1, len(rows) + 1), rows)], "")
    index.consolidate()
    return index


EXACT, GRAPH, LISTS = IndexLimits(), IndexLimits(exact=10, graph=10**6), IndexLimits(exact=10, graph=20)


def test_the_kind_follows_the_size() -> None:
    sizes = (0, 100_000, 100_001, 250_000, 250_001, 37_000_000)
    assert [kind_for(size, IndexLimits()) for size in sizes] == ["exact", "exact", "hnsw", "hnsw", "ivf", "ivf"]


@pytest.mark.parametrize(
    ("limits", "kind"), [(EXACT, IndexKind.EXACT), (GRAPH, IndexKind.GRAPH), (LISTS, IndexKind.LISTS)]
)
def test_each_kind_finds_what_exact_search_finds(tmp_path: Path, limits: IndexLimits, kind: IndexKind) -> None:
    made = vectors(4_050)
    rows, queries = made[:4_000], np.asarray(made[4_000:], np.float32)
    index = index_of(tmp_path, rows, limits)
    assert index.status().kind is kind
    assert index.status().recall >= 0.97
    truth, _ = exact_neighbours(rows, queries, 10)
    snapshot = index.snapshot(NOBODY)
    hits = 0
    for query, expected in zip(queries, truth, strict=True):
        keys, scores = snapshot.search(query, 10)
        hits += len(np.intersect1d(keys - 1, expected))
        assert np.all(np.diff(scores) <= 0)
        assert np.allclose(scores, rows[keys - 1].astype(np.float32) @ query, atol=1e-6)
    assert hits / truth.size >= 0.97


@pytest.mark.parametrize("limits", [EXACT, GRAPH, LISTS])
def test_passages_added_later_are_found_at_once(tmp_path: Path, limits: IndexLimits) -> None:
    rows = vectors(2_100)
    index = index_of(tmp_path, rows[:2_000], limits)
    for start, end in ((2_000, 2_050), (2_050, 2_100)):
        index.append([(np.arange(start + 1, end + 1), rows[start:end])], "")
    keys, _ = index.snapshot(NOBODY).search(rows[2_099].astype(np.float32), 5)
    assert keys[0] == 2_100


@pytest.mark.parametrize("limits", [GRAPH, LISTS])
def test_consolidation_takes_in_what_was_added(tmp_path: Path, limits: IndexLimits) -> None:
    rows = vectors(3_000)
    index = index_of(tmp_path, rows[:2_000], limits)
    index.append([(np.arange(2_001, 3_001), rows[2_000:])], "")
    index.consolidate()
    assert index.snapshot(NOBODY).main_rows == 3_000
    assert index.snapshot(NOBODY).search(rows[2_500].astype(np.float32), 1)[0][0] == 2_501


@pytest.mark.parametrize("limits", [EXACT, GRAPH, LISTS])
def test_removed_passages_are_not_found(tmp_path: Path, limits: IndexLimits) -> None:
    rows = vectors(1_000)
    index = index_of(tmp_path, rows, limits)
    query = rows[500].astype(np.float32)
    assert index.snapshot(NOBODY).search(query, 1)[0][0] == 501
    assert 501 not in index.snapshot(np.array([501])).search(query, 100)[0]


def test_a_search_among_some_passages_compares_each_of_them(tmp_path: Path) -> None:
    rows = vectors(500)
    snapshot = index_of(tmp_path, rows, EXACT).snapshot(NOBODY)
    keys, scores = snapshot.search_among(rows[0].astype(np.float32), np.array([400, 30, 7, 9_999]), 10)
    assert set(keys) == {400, 30, 7}
    assert scores[0] == max(float(rows[key - 1].astype(np.float32) @ rows[0].astype(np.float32)) for key in keys)


def test_scores_of_passages_that_are_not_here_are_nothing(tmp_path: Path) -> None:
    rows = vectors(10)
    snapshot = index_of(tmp_path, rows, EXACT).snapshot(NOBODY)
    assert snapshot.scores(rows[0].astype(np.float32), np.array([99]))[0] == 0


@pytest.mark.parametrize("limits", [GRAPH, LISTS])
def test_a_damaged_main_index_is_replaced_by_exact_search_until_it_is_built_anew(
    tmp_path: Path, limits: IndexLimits
) -> None:
    rows = vectors(500)
    index_of(tmp_path, rows, limits)
    size = (tmp_path / "main.faiss").stat().st_size
    (tmp_path / "main.faiss").write_bytes(bytes(size))
    index = DenseIndex(tmp_path, "library", DIMENSION, limits, threads=1)
    assert index.snapshot(NOBODY).search(rows[7].astype(np.float32), 1)[0][0] == 8
    assert not index.undamaged(thoroughly=True)


def test_files_of_another_library_are_not_used(tmp_path: Path) -> None:
    index_of(tmp_path, vectors(20), EXACT)
    other = DenseIndex(tmp_path, "another library", DIMENSION, EXACT, threads=1)
    assert (other.watermark, len(other.snapshot(NOBODY).keys)) == (0, 0)


def test_rows_beyond_the_recorded_state_are_overwritten(tmp_path: Path) -> None:
    file, rows = VectorFile(tmp_path, "library", DIMENSION), vectors(30)
    file.append([(np.arange(10), rows[:10])], "")
    with (tmp_path / "vectors.f16").open("ab") as half_written:
        half_written.write(b"\x01" * 1_000)
    state = file.append([(np.arange(10, 30), rows[10:])], "")
    keys, kept = file.open(state)
    assert np.array_equal(kept, rows)
    assert np.array_equal(keys, np.arange(30))
    assert file.undamaged(state, thoroughly=True)
