"""The stream of events that answering a question is: the page, the command line and the API consume the same one."""

from dataclasses import dataclass

from assistant.answer import (
    Abstention,
    Answer,
    DroppedSentence,
    EvidenceSource,
    Finding,
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
    """The library does not answer the question. Only ``Done`` follows."""

    abstention: Abstention


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


Event = QuestionUnderstood | EvidenceFound | FindingsComposed | Abstained | SentenceVerified | SentenceDropped | Done
