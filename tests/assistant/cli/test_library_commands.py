"""``sourcier library``: what goes in is listed, shown, counted, and goes out again."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import indexes.embedding
from assistant.cli.library import app
from corpora.errors import SourcierError
from indexes.library import Library
from tests.indexes.hashed_embedder import HashedEmbedder
from tests.indexes.some_sources import trials


@pytest.fixture(autouse=True)
def small_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small embedder in place of the model that would have to be fetched."""
    monkeypatch.setattr(indexes.embedding, "load_embedder", lambda *_: HashedEmbedder())


@pytest.fixture
def filled(home: Path) -> Path:
    """The folder of the settings' library, with three sources."""
    folder = home / "library"
    with Library.open(folder, HashedEmbedder()) as library:
        library.add(trials(3))
    return folder


def run(*arguments: str) -> str:
    """The output of a command that succeeds."""
    result = CliRunner().invoke(app, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def jsonl(path: Path, *records: dict[str, str]) -> Path:
    """A file of documents in the documented format."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


RECORDS = (
    {"id": "doi:10.1000/one", "title": "One", "text": "Olaparib prolonged survival in ovarian cancer."},
    {"id": "doi:10.1000/two", "title": "Two", "text": "Trastuzumab prolonged survival in breast cancer."},
)


def test_files_and_folders_are_imported_once(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    one = jsonl(tmp_path / "one.jsonl", RECORDS[0])
    jsonl(tmp_path / "more" / "two.jsonl", RECORDS[1])
    first = json.loads(run("add", str(one), str(tmp_path / "more"), "--json"))
    second = json.loads(run("add", str(one), str(tmp_path / "more"), "--json"))
    assert (first["added"], first["rejected"]) == (2, 0)
    assert (second["added"], second["updated"], second["unchanged"]) == (0, 0, 2)


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_imported(tmp_path: Path) -> None:
    jsonl(tmp_path / "good.jsonl", RECORDS[0])
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 cut off")
    report = json.loads(run("add", str(tmp_path), "--json"))
    assert (report["added"], [problem["file"] for problem in report["problems"]]) == (1, ["bad.pdf"])


def test_a_newer_list_of_retractions_marks_what_the_library_holds(tmp_path: Path, filled: Path) -> None:
    with Library.open(filled, HashedEmbedder()) as library:
        first, second, _ = library.sources()
        passages = library.passages(first.id)
    listed = tmp_path / "list.csv"
    listed.write_text(f"doi,nature\n{first.id.removeprefix('doi:')},Retraction\n", encoding="utf-8")
    marked = json.loads(run("notices", str(listed), "--json"))["marked"]
    assert [(source["id"], source["notices"]) for source in marked] == [(first.id, ["retraction"])]
    with Library.open(filled, HashedEmbedder()) as library:
        known, other = library.source(first.id), library.source(second.id)
        assert known is not None and known.retracted
        assert other == second
        assert library.passages(first.id) == passages
    assert json.loads(run("notices", str(listed), "--json"))["marked"] == []


def test_without_a_list_of_retractions_it_says_where_to_name_one(filled: Path) -> None:
    with pytest.raises(SourcierError) as raised:
        run("notices")
    assert raised.value.key == "library.no_notices"


def test_an_import_of_which_nothing_can_be_read_fails(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 cut off")
    assert CliRunner().invoke(app, ["add", str(tmp_path / "bad.pdf")]).exit_code == 1


def test_sources_are_listed_in_order(filled: Path) -> None:
    assert [line.split()[0] for line in run("list").splitlines()] == [f"doi:10.1000/{n}" for n in range(3)]
    assert [json.loads(line)["year"] for line in run("list", "--json").splitlines()] == [2020] * 3
    assert run("list", "--kind", "review") == ""


def test_a_source_is_shown_with_its_passages(filled: Path) -> None:
    shown = json.loads(run("show", "doi:10.1000/1", "--json"))
    assert shown["id"] == "doi:10.1000/1"
    assert "pembrolizumab" in shown["passages"][0]["text"]
    assert "pembrolizumab" in run("show", "doi:10.1000/1")


def test_a_removed_source_is_no_longer_there(filled: Path) -> None:
    run("remove", "doi:10.1000/1")
    assert "doi:10.1000/1" not in run("list")
    with pytest.raises(SourcierError) as caught:
        run("remove", "doi:10.1000/1")
    assert caught.value.key == "library.no_such_source"


def test_status_counts(filled: Path) -> None:
    status = json.loads(run("status", "--json"))
    assert (status["sources"], status["kinds"], status["dense"]["kind"]) == (3, {"trial_report": 3}, "exact")
    assert "sources" in run("status")


def test_a_rebuilt_library_is_sound(filled: Path) -> None:
    (filled / "lexical.json").unlink()
    run("rebuild")
    assert json.loads(run("verify", "--json")) == {"problems": []}


def test_verify_fails_where_something_is_damaged(filled: Path) -> None:
    (filled / "dense" / "vectors.json").write_text("{}")
    result = CliRunner().invoke(app, ["verify"])
    assert result.exit_code == 1
    assert "rebuild" in result.stderr


def test_looking_at_a_library_that_is_not_there_does_not_make_one(home: Path) -> None:
    for command in (["list"], ["status"], ["verify"], ["show", "doi:10.1000/1"]):
        with pytest.raises(SourcierError) as caught:
            run(*command)
        assert caught.value.key == "library.absent"
    assert not home.exists()


def test_each_problem_is_told_once_and_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{\n{"text": "A text."}\n')
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere")
    jsonl(tmp_path / "good.jsonl", RECORDS[0])
    told = CliRunner().invoke(app, ["add", str(tmp_path)]).stderr
    assert [told.count(name) for name in ("gone.pdf", "bad.jsonl, line 1")] == [1, 1]


def test_a_folder_without_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourcierError) as caught:
        run("add", str(tmp_path))
    assert caught.value.key == "library.nothing_to_import"
