"""Many questions with one model load, for evaluators."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.answer import Answer
from assistant.events import Done
from assistant.opening import open_assistant
from assistant.pipeline import Assistant
from assistant.record import to_record
from assistant.settings import Settings, load_settings
from corpora.errors import SourcierError


class BatchQuestion(BaseModel):
    """One line of a question file. Other keys (a benchmark's expected answers) are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    question: str
    previous: list[str] = []
    lang: Literal["en", "fr"] | None = None


def read_questions(path: Path) -> list[BatchQuestion]:
    """The questions of a JSONL file; the first bad line is named."""
    questions = []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourcierError("batch.unreadable", file=path.name, problem=error) from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            questions.append(BatchQuestion.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "JSON"
            raise SourcierError(
                "batch.bad_line", file=path.name, line=number, field=field, problem=first["msg"]
            ) from error
    if not questions:
        raise SourcierError("batch.empty", file=path.name)
    return questions


def answer_one(assistant: Assistant, question: BatchQuestion, *, draft: bool) -> Answer:
    """The whole answer to one question."""
    for event in assistant.ask(question.question, question.previous, question.lang, draft_prose=draft):
        if isinstance(event, Done):
            return event.answer
    raise AssertionError("the pipeline ends with Done")


def answer_batch(
    questions_path: Path,
    out_path: Path,
    draft: bool = True,
    *,
    resume: bool = False,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Answer a file of questions, each answer written as soon as it is done.

    Parameters
    ----------
    resume
        Keep the whole answers of an earlier run in ``out_path``, and answer only the other questions.

    Returns
    -------
    int
        How many questions have an answer in ``out_path`` now.
    """
    questions = read_questions(questions_path)
    finished = {record["id"] for record in _finished(out_path)} if resume else set()
    opened = open_assistant(settings or load_settings(), draft=draft)
    try:
        with out_path.open("a" if resume else "w", encoding="utf-8") as out:
            for number, question in enumerate(questions, start=1):
                if question.id not in finished:
                    record: dict[str, Any] = to_record(answer_one(opened.assistant, question, draft=draft))
                    record["answer_id"], record["id"] = record["id"], question.id
                    out.write(json.dumps(record, ensure_ascii=False) + "\n")
                    out.flush()
                progress(number, len(questions))
    finally:
        opened.close()
    return len(questions)


def _finished(out_path: Path) -> Iterator[dict[str, Any]]:
    """The whole records of an earlier run; a line cut off by a stop is removed."""
    if not out_path.exists():
        return
    whole = []
    for line in out_path.read_text(encoding="utf-8").splitlines():
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            continue
        whole.append(line)
        yield record
    out_path.write_text("".join(f"{line}\n" for line in whole), encoding="utf-8")
