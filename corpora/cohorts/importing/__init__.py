"""What writes a cohort: every reader's patients are checked, banded, pseudonymised and guarded here."""

from corpora.cohorts.importing.importer import import_cohort
from corpora.cohorts.importing.report import ImportReport

__all__ = ["ImportReport", "import_cohort"]
