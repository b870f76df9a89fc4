"""The conversation as the page shows it: asks, keeps what was answered, and opens what was kept."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Answer
from assistant.export import Format
from corpora.catalogue import Language
from corpora.errors import SourcierError
from ui.answer import turn_blocks
from ui.evidence import evidence_regions
from ui.frame import composer, conversations, welcome
from ui.history import History
from ui.ports import AssistantPort, Thumb
from ui.regions import Block, sent
from ui.turn import Conversation, Stage, Turn, advance, begin
from ui.words import words

MOST_CHARACTERS = 4000

logger = logging.getLogger(__name__)


class Place(BaseModel):
    """Where in the page a browser is. ``owner`` is the browser's own key; ``conversation`` is empty in a new one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    owner: str
    language: Language
    conversation: str = ""
    turn: int = Field(default=-1, ge=-1)


class Asked(Place):
    """A question, as typed."""

    question: str
    draft: bool = True


class Exported(Place):
    """Which answer, and as what."""

    format: Format


class Forgotten(Place):
    """Which conversation goes; ``conversation`` is the one that stays in view."""

    forgotten: str


class Judged(Place):
    """What a reader thinks of an answer."""

    thumb: Thumb | None = None
    comment: str = Field(default="", max_length=2000)


@dataclass(frozen=True)
class Screen:
    """What the two columns show, as their scripts read it."""

    conversation: dict[str, Any]
    evidence: dict[str, Any]


class Dialogue:
    """Holds the assistant and the conversations; which of them is shown comes with each request."""

    def __init__(self, assistant: AssistantPort, history: History) -> None:
        self._assistant = assistant
        self._history = history
        self._stopping: set[str] = set()

    def open(self, place: Place) -> Screen:
        """A conversation as it was kept, or an empty one."""
        kept = self._history.load(place.owner, place.conversation) or self._history.begin()
        return self._screen(kept, place, turn=place.turn)

    def ask(self, asked: Asked) -> Iterator[Screen]:
        """A screen for each step of answering, the evidence before the prose."""
        kept = self._history.load(asked.owner, asked.conversation) or self._history.begin()
        previous = [turn.answer.question for turn in kept.turns]
        turn = begin(asked.language, draft=asked.draft and self._assistant.drafting())
        yield self._screen(_with(kept, turn), asked)
        try:
            question = _checked(asked.question)
            for event in self._assistant.ask(question, previous, None, turn.draft):
                turn = advance(turn, event)
                if turn.running and kept.id in self._stopping:
                    turn = replace(turn, stage=Stage.STOPPED)
                    break
                if turn.running:
                    yield self._screen(_with(kept, turn), asked)
            if turn.stage is Stage.DONE:
                kept = self._history.save(asked.owner, kept, turn)
                yield self._screen(kept, asked)
                return
        except SourcierError as error:
            problem = (error.message(asked.language), error.hint(asked.language))
            turn = _failed(turn, problem)
        except Exception:
            logger.exception("a question could not be answered")
            t = words(asked.language)
            turn = _failed(turn, (t("unexpected"), t("unexpected_hint")))
        finally:
            self._stopping.discard(kept.id)
        yield self._screen(_with(kept, turn), asked)

    def stop(self, place: Place) -> None:
        """Stop the answer that is being written in a conversation, after its step at hand."""
        self._stopping.add(place.conversation)

    def forget(self, forgotten: Forgotten) -> Screen:
        """Delete a conversation."""
        self._history.delete(forgotten.owner, forgotten.forgotten)
        return self.open(forgotten)

    def export(self, exported: Exported) -> tuple[str, bytes]:
        """An answer as a file: its name and its bytes."""
        answer = self._kept(exported)
        return f"sourcier-{answer.id[:12]}.{exported.format}", self._assistant.export(answer, exported.format)

    def judge(self, judged: Judged) -> None:
        """Keep an opinion of an answer."""
        self._assistant.feedback(self._kept(judged).id, judged.thumb, judged.comment.strip())

    def _kept(self, place: Place) -> Answer:
        kept = self._history.load(place.owner, place.conversation)
        if kept is None or not 0 <= place.turn < len(kept.turns):
            raise SourcierError("ui.answer_missing")
        return kept.turns[place.turn].answer

    def _screen(self, shown: Conversation, place: Place, *, turn: int = -1) -> Screen:
        """The two columns; the evidence is that of ``turn``, by default the last."""
        language = place.language
        last = len(shown.turns) - 1
        at = turn if 0 <= turn <= last else last
        running = bool(shown.turns) and shown.turns[-1].running
        blocks: list[Block] = [b for i, one in enumerate(shown.turns) for b in turn_blocks(one, i, language)]
        regions = {
            "thread": blocks or [("welcome", welcome(language))],
            "bar": [("bar", conversations(self._history.list(place.owner), shown.id, language))],
            "composer": [("composer", composer(language, drafting=self._assistant.drafting()))],
        }
        evidence = evidence_regions(shown.turns[at] if shown.turns else None, max(at, 0), language)
        return Screen(
            sent(regions, conversation=shown.id, running=running, turns=len(shown.turns)),
            sent(evidence, conversation=shown.id, turn=at),
        )


def _with(kept: Conversation, turn: Turn) -> Conversation:
    return replace(kept, turns=(*kept.turns, turn))


def _failed(turn: Turn, problem: tuple[str, str]) -> Turn:
    stage = Stage.DONE if turn.stage is Stage.DONE else Stage.FAILED
    return replace(turn, stage=stage, problem=problem)


def _checked(question: str) -> str:
    """The question without its margins.

    Raises
    ------
    SourcierError
        If there is none, or more than can be read.
    """
    stripped = question.strip()
    if not stripped:
        raise SourcierError("ui.question_empty")
    if len(stripped) > MOST_CHARACTERS:
        raise SourcierError("ui.question_long", count=len(stripped), most=MOST_CHARACTERS)
    return stripped
