"""Fixtures of the tests of the indexes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexes.library import Library
from tests.indexes.hashed_embedder import HashedEmbedder


@pytest.fixture
def embedder() -> HashedEmbedder:
    """A small real embedder."""
    return HashedEmbedder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a test's library goes."""
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path, embedder: HashedEmbedder) -> Iterator[Library]:
    """An empty library."""
    with Library.open(folder, embedder) as opened:
        yield opened
