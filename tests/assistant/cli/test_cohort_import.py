"""``sourcier cohort inspect | add | list | remove``."""

import json
import re
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant.cli.app import app
from corpora.errors import SourcierError
from tests.corpora.cohorts.omop import database as omop
from tests.corpora.cohorts.small_table import HEAD, HEADER, PATIENTS, rows, table


@pytest.fixture
def origin(tmp_path: Path, home: Path, weights: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table with its mapping beside it, in a home of its own with the shared weights."""
    monkeypatch.setenv("SOURCIER_WEIGHTS", str(weights))
    (tmp_path / "small.toml").write_text(HEAD + PATIENTS, encoding="utf-8")
    return table(tmp_path, rows())


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["cohort", *(str(argument) for argument in arguments)])


def test_a_table_is_added_listed_and_removed(origin: Path, home: Path) -> None:
    added = run("add", origin, "--mapping", origin.with_name("small.toml"), "--json")
    assert added.exit_code == 0, added.output
    assert json.loads(added.stdout)["patients"] == 200
    listed = json.loads(run("list", "--json").stdout)
    assert [(each["id"], each["patients"], each["outcomes"]) for each in listed] == [
        ("small", 200, ["overall_survival"])
    ]
    assert (home / "keys" / "cohorts.key").stat().st_mode & 0o077 == 0
    assert json.loads(run("remove", "small", "--json").stdout) == {"removed": "small"}
    assert json.loads(run("list", "--json").stdout) == []


def test_an_id_on_the_command_line_replaces_the_mappings(origin: Path) -> None:
    run("add", origin, "--mapping", origin.with_name("small.toml"), "--id", "another-one")
    assert [each["id"] for each in json.loads(run("list", "--json").stdout)] == ["another-one"]


def test_rejected_rows_are_printed_with_file_line_column_and_reason(origin: Path) -> None:
    origin.write_text("\n".join([HEADER, *rows(), "X,50,F,12,-4,0"]), encoding="utf-8")
    added = run("add", origin, "--mapping", origin.with_name("small.toml"))
    assert "patients.csv: jours: a negative time (1 row: line 202)" in added.output


def test_a_table_without_a_mapping_says_how_to_get_one(origin: Path) -> None:
    added = run("add", origin)
    assert added.exit_code != 0
    assert added.exception is not None and "sourcier cohort inspect" in str(added.exception)


@pytest.mark.parametrize("name", ["records.docx", "empty"])
def test_what_is_no_records_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.mkdir() if name == "empty" else path.write_bytes(b"x")
    added = run("add", path)
    assert added.exit_code != 0
    assert "neither a table, an OMOP database nor a FHIR export" in str(added.exception)


@pytest.mark.parametrize("name", ["patients.xlsx", "patients.XLS", "patients.sas7bdat"])
def test_a_workbook_is_refused_with_how_to_save_it_as_a_table(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    for command in ("add", "inspect"):
        refused = run(command, tmp_path / name)
        assert refused.exit_code != 0
        assert "CSV UTF-8" in str(refused.exception)


def test_a_column_that_was_renamed_is_named_beside_those_there_are(origin: Path) -> None:
    origin.write_text(origin.read_text(encoding="utf-8").replace("hb", "hemoglobine", 1), encoding="utf-8")
    refused = str(run("add", origin, "--mapping", origin.with_name("small.toml")).exception)
    assert "no column 'hb'" in refused
    assert "hemoglobine" in refused


def test_the_conditions_of_an_omop_database_are_listed_and_chosen(
    tmp_path: Path, home: Path, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCIER_WEIGHTS", str(weights))
    database = omop.breast_cancer()
    database["condition_occurrence"].append(omop.condition(1, 320128, "2012-01-01"))
    folder = omop.write_folder(tmp_path / "warehouse", omop.repeated(database, 40))
    inspected = run("inspect", folder)
    assert "80 patients with a primary malignancy" in inspected.output
    assert re.search(r"320128 +40 +Essential hypertension", inspected.output)
    added = run("add", folder, "--condition", "320128", "--json")
    assert json.loads(added.stdout)["patients"] == 40


@pytest.mark.parametrize("option", ["--condition", "--mapping"])
def test_an_option_of_another_format_is_refused(origin: Path, tmp_path: Path, option: str) -> None:
    folder = omop.write_folder(tmp_path / "warehouse", omop.breast_cancer())
    mapping = origin.with_name("small.toml")
    refused = run("add", origin, "--condition", "1") if option == "--condition" else run("add", folder, option, mapping)
    assert isinstance(refused.exception, SourcierError)
    assert option in str(refused.exception)


def test_inspect_writes_a_mapping_that_add_takes(origin: Path) -> None:
    written = origin.with_name("proposed.toml")
    inspected = run("inspect", origin, "--write", written)
    assert inspected.exit_code == 0, inspected.output
    assert "200 rows, 6 columns" in inspected.output
    assert run("add", origin, "--mapping", written).exit_code == 0


def test_inspect_as_json_holds_the_columns_and_the_mapping(origin: Path) -> None:
    found = json.loads(run("inspect", origin, "--json").stdout)
    assert [column["use"] for column in found["columns"]] == [
        "patient",
        "age",
        "sex",
        "covariate",
        "outcome",
        "outcome",
    ]
    assert found["mapping"]["outcomes"]["overall_survival"]["time"] == "jours"
