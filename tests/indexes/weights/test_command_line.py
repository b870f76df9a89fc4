"""``sourcier weights``."""

import json

import pytest
from typer.testing import CliRunner

from assistant.cli.weights import app

DATA = b"weights" * 500


@pytest.fixture
def share(tmp_path, weights, register, model_entry):
    register(model_entry("model", "model.gguf", DATA, 'kind = "hub"\n  repository = "maker/model"'))
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "model.gguf").write_bytes(DATA)
    return folder


def run(weights, *arguments):
    return CliRunner().invoke(app, [*arguments, "--weights", str(weights)])


def test_list_tells_which_models_have_been_fetched(weights, share) -> None:
    before = {row["name"]: row["present"] for row in json.loads(run(weights, "list", "--json").stdout)}
    assert run(weights, "fetch", "model", "--from", str(share)).exit_code == 0
    after = {row["name"]: row["present"] for row in json.loads(run(weights, "list", "--json").stdout)}
    assert (before["model"], after["model"]) == (False, True)
    assert before["multilingual-e5-small"] is False


def test_verify_fails_on_a_damaged_file(weights, share) -> None:
    run(weights, "fetch", "model", "--from", str(share))
    assert run(weights, "verify").exit_code == 0
    (weights / "model" / "model.gguf").write_bytes(b"?" * len(DATA))
    result = run(weights, "verify", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [{"model": "model", "file": "model.gguf", "state": "damaged"}]


def test_fetching_nothing_says_what_to_name(weights) -> None:
    assert "preset" in str(run(weights, "fetch").exception)
