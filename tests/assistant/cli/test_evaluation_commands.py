"""``sourcier eval`` at a terminal: what it lists, runs, shows, compares, and refuses."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli.app import app
from corpora.errors import SourcierError
from eval.configuration import Configuration
from eval.runs.execute import run_suite
from eval.runs.folder import Run
from eval.suites.effect_extraction import EffectExtraction
from tests.eval.arithmetic import Adder, order


def sourcier(*words: str) -> Result:
    return CliRunner().invoke(app, ["eval", *words], catch_exceptions=True)


def error_of(result: Result) -> SourcierError:
    assert isinstance(result.exception, SourcierError)
    return result.exception


@pytest.fixture
def abstract(tmp_path: Path) -> Path:
    """One abstract whose effects a card of the starter library has."""
    from corpora.literature.starter.cards import starter_sources

    source = next(s for s in starter_sources() if any(e.ci_low is not None for e in s.effects))
    file = tmp_path / "abstracts.jsonl"
    file.write_text(json.dumps({"doi": source.identifiers["doi"], "abstract": source.text}) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def extraction(tmp_path: Path, abstract: Path) -> Run:
    """A finished run of a suite that needs no model."""
    return run_suite(
        order(tmp_path, suite=EffectExtraction(), data=abstract, configuration=Configuration(name="mine")),
        lambda c, s: Adder(),
    )


def test_the_suites_are_listed_in_both_languages() -> None:
    assert "clinical-questions" in sourcier("list").stdout
    assert "Questions de cliniciens" in sourcier("list", "--lang", "fr").stdout
    assert {"retrieval", "cost"} <= {row["name"] for row in json.loads(sourcier("list", "--json").stdout)}


def test_a_suite_that_there_is_not_is_refused_with_those_there_are() -> None:
    assert "no suite nonsense; there are: retrieval" in str(error_of(sourcier("run", "nonsense")))


def test_own_data_go_with_one_suite(tmp_path: Path) -> None:
    assert sourcier("run", "retrieval", "cost", "--data", str(tmp_path)).exit_code == 2


def test_a_run_is_shown_with_counts_and_as_json(tmp_path: Path, extraction: Run) -> None:
    runs = str(tmp_path / "runs")
    assert "mine" in sourcier("show", "--out", runs).stdout
    shown = sourcier("show", extraction.name[-6:], "--out", runs)
    assert "1 of 1 items" in shown.stdout and "95% interval" in shown.stdout
    assert json.loads(sourcier("show", extraction.name, "--out", runs, "--json").stdout)["seed"] == 0


def test_an_item_is_shown_whole(tmp_path: Path, extraction: Run) -> None:
    item = extraction.items()[0]["id"]
    shown = sourcier("show", extraction.name, "--item", item, "--out", str(tmp_path / "runs"))
    assert json.loads(shown.stdout)["output"] == extraction.items()[0]["output"]
    assert "no item nothing" in str(
        error_of(sourcier("show", extraction.name, "--item", "nothing", "--out", str(tmp_path / "runs")))
    )


def test_a_run_is_compared_and_reported(tmp_path: Path, extraction: Run) -> None:
    runs = str(tmp_path / "runs")
    assert "not told apart" in sourcier("compare", extraction.name, extraction.name, "--out", runs).stdout
    page = tmp_path / "report.html"
    assert sourcier("report", "--file", str(page), "--out", runs).exit_code == 0
    assert "Effects extracted" in page.read_text(encoding="utf-8")
