"""Cohorts in the library: their strata as sources, found and cited beside the literature."""

from collections.abc import Iterable

from assistant.opening import open_library
from assistant.settings import Settings
from corpora.cohorts.store import Cohort
from corpora.cohorts.summaries import strata_of
from corpora.literature.source import Source, SourceKind
from indexes.filters import Filters
from indexes.importing import AddReport
from indexes.library import Library
from indexes.store.connections import FILE_NAME


def index_cohort(settings: Settings, cohort: Cohort) -> AddReport:
    """Put a cohort's strata into the library, in the place of those that it has of it.

    What they tell is then on the cohort's record of releases, and later questions are held against it.

    Raises
    ------
    SourcierError
        The cohort or its record of releases cannot be read, or the library cannot be written (``library.busy`` while
        another import runs).
    """
    strata = strata_of(cohort)
    with open_library(settings) as library:
        report = library.add(strata)
        _forget(library, cohort.dictionary.id, but=strata)
    return report


def forget_cohort(settings: Settings, cohort_id: str) -> int:
    """Take a cohort's strata out of the library; how many there were. The cohort itself stays on disk."""
    if not (settings.library_folder / FILE_NAME).is_file():
        return 0
    with Library.open(settings.library_folder) as library:
        return _forget(library, cohort_id)


def _forget(library: Library, cohort_id: str, but: Iterable[Source] = ()) -> int:
    kept = {source.id for source in but}
    of_cohort = Filters(kinds=frozenset({SourceKind.COHORT}), origins=frozenset({cohort_id}))
    gone = [source.id for source in library.sources(of_cohort) if source.id not in kept]
    for source_id in gone:
        library.remove(source_id)
    return len(gone)
