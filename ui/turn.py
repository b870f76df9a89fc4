"""A turn of the conversation: what the events of an answer have brought so far."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import assert_never

from assistant.answer import Answer
from assistant.events import (
    Abstained,
    Done,
    Event,
    EvidenceFound,
    FindingsComposed,
    PatientsLikeFound,
    QuestionUnderstood,
    SentenceDropped,
    SentenceVerified,
)
from corpora.catalogue import Language


class Stage(StrEnum):
    """How far a turn has come."""

    READING = "reading"
    WEIGHING = "weighing"
    DRAFTING = "drafting"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


RUNNING = frozenset({Stage.READING, Stage.WEIGHING, Stage.DRAFTING})


@dataclass(frozen=True)
class Turn:
    """A question and its answer so far; whole when its stage is ``DONE``.

    Attributes
    ----------
    redacted
        Categories of what was redacted from the question.
    problem
        Message and hint where something went wrong, in the language of the page then; empty where nothing did.
    draft
        Whether prose was asked for and could be had.
    """

    answer: Answer
    redacted: tuple[str, ...] = ()
    stage: Stage = Stage.READING
    problem: tuple[str, str] = ("", "")
    draft: bool = False

    @property
    def running(self) -> bool:
        """Whether more is to come."""
        return self.stage in RUNNING


@dataclass(frozen=True)
class Conversation:
    """Turns, oldest first. ``updated`` is an ISO 8601 time in UTC."""

    id: str
    updated: str = ""
    turns: tuple[Turn, ...] = field(default=())

    @property
    def title(self) -> str:
        """The first question, as redacted."""
        return self.turns[0].answer.question if self.turns else ""


def begin(language: Language, *, draft: bool) -> Turn:
    """A turn of which nothing is known yet, not even the question: it is shown once it has been redacted."""
    return Turn(Answer("", "", language, None, (), (), (), (), (), {}, ""), draft=draft)


def advance(turn: Turn, event: Event) -> Turn:
    """The turn after one more event."""
    answer = turn.answer
    match event:
        case QuestionUnderstood(question, language, redacted):
            return replace(turn, answer=replace(answer, question=question, language=language), redacted=redacted)
        case EvidenceFound(sources):
            return replace(turn, answer=replace(answer, sources=sources), stage=Stage.WEIGHING)
        case FindingsComposed(findings, pooled):
            stage = Stage.DRAFTING if turn.draft else Stage.WEIGHING
            return replace(turn, answer=replace(answer, findings=findings, pooled=pooled), stage=stage)
        case Abstained(abstention):
            return replace(turn, answer=replace(answer, abstention=abstention))
        case PatientsLikeFound(section, source):
            sources = (*answer.sources, source) if source else answer.sources
            return replace(turn, answer=replace(answer, patients_like=section, sources=sources))
        case SentenceVerified(sentence):
            return replace(turn, answer=replace(answer, sentences=(*answer.sentences, sentence)))
        case SentenceDropped(dropped):
            return replace(turn, answer=replace(answer, dropped=(*answer.dropped, dropped)))
        case Done(whole):
            return replace(turn, answer=whole, stage=Stage.DONE)
        case _:
            assert_never(event)
