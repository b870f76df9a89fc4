"""The command that scores answers to clinician questions."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from eval.clinical_questions import main
from eval.questions.question import ClinicalQuestion
from eval.questions.record import ReadAnswer

FileOf = Callable[..., Path]


@pytest.fixture
def question(asked: Callable[..., ClinicalQuestion]) -> dict[str, Any]:
    return json.loads(asked().model_dump_json())


def test_existing_answers_are_scored_and_reported(
    question: dict[str, Any],
    answer: Callable[..., ReadAnswer],
    file_of: FileOf,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    questions, answers = file_of("questions.jsonl", question), file_of("answers.jsonl", answer().whole)
    report = tmp_path / "report.json"
    status = main(["--questions", str(questions), "--answers", str(answers), "--json", str(report), "--failures"])
    assert status == 0
    assert "right source in the first five, en" in capsys.readouterr().out
    scored = json.loads(report.read_text(encoding="utf-8"))
    assert scored["failures"] == {}
    assert scored["all"]["counts"]["unsupported_numbers"] == 0
    assert list(scored["by_kind"]) == ["phi"]


def test_failures_are_listed_with_their_reasons(
    question: dict[str, Any],
    abstention: Callable[..., ReadAnswer],
    file_of: FileOf,
    capsys: pytest.CaptureFixture[str],
) -> None:
    questions, answers = file_of("questions.jsonl", question), file_of("answers.jsonl", abstention().whole)
    main(["--questions", str(questions), "--answers", str(answers), "--failures"])
    printed = capsys.readouterr().out
    assert "abstained though the library answers" in printed
    assert "not stated: HR for death (0.70, 0.56, 0.89)" in printed


def test_one_half_of_a_divided_file_can_be_scored_alone(
    question: dict[str, Any],
    answer: Callable[..., ReadAnswer],
    file_of: FileOf,
    capsys: pytest.CaptureFixture[str],
) -> None:
    questions = file_of("q.jsonl", question | {"split": "dev"}, question | {"id": "q2", "split": "test"})
    answers = file_of("answers.jsonl", answer().whole)
    main(["--questions", str(questions), "--answers", str(answers), "--split", "dev"])
    assert "1 questions, 1 answered" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{not json", "questions.jsonl, line 1: Invalid JSON"),
        ('{"id": "q1", "surprise": 1}', "questions.jsonl, line 1: lang: Field required"),
        ("", "No question is left"),
    ],
)
def test_an_unusable_question_file_is_named_in_one_message(
    line: str, says: str, file_of: FileOf, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--questions", str(file_of("questions.jsonl", line)), "--answers", "absent.jsonl"]) == 2
    assert says in capsys.readouterr().err


def test_an_unknown_key_in_a_question_is_refused(
    question: dict[str, Any], file_of: FileOf, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of("questions.jsonl", question | {"surprise": 1})
    assert main(["--questions", str(file), "--answers", "absent.jsonl"]) == 2
    assert "surprise: Extra inputs are not permitted" in capsys.readouterr().err


def test_an_answerable_question_without_gold_sources_is_refused(
    question: dict[str, Any], file_of: FileOf, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of("questions.jsonl", question | {"gold": []})
    assert main(["--questions", str(file), "--answers", "absent.jsonl"]) == 2
    assert "names its gold sources" in capsys.readouterr().err


def test_a_question_id_that_comes_twice_is_refused(
    question: dict[str, Any], file_of: FileOf, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--questions", str(file_of("q.jsonl", question, question)), "--answers", "absent.jsonl"]) == 2
    assert "line 2: the id q1 was already used" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["{not json", '{"id": "q1"}', "[1]"])
def test_an_unusable_answer_is_named_by_its_line(
    line: str, question: dict[str, Any], file_of: FileOf, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, answers = file_of("q.jsonl", question), file_of("answers.jsonl", line)
    assert main(["--questions", str(questions), "--answers", str(answers)]) == 2
    assert "answers.jsonl, line 1:" in capsys.readouterr().err


def test_an_absent_answer_file_is_named(
    question: dict[str, Any], file_of: FileOf, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--questions", str(file_of("q.jsonl", question)), "--answers", "absent.jsonl"]) == 2
    assert "absent.jsonl" in capsys.readouterr().err


def test_asking_gives_the_pipeline_nothing_but_the_question(
    question: dict[str, Any],
    answer: Callable[..., ReadAnswer],
    file_of: FileOf,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[dict[str, Any]] = []
    pipeline = ModuleType("assistant.batch")

    def answer_batch(questions_path: Path, out_path: Path, *, draft: bool) -> None:
        seen.extend(json.loads(line) for line in questions_path.read_text(encoding="utf-8").splitlines())
        seen.append({"draft": draft})
        out_path.write_text(json.dumps(answer().whole) + "\n", encoding="utf-8")

    pipeline.answer_batch = answer_batch  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "assistant.batch", pipeline)
    out = tmp_path / "answers.jsonl"
    assert main(["--questions", str(file_of("q.jsonl", question)), "--out", str(out), "--no-draft"]) == 0
    assert seen == [{"id": "q1", "question": question["question"], "previous": []}, {"draft": False}]
    assert out.exists()
