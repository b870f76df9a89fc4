"""What the section needs of the rest of Sourcier: the port behind which it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.analysis.results import CohortProfile, PatientCount, SimilarPatients
from corpora.catalogue import Language
from corpora.cohorts.cohort import Dictionary


@dataclass(frozen=True)
class Described:
    """A patient as described on the page.

    Attributes
    ----------
    text
        In the reader's own words; may be empty.
    values
        Variable to code, or to a number as text, as chosen in the form: they win over the text.
    outcome, treatment
        Names in the dictionary; empty for the cohort's own choice.
    """

    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    outcome: str = ""
    treatment: str = ""


class CohortsPort(Protocol):
    """The cohorts as the page shows them. What it returns may be shown; each method may raise ``SourcierError``."""

    def cohorts(self) -> Sequence[Dictionary]:
        """All cohorts, by id."""
        ...

    def profile(self, cohort: str, language: Language) -> CohortProfile:
        """A cohort's "table 1" and survival."""
        ...

    def similar(self, cohort: str, described: Described, language: Language) -> SimilarPatients:
        """The patients who are most like the one described, and what happened to them."""
        ...

    def count(self, cohort: str, criteria: str, language: Language) -> PatientCount:
        """How many patients meet criteria."""
        ...

    def remove(self, cohort: str) -> None:
        """Delete a cohort."""
        ...
