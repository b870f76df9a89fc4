"""Sources and their passages: what is known, and where exactly it is written."""

from dataclasses import dataclass, field
from enum import StrEnum

from corpora.literature.effect import EffectEstimate


class SourceKind(StrEnum):
    """What a source is. A cohort is never shown as a trial."""

    TRIAL_REPORT = "trial_report"
    REGISTERED_TRIAL = "registered_trial"
    META_ANALYSIS = "meta_analysis"
    REVIEW = "review"
    OBSERVATIONAL_STUDY = "observational_study"
    CASE_REPORT = "case_report"
    GUIDELINE = "guideline"
    CURATED_STATEMENT = "curated_statement"
    COHORT = "cohort"
    ARTICLE = "article"


class NoticeKind(StrEnum):
    """The nature of an editorial notice. Only a retraction bars a source from supporting a sentence."""

    RETRACTION = "retraction"
    EXPRESSION_OF_CONCERN = "expression_of_concern"
    CORRECTION = "correction"
    REINSTATEMENT = "reinstatement"


@dataclass(frozen=True)
class Section:
    """A titled span of a source's text: ``source.text[start:end]``, in characters."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Page:
    """A page's span of a source's text. ``number`` as a reader of the file counts them, from 1."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class StudyDesign:
    """How a study was done, and how that is known.

    Attributes
    ----------
    label
        In words, e.g. ``"randomised, double-blind, placebo-controlled"``; empty where unknown.
    randomised
        ``None`` where unknown.
    phase
        ``"1"``, ``"2"``, ``"2/3"``, ``"3"``, ``"4"`` or empty.
    evidence_level
        Oxford CEBM 2011 level for treatment questions: 1 (systematic review of trials) to 5; 0 where unknown.
    derived_from
        ``"card"``, ``"publication type"``, ``"registry"``, ``"text"``, ``"cohort"`` or empty.
    """

    label: str = ""
    randomised: bool | None = None
    phase: str = ""
    evidence_level: int = 0
    derived_from: str = ""


@dataclass(frozen=True)
class Source:
    """One document of the library.

    Attributes
    ----------
    id
        ``"doi:…"``, ``"pmid:…"``, ``"pmcid:…"``, ``"nct:…"``, ``"cohort:…"`` or ``"file:…"``, lower case, the first
        of these that is known: a second import of the same source updates it.
    identifiers
        Every identifier known, by scheme (``doi``, ``pmid``, ``pmcid``, ``nct``).
    text
        The whole text. Sections, pages, passages and effects point into it by character offset.
    language
        ISO 639-1 code of the text.
    year
        Of publication; 0 where unknown.
    about
        What the source says it is about, where it comes structured: ``condition``, ``setting``, ``biomarkers``,
        ``population``, ``arms``, ``primary_endpoints``, ``secondary_endpoints``, ``trial_name``, ``n_randomised``,
        ``countries`` (of a trial's sites, where a registry lists them).
    origin
        Where it was read: the file's name (no folder), or ``"starter"``.
    """

    id: str
    kind: SourceKind
    title: str
    text: str
    language: str = "en"
    year: int = 0
    journal: str = ""
    authors: tuple[str, ...] = ()
    identifiers: dict[str, str] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    pages: tuple[Page, ...] = ()
    design: StudyDesign = StudyDesign()
    notices: tuple[NoticeKind, ...] = ()
    effects: tuple[EffectEstimate, ...] = ()
    about: dict[str, str | int | list[str]] = field(default_factory=dict)
    origin: str = ""

    @property
    def retracted(self) -> bool:
        """Whether the source is retracted, and so may not support a sentence."""
        return NoticeKind.RETRACTION in self.notices


@dataclass(frozen=True)
class Passage:
    """A span of a source that is indexed and cited as one: ``source.text[start:end] == text``.

    ``id`` is ``"<source id>#<ordinal>"``; ``page`` is 0 where the source has no pages.
    """

    id: str
    source_id: str
    ordinal: int
    text: str
    start: int
    end: int
    section: str = ""
    page: int = 0
