"""``sourcier ask`` and ``sourcier search``: what they print, for people and for scripts, and how they fail."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant.answer import Answer
from assistant.cli.app import app
from assistant.record import to_record
from indexes.library import Library

ROOT = Path(__file__).parents[3]
QUESTION = "FRESCO trial: fruquintinib, overall survival?"


@pytest.fixture
def run(starter_library: Library, weights: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command on the starter library; nothing drafts."""
    monkeypatch.setenv("SOURCIER_WEIGHTS", str(weights))
    monkeypatch.setenv("SOURCIER_LIBRARY", str(starter_library.folder))
    return lambda *arguments: CliRunner().invoke(app, arguments)


def test_json_is_the_record_of_the_answer_and_nothing_else(
    run: Callable[..., Result], answer_to: Callable[..., Answer]
) -> None:
    result = run("ask", QUESTION, "--no-draft", "--json")
    assert result.exit_code == 0
    printed = json.loads(result.stdout)
    expected = json.loads(json.dumps(to_record(answer_to(QUESTION))))
    for record in (printed, expected):
        del record["timings_ms"]
    assert printed == expected


def test_for_people_sources_come_first_then_findings_and_nothing_identifies_the_patient(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    exported = tmp_path / "answer.csl.json"
    result = run(
        "ask", f"Mrs Hortensia Blackwaite, DOB 14.03.1951. {QUESTION}", "--no-draft", "--export", str(exported)
    )
    printed = " ".join(result.stdout.split())
    assert printed.index("[1] Effect of Fruquintinib") < printed.index("hazard ratio 0.65")
    assert "does not prescribe" in printed or "clinician" in printed
    assert "Blackwaite" not in result.output
    assert "1951" not in result.output
    assert json.loads(exported.read_text(encoding="utf-8"))[0]["DOI"] == "10.1001/jama.2018.7855"


def test_a_follow_up_and_a_language_may_be_given(run: Callable[..., Result]) -> None:
    result = run("ask", "and the toxicity?", "--previous", QUESTION, "--lang", "fr", "--no-draft", "--json")
    record = json.loads(result.stdout)
    assert (record["language"], record["sources"][0]["id"]) == ("fr", "doi:10.1001/jama.2018.7855")


def test_an_abstention_is_an_answer_not_a_failure(run: Callable[..., Result]) -> None:
    result = run("ask", "Does zorbitinib prolong survival in melanoma?", "--no-draft", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["abstained"] is True


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", QUESTION, "--lang", "de"),
        ("ask", "--batch", "questions.jsonl"),
        ("ask", QUESTION, "--no-draft", "--export", "answer.xyz"),
        ("search",),
        ("search", "--batch", "questions.jsonl"),
        ("search", QUESTION, "--k", "0"),
    ],
    ids=" ".join,
)
def test_a_command_that_makes_no_sense_exits_with_2(arguments: tuple[str, ...], run: Callable[..., Result]) -> None:
    assert run(*arguments).exit_code == 2


def test_an_error_that_the_user_can_act_on_is_one_line_and_exit_code_1(home: Path, weights: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "ask", "--batch", "nowhere.jsonl", "--out", str(home / "out.jsonl")],
        cwd=ROOT,
        env=os.environ | {"SOURCIER_WEIGHTS": str(weights)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "nowhere.jsonl" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_search_ranks_sources_with_scores_and_answers_nothing(run: Callable[..., Result]) -> None:
    result = json.loads(run("search", "fruquintinib colorectal", "--k", "5", "--json").stdout)
    assert set(result) == {"query", "language", "sources"}
    assert len(result["sources"]) == 5
    first = result["sources"][0]
    assert set(first) == {"id", "kind", "title", "year", "score", "passage"}
    assert first["id"] == "doi:10.1001/jama.2018.7855"
    scores = [source["score"] for source in result["sources"]]
    assert scores == sorted(scores, reverse=True)
    assert len({source["id"] for source in result["sources"]}) == 5


def test_a_batch_of_searches_has_one_line_a_query(run: Callable[..., Result], tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text(
        "".join(json.dumps({"id": n, "question": q}) + "\n" for n, q in (("a", "fruquintinib"), ("b", "yoga"))),
        encoding="utf-8",
    )
    out = tmp_path / "out.jsonl"
    assert run("search", "--batch", str(queries), "--out", str(out), "--k", "3").exit_code == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], len(row["sources"])) for row in rows] == [("a", 3), ("b", 3)]


def test_a_batch_of_questions_is_answered_from_the_command_line(run: Callable[..., Result], tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps({"id": "a", "question": QUESTION}) + "\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert run("ask", "--batch", str(questions), "--out", str(out), "--no-draft").exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["id"] == "a"
