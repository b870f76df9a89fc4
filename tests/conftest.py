"""Fixtures that every test shares."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.pipeline import Assistant
    from corpora.cohorts.store import Cohort
    from corpora.literature.source import Source
    from indexes.library import Library, LibraryEmbedder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has a user folder of its own, and none of the developer's settings."""
    for variable in list(os.environ):
        if variable.startswith("SOURCIER_"):
            monkeypatch.delenv(variable)
    folder = tmp_path / "home"
    monkeypatch.setenv("SOURCIER_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data sets, beside the checkout or named by ``SHARED_DATA``; not part of the project."""
    folder = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the public data sets are not at {folder}; set SHARED_DATA to their folder")
    return folder


@pytest.fixture(scope="session")
def weights() -> Path:
    """The folder of model weights that ``make test`` fills: that of the developer's own settings."""
    from assistant.settings import load_settings
    from indexes.weights import is_present

    settings = load_settings()
    if not is_present(settings.embedding.model, settings.weights_folder):
        pytest.fail(
            f"no {settings.embedding.model} in {settings.weights_folder}: run `make test`, or "
            f"`sourcier weights fetch {settings.embedding.model}`, or name its folder in SOURCIER_WEIGHTS"
        )
    return settings.weights_folder


@pytest.fixture(scope="session")
def starter_embedder(weights: Path) -> "LibraryEmbedder":
    """The default embedding model, which knows the starter library's vectors."""
    from indexes.embedding import load_embedder
    from indexes.starter_vectors import recalling

    return recalling(load_embedder("multilingual-e5-small", weights, 2))


@pytest.fixture(scope="session")
def gbsg2(tmp_path_factory: pytest.TempPathFactory) -> "Cohort":
    """The public cohort of a fresh installation, its strata not yet told. Tests only read it: copy its folder to ask."""
    from corpora.cohorts.gbsg2 import install_gbsg2

    folder = tmp_path_factory.mktemp("gbsg2")
    return install_gbsg2(folder / "cohorts", folder / "key")


@pytest.fixture(scope="session")
def gbsg2_strata(gbsg2: "Cohort", tmp_path_factory: pytest.TempPathFactory) -> "list[Source]":
    """The public cohort's strata, as a fresh installation has them in its library."""
    from corpora.cohorts.store import Cohort
    from corpora.cohorts.summaries import strata_of

    copied = tmp_path_factory.mktemp("gbsg2-strata") / "gbsg2"
    shutil.copytree(gbsg2.folder, copied)
    return strata_of(Cohort.open(copied))


@pytest.fixture(scope="session")
def starter_library(
    tmp_path_factory: pytest.TempPathFactory, starter_embedder: "LibraryEmbedder", gbsg2_strata: "list[Source]"
) -> "Iterator[Library]":
    """The library of a fresh installation. Tests only read it: copy its folder to change it."""
    from corpora.literature.starter.cards import starter_sources
    from indexes.library import Library

    with Library.open(tmp_path_factory.mktemp("starter") / "library", starter_embedder) as library:
        library.add([*starter_sources(), *gbsg2_strata])
        yield library


@pytest.fixture(scope="session")
def assistant_without_model(starter_library: "Library") -> "Assistant":
    """An assistant on the starter library that composes findings and drafts nothing."""
    from tests.asking import assistant_on

    return assistant_on(starter_library)


@pytest.fixture(scope="session")
def answer_to(assistant_without_model: "Assistant") -> "Callable[..., Answer]":
    """The answer to a question and its earlier turns, on the starter library, nothing drafted."""
    from tests.asking import whole_answer

    def answer(question: str, *previous: str) -> "Answer":
        return whole_answer(assistant_without_model, question, previous)

    return answer
