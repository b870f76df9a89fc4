"""``sourcier cohort add postgresql://…`` on a real server."""

import gc
import json
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant.cli.app import app
from corpora.errors import SourcierError
from tests.corpora.cohorts.omop import database as omop
from tests.corpora.cohorts.omop.postgres import PostgresServer

NOTES: omop.Rows = [{"person_id": id, "note_text": f"Tumeur opérée, suivi {id}"} for id in (1, 2)]
DATABASE = omop.repeated(omop.breast_cancer(note=NOTES), 40)


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    running = PostgresServer()
    yield running
    running.stop()


@pytest.fixture
def short_lived() -> PostgresServer:
    """A server that its test stops."""
    return PostgresServer()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an import keeps its temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def add(origin: str | Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["cohort", "add", str(origin), *options])


def refusal(origin: str) -> SourcierError:
    """The one error of an import that must leave nothing behind."""
    error = add(origin).exception
    assert isinstance(error, SourcierError)
    assert error.message("fr") and error.hint("fr")
    assert "secretword" not in str(error) and "wrongword" not in str(error)
    return error


def left_behind(home: Path, temporary: Path) -> list[Path]:
    gc.collect()
    return [path for folder in (home, temporary) for path in folder.rglob("*") if path.is_file()]


def test_a_server_gives_the_same_cohort_as_a_folder_of_files(
    server: PostgresServer, tmp_path: Path, home: Path, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCIER_WEIGHTS", str(weights))
    vocabulary = {table: DATABASE[table] for table in ("concept", "concept_ancestor")}
    server.load("vocabulary", vocabulary)
    server.load("omop", {table: rows for table, rows in DATABASE.items() if table not in vocabulary})

    from_folder = add(omop.write_folder(tmp_path / "folder", DATABASE), "--id", "breast", "--json")
    cohort = home / "cohorts" / "breast"
    expected = {path.name: path.read_bytes() for path in cohort.glob("*.parquet")}
    dictionary = (cohort / "dictionary.json").read_bytes()
    from_server = add(server.address(), "--id", "breast", "--json")

    assert json.loads(from_server.stdout)["patients"] == json.loads(from_folder.stdout)["patients"] == 80
    assert expected.keys() == {"patients.parquet", "lines.parquet", "notes.parquet"}
    assert {path.name: path.read_bytes() for path in cohort.glob("*.parquet")} == expected
    assert json.loads((cohort / "dictionary.json").read_bytes())["variables"] == json.loads(dictionary)["variables"]


def test_a_wrong_password_or_address_is_refused_without_repeating_it(
    server: PostgresServer, home: Path, temporary: Path
) -> None:
    for address in (server.address(password="wrongword"), "postgresql://reader:secretword@localhost:1/cdm"):
        assert refusal(address).key == "cohort_omop.no_postgres_connection"
    assert not left_behind(home, temporary)


def test_a_missing_table_is_named(server: PostgresServer, home: Path, temporary: Path) -> None:
    server.load("omop", {table: rows for table, rows in DATABASE.items() if table != "observation_period"})
    error = refusal(server.address())

    assert (error.key, error.details["table"]) == ("cohort_omop.missing_table", "observation_period")
    assert not left_behind(home, temporary)


def test_a_missing_column_is_named(server: PostgresServer, home: Path, temporary: Path) -> None:
    server.load("omop", {**DATABASE, "death": [{"person_id": 1, "died_on": "2020-06-01"}]})
    error = refusal(server.address())

    assert (error.key, error.details["column"]) == ("cohort_omop.missing_column", "death_date")
    assert not left_behind(home, temporary)


def test_a_table_that_the_user_may_not_read_is_named(server: PostgresServer) -> None:
    server.load("omop", DATABASE)
    server.run("drop role if exists reader", "create role reader login password 'secretword'")
    error = refusal(server.address("reader"))

    assert (error.key, error.details["table"]) == ("cohort_omop.no_right", "condition_occurrence")


def test_of_several_schemas_with_persons_one_has_to_be_chosen(server: PostgresServer) -> None:
    server.load("omop", DATABASE)
    server.load("other", {"person": DATABASE["person"]})
    error = refusal(server.address())
    chosen = refusal(server.address(options="-csearch_path%3Dother"))

    assert (error.key, error.details["schemas"]) == ("cohort_omop.several_schemas", "omop, other")
    assert (chosen.key, chosen.details["table"]) == ("cohort_omop.missing_table", "observation_period")
    server.run("drop schema other cascade")


def test_a_server_that_stops_half_way_leaves_nothing(short_lived: PostgresServer, home: Path, temporary: Path) -> None:
    server = short_lived
    server.load("omop", {table: rows for table, rows in DATABASE.items() if table != "death"})
    # A table whose second half does not come.
    server.run(
        "create view omop.death as select 1 as person_id, '2020-06-01'::text || pg_sleep(i * 600)::text as death_date "
        "from generate_series(0, 1) as i"
    )

    def stop() -> None:
        while not server.one("select count(*) from pg_stat_activity where wait_event = 'PgSleep'"):
            time.sleep(0.05)
        server.stop()

    stopping = threading.Thread(target=stop)
    stopping.start()
    error = refusal(server.address())
    stopping.join()

    assert (error.key, error.details["table"]) == ("cohort_omop.server_stopped", "death")
    assert not left_behind(home, temporary)
