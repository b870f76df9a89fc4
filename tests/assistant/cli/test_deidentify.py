"""``sourcier deidentify``: files and streams."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli.deidentify import deidentify
from corpora.errors import SourcierError

app = typer.Typer()
app.command()(deidentify)


def run(*arguments: str, piped: str | None = None) -> str:
    result = CliRunner().invoke(app, list(arguments), input=piped)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_json_lines_gain_the_redacted_text_and_spans_of_the_original(tmp_path: Path) -> None:
    text = "Mme Claire Durand, vue le 12/03/2021"
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": 7, "text": text, "phone": "0639987703"}) + "\n", encoding="utf-8")
    run("--jsonl", str(source), "--out", str(out))
    row = json.loads(out.read_text(encoding="utf-8"))
    assert row["redacted"] == "Mme [NAME], vue le [DATE]"
    assert [text[s["start"] : s["end"]] for s in row["spans"]] == ["Claire Durand", "12/03/2021"]
    assert set(row) == {"id", "redacted", "spans"}


def test_text_that_is_piped_in_is_printed_redacted() -> None:
    assert run(piped="Seen by Dr Poole.\n\nVu par M. Durand, né le 1/2/1960.\n") == (
        "Seen by [NAME].\n\nVu par M. [NAME], né le [DATE].\n"
    )


def test_a_bad_line_is_named_without_its_text_and_nothing_is_written(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"text": "fine"}\n{"text": "Durand\n', encoding="utf-8")
    with pytest.raises(SourcierError, match="line 2") as raised:
        run("--jsonl", str(source), "--out", str(out))
    assert "Durand" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert list(tmp_path.iterdir()) == [source]


def test_a_file_is_not_overwritten_with_its_own_redaction(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Mme Durand")
    with pytest.raises(SourcierError, match="overwritten"):
        run(str(source), "--out", str(source))


def test_a_key_gives_surrogates_that_are_the_same_next_time(tmp_path: Path) -> None:
    source = tmp_path / "data" / "in.jsonl"
    source.parent.mkdir()
    source.write_text('{"id": 1, "text": "Mme Durand, vue le 12/03/2021 puis le 13/03/2021"}\n', encoding="utf-8")
    arguments = ["--jsonl", str(source), "--patient", "id", "--key", str(tmp_path / "keys" / "k")]
    run(*arguments, "--out", str(source.parent / "a"))
    run(*arguments, "--out", str(source.parent / "b"))
    first = (source.parent / "a").read_text(encoding="utf-8")
    assert first == (source.parent / "b").read_text(encoding="utf-8")
    assert "Durand" not in first and "12/03/2021" not in first and "[" not in json.loads(first)["redacted"]


def test_a_model_that_is_not_installed_is_said_so() -> None:
    with pytest.raises(SourcierError, match="not installed"):
        run("--model", "no_such_model", piped="x")
