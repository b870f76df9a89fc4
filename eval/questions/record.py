"""The part of an answer's record that scoring reads."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from corpora.errors import SourcierError
from eval.questions.question import first_of


class _Part(BaseModel):
    # The record is the pipeline's own and grows: what scoring does not read is its business, and is left aside.
    model_config = ConfigDict(extra="ignore", frozen=True)


class CitedPassage(_Part):
    """A passage shown with a source."""

    id: str
    text: str


class ListedSource(_Part):
    """A source of the answer, best first. ``about`` and ``design`` are what it carries beside its passages."""

    n: int
    id: str
    title: str
    year: int | None = None
    design: dict[str, Any] | str | None = None
    about: dict[str, Any] | None = None
    flags: tuple[str, ...] = ()
    passages: tuple[CitedPassage, ...] = ()


class Statement(_Part):
    """A finding or a drafted sentence."""

    text: str
    citations: tuple[int, ...]
    limits: tuple[str, ...] = ()
    verdict: str = ""


class Refusal(_Part):
    """What is missing, and the sources (their numbers, or whatever the pipeline names them by) that come nearest."""

    missing: str
    nearest: tuple[Any, ...] = ()


class Drop(_Part):
    """A drafted sentence that did not pass."""

    text: str
    reason: str


class AnswerRecord(_Part):
    """One line of an answer file."""

    id: str
    question: str
    language: str
    abstained: bool
    abstention: Refusal | None = None
    sources: tuple[ListedSource, ...] = ()
    findings: tuple[Statement, ...] = ()
    sentences: tuple[Statement, ...] = ()
    dropped: tuple[Drop, ...] = ()
    timings_ms: dict[str, float | None] = {}
    model: str | None = None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Findings, then sentences."""
        return self.findings + self.sentences


@dataclass(frozen=True)
class ReadAnswer:
    """A record, and the whole line it was read from (everything counts when looking for leaked identifiers)."""

    record: AnswerRecord
    whole: dict[str, Any]


def read_answers(path: Path) -> dict[str, ReadAnswer]:
    """The answers of a file by question id.

    Raises
    ------
    SourcierError
        If the file is absent, a line is not an answer (names the line and field), or an id comes twice.
    """
    if not path.is_file():
        raise SourcierError("evaluation.no_file", file=path)
    answers: dict[str, ReadAnswer] = {}
    for number, line in _lines(path):
        try:
            whole = json.loads(line)
            record = AnswerRecord.model_validate(whole)
        except json.JSONDecodeError as error:
            raise SourcierError("evaluation.bad_line", file=path.name, line=number, why=error.msg) from error
        except ValidationError as error:
            raise SourcierError("evaluation.bad_line", file=path.name, line=number, why=first_of(error)) from error
        if record.id in answers:
            raise SourcierError("evaluation.same_id", file=path.name, line=number, id=record.id)
        answers[record.id] = ReadAnswer(record, whole)
    return answers


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            yield number, line
