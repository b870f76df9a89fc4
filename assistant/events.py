"""The stream of events that answering a question is: the page, the command line and the API consume the same one."""

from dataclasses import dataclass

from assistant.answer import (
    Abstention,
    Answer,
    DroppedSentence,
    EvidenceSource,
    Finding,
    PatientsLike,
    PooledEstimate,
    Sentence,
)
from corpora.catalogue import Language


@dataclass(frozen=True)
class QuestionUnderstood:
    """First: the question after redaction, and what of it was redacted (by category, never the text)."""

    question: str
    language: Language
    redacted: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceFound:
    """The ranked sources."""

    sources: tuple[EvidenceSource, ...]


@dataclass(frozen=True)
class FindingsComposed:
    """The findings, and the pooled estimates where several sources report the same."""

    findings: tuple[Finding, ...]
    pooled: tuple[PooledEstimate, ...]


@dataclass(frozen=True)
class Abstained:
    """The library does not answer the question. No findings or sentences follow."""

    abstention: Abstention


@dataclass(frozen=True)
class PatientsLikeFound:
    """The question describes a patient, and a cohort has similar ones: the section, and its source to be listed last.

    ``source`` is ``None`` where nothing of them may be shown.
    """

    section: PatientsLike
    source: EvidenceSource | None


@dataclass(frozen=True)
class SentenceVerified:
    """A drafted sentence passed."""

    sentence: Sentence


@dataclass(frozen=True)
class SentenceDropped:
    """A drafted sentence failed twice."""

    dropped: DroppedSentence


@dataclass(frozen=True)
class Done:
    """Last: the whole answer."""

    answer: Answer


Event = (
    QuestionUnderstood
    | EvidenceFound
    | FindingsComposed
    | Abstained
    | PatientsLikeFound
    | SentenceVerified
    | SentenceDropped
    | Done
)
