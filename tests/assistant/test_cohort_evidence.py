"""A cohort's strata are put into the library and taken out of it; a fresh installation has the public cohort's."""

import shutil
from pathlib import Path

import pytest

from assistant.cohort_evidence import forget_cohort, index_cohort
from assistant.first_run import build_starter_library
from assistant.opening import open_library
from assistant.settings import Settings, load_settings
from corpora.cohorts.cohort import Label
from corpora.cohorts.store import DICTIONARY, Cohort, find_cohort, remove_cohort, write_dictionary
from corpora.literature.source import SourceKind
from indexes.filters import Filters
from indexes.library import Library

COHORTS = Filters(kinds=frozenset({SourceKind.COHORT}))


@pytest.fixture
def installed(starter_library: Library, gbsg2: Cohort, weights: Path, tmp_path: Path) -> Settings:
    """An installation with the starter library and its cohort."""
    shutil.copytree(starter_library.folder, tmp_path / "library")
    shutil.copytree(gbsg2.folder, tmp_path / "cohorts" / "gbsg2")
    return load_settings(library=tmp_path / "library", cohorts=tmp_path / "cohorts", weights=weights)


def strata(settings: Settings) -> dict[str, str]:
    """Titles of the library's cohort sources by id."""
    with open_library(settings, read_only=True) as library:
        return {source.id: source.title for source in library.sources(COHORTS)}


def test_forgetting_a_cohort_takes_all_its_strata_and_no_others(installed: Settings) -> None:
    with open_library(installed, read_only=True) as library:
        before = library.status().sources
    gone = forget_cohort(installed, "gbsg2")
    assert gone >= 5
    assert strata(installed) == {}
    with open_library(installed, read_only=True) as library:
        assert library.status().sources == before - gone


def test_forgetting_a_cohort_that_the_library_does_not_know_changes_nothing(installed: Settings) -> None:
    known = strata(installed)
    assert forget_cohort(installed, "gbsg") == 0
    assert strata(installed) == known


def test_indexing_puts_the_strata_in_the_place_of_the_earlier_ones(installed: Settings) -> None:
    cohort = find_cohort(installed.cohorts_folder, "gbsg2")
    index_cohort(installed, cohort)
    first = strata(installed)
    renamed = cohort.dictionary.__class__(**{**cohort.dictionary.__dict__, "title": Label("Renamed", "Renommée")})
    write_dictionary(renamed, cohort.folder / DICTIONARY)
    report = index_cohort(installed, find_cohort(installed.cohorts_folder, "gbsg2"))
    second = strata(installed)
    assert set(second) == set(first)
    assert report.updated == len(second) and report.added == 0
    assert all(title.startswith("Renamed, ") for title in second.values())


def test_a_fresh_installation_has_the_public_cohort_and_its_strata(weights: Path, home: Path) -> None:
    settings = load_settings(weights=weights)
    build_starter_library(settings)
    assert find_cohort(settings.cohorts_folder, "gbsg2").n == 686
    assert "cohort:gbsg2-all" in strata(settings)


def test_a_cohort_that_was_removed_does_not_come_back_with_a_new_library(weights: Path, home: Path) -> None:
    settings = load_settings(weights=weights)
    build_starter_library(settings)
    remove_cohort(settings.cohorts_folder, "gbsg2")
    shutil.rmtree(settings.library_folder)
    build_starter_library(settings)
    assert strata(settings) == {}
