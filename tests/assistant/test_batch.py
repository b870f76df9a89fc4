"""A file of questions is answered one by one, each written as it is done, and an interrupted run goes on where it was."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.batch import answer_batch, read_questions
from assistant.record import to_record
from assistant.settings import Settings, load_settings
from corpora.errors import SourcierError
from indexes.library import Library

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"id": "a", "question": "FRESCO trial: fruquintinib, overall survival?", "gold": ["left alone"]},
    {"id": "b", "question": "Et la tolérance ?", "previous": ["FRESCO : fruquintinib, survie globale ?"]},
    {"id": "c", "question": "Does zorbitinib prolong survival in melanoma?", "lang": "fr"},
)


@pytest.fixture(scope="module")
def settings(starter_library: Library, weights: Path) -> Settings:
    """Settings of an installation whose library is the starter library."""
    return load_settings(library=starter_library.folder, weights=weights)


@dataclass(frozen=True)
class Run:
    """A finished batch: the questions, the answers, and the progress told."""

    asked: Path
    out: Path
    told: list[tuple[int, int]]


@pytest.fixture(scope="module")
def done(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Three questions, answered: one plain, one follow-up, one with its language given."""
    folder = tmp_path_factory.mktemp("batch")
    run = Run(written(folder / "questions.jsonl", *QUESTIONS), folder / "out.jsonl", [])
    count = answer_batch(
        run.asked, run.out, draft=False, settings=settings, progress=lambda *numbers: run.told.append(numbers)
    )
    assert count == len(QUESTIONS)
    return run


def written(path: Path, *lines: dict[str, Any] | str) -> Path:
    """A JSONL file of records, or of lines as they are."""
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def records(path: Path) -> list[dict[str, Any]]:
    """The records of an answer file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_each_question_has_one_answer_in_order(done: Run) -> None:
    found = records(done.out)
    assert [record["id"] for record in found] == ["a", "b", "c"]
    assert [record["language"] for record in found] == ["en", "fr", "fr"]
    assert [record["abstained"] for record in found] == [False, False, True]
    assert found[1]["sources"][0]["id"] == "doi:10.1001/jama.2018.7855"


def test_an_answer_of_a_batch_is_the_answer_of_a_single_question(done: Run, answer_to: Callable[..., Answer]) -> None:
    batched = records(done.out)[0]
    single = json.loads(json.dumps(to_record(answer_to(QUESTIONS[0]["question"]))))
    assert batched.pop("answer_id") == single["id"]
    for record in (batched, single):
        del record["id"], record["timings_ms"]
    assert batched == single


def test_progress_is_told_after_each_question(done: Run) -> None:
    assert done.told == [(1, 3), (2, 3), (3, 3)]


def test_a_run_that_was_cut_off_in_a_line_goes_on(done: Run, settings: Settings, tmp_path: Path) -> None:
    lines = done.out.read_text(encoding="utf-8").splitlines()
    kept = lines[0].replace('"model": "none"', '"model": "of the first run"')
    out = tmp_path / "out.jsonl"
    out.write_text(f"{kept}\n{lines[1][:200]}", encoding="utf-8")

    answer_batch(done.asked, out, draft=False, settings=settings, resume=True)
    found = records(out)
    assert [record["id"] for record in found] == ["a", "b", "c"]
    assert [record["model"] for record in found] == ["of the first run", "none", "none"]


def test_without_resuming_an_earlier_file_is_replaced(settings: Settings, tmp_path: Path) -> None:
    asked = written(tmp_path / "questions.jsonl", QUESTIONS[0])
    out = written(tmp_path / "out.jsonl", {"id": "old"})
    answer_batch(asked, out, draft=False, settings=settings)
    assert [record["id"] for record in records(out)] == ["a"]


@pytest.mark.parametrize(
    ("line", "field"),
    [("{not json", "JSON"), ({"question": "no id"}, "id"), ({"id": "x", "question": "?", "lang": "de"}, "lang")],
)
def test_the_first_bad_line_is_named_with_its_field(line: dict[str, Any] | str, field: str, tmp_path: Path) -> None:
    path = written(tmp_path / "questions.jsonl", QUESTIONS[0], line)
    with pytest.raises(SourcierError) as caught:
        read_questions(path)
    assert (caught.value.details["line"], caught.value.details["field"]) == (2, field)


def test_a_file_without_a_question_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourcierError) as caught:
        read_questions(written(tmp_path / "questions.jsonl", ""))
    assert caught.value.key == "batch.empty"


def test_a_file_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourcierError) as caught:
        read_questions(tmp_path / "nowhere.jsonl")
    assert caught.value.key == "batch.unreadable"
    assert "nowhere.jsonl" in str(caught.value)


def test_a_byte_order_mark_and_blank_lines_are_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(QUESTIONS[0]).encode() + b"\n\n")
    assert [question.id for question in read_questions(path)] == ["a"]
