"""The equity report of an installation: its library, its cohorts, and runs on it."""

from collections.abc import Sequence

from assistant.opening import open_library
from assistant.settings import Settings
from corpora.catalogue import Language
from corpora.cohorts.store import list_cohorts
from corpora.lexicon import Lexicon
from eval.equity.report import EquityTable, cohort_table, library_table, outcome_table
from eval.runs.folder import Run


def equity_tables(settings: Settings, runs: Sequence[Run], language: Language) -> list[EquityTable]:
    """The library's table, one a cohort, one a run of a question suite."""
    lexicon = Lexicon.load()
    library = open_library(settings, read_only=True)
    try:
        tables = [library_table(library.sources(), lexicon, language)]
    finally:
        library.close()
    cohorts = [cohort_table(cohort, language) for cohort in list_cohorts(settings.cohorts_folder)]
    fared = [outcome_table(run, lexicon, language) for run in runs]
    return [*tables, *(table for table in (*cohorts, *fared) if table is not None)]
