"""The shipped vectors of the starter library are those of the model itself, and of that model only."""

import io
from pathlib import Path

import numpy as np

from corpora.literature.passages import passages_of
from corpora.literature.source import Source
from corpora.literature.starter.cards import starter_sources
from indexes.embedding import load_embedder
from indexes.importing import embedded_text
from indexes.starter_vectors import RecallingEmbedder, recalling, shipped_vectors, text_hash, write
from tests.indexes.hashed_embedder import HashedEmbedder


def starter_texts() -> list[str]:
    """Every passage of the starter library's cards as it is embedded."""
    return [embedded_text(source, passage) for source in starter_sources() for passage in passages_of(source)]


def test_shipped_vectors_agree_with_the_live_model(weights: Path) -> None:
    embedder = load_embedder("multilingual-e5-small", weights, 2)
    known = shipped_vectors(embedder.fingerprint)
    sample = starter_texts()[::200]
    shipped = np.asarray([known[text_hash(text)] for text in sample], np.float32)
    live = embedder.embed_passages(sample)
    cosines = (shipped * live).sum(1) / np.linalg.norm(shipped, axis=1) / np.linalg.norm(live, axis=1)
    assert cosines.min() > 0.999


def test_every_passage_of_the_starter_library_is_shipped(weights: Path) -> None:
    known = shipped_vectors(load_embedder("multilingual-e5-small", weights, 2).fingerprint)
    assert [text for text in starter_texts() if text_hash(text) not in known] == []


def test_every_passage_of_the_public_cohort_is_shipped(weights: Path, gbsg2_strata: list[Source]) -> None:
    """A text that changed is embedded at the first start, which takes longer: `python -m indexes.starter_vectors`."""
    known = shipped_vectors(load_embedder("multilingual-e5-small", weights, 2).fingerprint)
    texts = [embedded_text(stratum, passage) for stratum in gbsg2_strata for passage in passages_of(stratum)]
    assert [text for text in texts if text_hash(text) not in known] == []


def test_another_models_vectors_are_not_used() -> None:
    other = HashedEmbedder()
    assert shipped_vectors(other.fingerprint) == {}
    assert recalling(other) is other


def test_what_is_known_is_recalled_and_the_rest_is_embedded_in_order() -> None:
    embedder = HashedEmbedder()
    marked = np.zeros(embedder.dimension, np.float16)
    marked[0] = 1
    rows = RecallingEmbedder(embedder, {text_hash("known"): marked}).embed_passages(["new", "known", "newer"])
    assert rows[1].tolist() == marked.tolist()
    np.testing.assert_allclose(rows[[0, 2]], embedder.embed_passages(["new", "newer"]))


def test_vectors_are_written_as_they_are_read() -> None:
    file = io.BytesIO()
    write(file, "a model", ["one", "two"], np.eye(2, 4, dtype=np.float32))
    file.seek(0)
    with np.load(file) as stored:
        assert str(stored["fingerprint"]) == "a model"
        assert stored["vectors"].dtype == np.float16
        assert stored["hashes"][1].tobytes() == text_hash("two")
