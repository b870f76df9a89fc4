"""The section's port on the real thing: the cohorts of a folder, and the analyses of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from assistant.analysis.results import CohortProfile, PatientCount, SimilarPatients
from corpora.catalogue import Language
from corpora.cohorts.cohort import Dictionary
from corpora.cohorts.deidentify import redact
from corpora.cohorts.disclosure.releases import Releases
from corpora.cohorts.store import DICTIONARY, Cohort, find_cohort, list_cohorts, remove_cohort
from corpora.lexicon import Lexicon
from ui.cohorts.ports import Described

if TYPE_CHECKING:
    from assistant.settings import Settings


@dataclass
class _Open:
    """A cohort held open, with the record of what was shown of it; one request at a time reads and extends that."""

    cohort: Cohort
    changed: int
    lock: Lock = field(default_factory=Lock)

    @cached_property
    def releases(self) -> Releases:
        """Opened with the first analysis."""
        return Releases.open(self.cohort)


class PageCohorts:
    """The cohorts of an installation; each stays open from its first use until it changes on disk."""

    def __init__(self, settings: "Settings") -> None:
        self._settings, self._folder = settings, settings.cohorts_folder
        self._open: dict[str, _Open] = {}
        self._lock = Lock()

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon.load()

    def cohorts(self) -> Sequence[Dictionary]:
        """By id."""
        return [cohort.dictionary for cohort in list_cohorts(self._folder)]

    def profile(self, cohort: str, language: Language) -> CohortProfile:
        """Its "table 1"."""
        from assistant.analysis.profile import cohort_profile

        found = self._found(cohort)
        with found.lock:
            return cohort_profile(found.cohort, language, releases=found.releases)

    def similar(self, cohort: str, described: Described, language: Language) -> SimilarPatients:
        """What identifies the patient is taken out of the description before it is read."""
        from assistant.analysis.similar import similar_patients
        from assistant.patient import describe

        found = self._found(cohort)
        text = redact(described.text, language).text
        description = describe(text, self._lexicon, described.values)
        with found.lock:
            return similar_patients(
                found.cohort,
                description,
                outcome=described.outcome or None,
                treatment=described.treatment or None,
                language=language,
                lexicon=self._lexicon,
                releases=found.releases,
            )

    def count(self, cohort: str, criteria: str, language: Language) -> PatientCount:
        """How many patients meet criteria."""
        from assistant.analysis.counting import count_patients

        found = self._found(cohort)
        with found.lock:
            return count_patients(found.cohort, criteria, language, releases=found.releases)

    def remove(self, cohort: str) -> None:
        """Its folder with all that is in it, and its summaries in the library."""
        from assistant.cohort_evidence import forget_cohort

        find_cohort(self._folder, cohort)
        forget_cohort(self._settings, cohort)
        remove_cohort(self._folder, cohort)
        with self._lock:
            self._open.pop(cohort, None)

    def _found(self, cohort: str) -> _Open:
        with self._lock:
            opened = self._open.get(cohort)
            path = self._folder / cohort / DICTIONARY
            if opened is None or not path.is_file() or path.stat().st_mtime_ns != opened.changed:
                found = find_cohort(self._folder, cohort)
                opened = _Open(found, (found.folder / DICTIONARY).stat().st_mtime_ns)
                self._open[cohort] = opened
            return opened
