"""The equity report of an installation: its library, its cohorts, and runs on it."""

from collections.abc import Mapping, Sequence

from assistant.opening import open_library
from assistant.settings import Settings
from corpora.catalogue import Language
from corpora.cohorts.store import list_cohorts
from corpora.lexicon import Lexicon
from eval.equity.facets import facets_of_source
from eval.equity.report import EquityTable, cohort_table, fared, library_table, outcome_table
from eval.runs.folder import Run
from indexes.store.connections import FILE_NAME


def equity_tables(
    settings: Settings, runs: Sequence[Run], languages: Sequence[Language]
) -> dict[Language, list[EquityTable]]:
    """In each language the library's table, one a cohort, one a run of a question suite.

    Every source and question is read once, however many languages there are.
    """
    lexicon = Lexicon.load()
    facets = _library_facets(settings, lexicon)
    questions = [(run, fared(run, lexicon)) for run in runs]
    cohorts = list_cohorts(settings.cohorts_folder)
    tables = {}
    for language in languages:
        of_cohorts = (cohort_table(cohort, language) for cohort in cohorts)
        of_runs = (outcome_table(run, rows, language) for run, rows in questions)
        found = [table for table in (*of_cohorts, *of_runs) if table is not None]
        tables[language] = [library_table(facets, language), *found]
    return tables


def equity_where_library(
    settings: Settings, runs: Sequence[Run], languages: Sequence[Language]
) -> dict[Language, list[EquityTable]]:
    """The same; nothing where this installation has no library."""
    if not (settings.library_folder / FILE_NAME).is_file():
        return {}
    return equity_tables(settings, runs, languages)


def _library_facets(settings: Settings, lexicon: Lexicon) -> list[Mapping[str, str]]:
    library = open_library(settings, read_only=True)
    try:
        return [facets_of_source(source, lexicon) for source in library.sources()]
    finally:
        library.close()
