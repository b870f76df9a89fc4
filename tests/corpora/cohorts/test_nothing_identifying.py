"""After an import and everything that is asked of it, no identifier of a patient is anywhere: not in a file under the data
folder, a log, an index, an export, an answer, an error message or what a crash leaves behind."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from pyarrow import parquet
from typer.testing import CliRunner

from assistant.cli.app import app

PATIENTS = 250
MAPPING = """
notes = "letter"

[cohort]
id = "seeded"
title = { en = "Breast cancer, seeded", fr = "Cancer du sein, semée" }
centre = { en = "here", fr = "ici" }
years = { en = "2015", fr = "2015" }
main_treatment = "treatment"

[file]
patient = "ipp"

[variables.age]
column = "age"
role = "age"
kind = "number"
en = "Age"
fr = "Âge"

[variables.treatment]
column = "treatment"
role = "treatment"
kind = "category"
en = "Treatment"
fr = "Traitement"

[variables.referred]
column = "referred"
kind = "category"
en = "Referred by"
fr = "Adressé par"

[outcomes.overall_survival]
time = "days"
status = "dead"
event = "1"
censored = "0"
"""
HEADER = "ipp;age;treatment;referred;days;dead;letter"


class Seeded:
    """A table in which every patient has identifiers of several kinds, and all of those identifiers."""

    def __init__(self, folder: Path) -> None:
        random = np.random.default_rng(7)
        self.identifiers: list[str] = []
        rows = [self._row(at, random) for at in range(PATIENTS)]
        self.table, self.mapping = folder / "records.csv", folder / "mapping.toml"
        self.table.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        self.mapping.write_text(MAPPING, encoding="utf-8")
        self.broken = folder / "broken.csv"
        self.broken.write_text("\n".join([HEADER, *(row.replace(";", ";-", 1) for row in rows)]), encoding="utf-8")

    def _row(self, at: int, random: np.random.Generator) -> str:
        ipp = f"80{at:04}5671{at % 10}"
        name = f"Quenard{'bcdfglmnrt'[at % 10]}{'aeiou'[at // 10 % 5]}{'bcdfglmnrt'[at // 50 % 10]}ier"
        phone = f"06 {at % 90 + 10} {at // 9 + 20} 4{at % 10} {99 - at % 89}"
        number = 2_550_575_101_000 + 997 * at
        nir = f"{number}{97 - number % 97:02}"
        mail = f"{name.lower()}@quelque-part.fr"
        self.identifiers += [ipp, name, phone, nir, mail]
        letter = (
            f"Mme {name}, IPP {ipp}, NIR {nir}, tél. {phone}, {mail}. Cancer du sein, capécitabine, bonne tolérance."
        )
        referred = "a colleague" if at % 3 else f"Dr {name}"
        treatment = "capecitabine" if at % 2 else "letrozole"
        days, dead = int(random.integers(30, 3000)), int(random.integers(0, 2))
        return f"{ipp};{int(random.integers(40, 80))};{treatment};{referred};{days};{dead};{letter}"

    def found_in(self, texts: Iterable[str]) -> list[str]:
        """Which of the identifiers are in any of the texts, with or without their blanks."""
        text = "\n".join(texts).lower()
        return [each for each in self.identifiers if each.lower() in text or each.lower().replace(" ", "") in text]


@pytest.fixture
def seeded(tmp_path: Path, home: Path, weights: Path, monkeypatch: pytest.MonkeyPatch) -> Seeded:
    monkeypatch.setenv("SOURCIER_WEIGHTS", str(weights))
    folder = tmp_path / "origin"
    folder.mkdir()
    return Seeded(folder)


def cohort(*arguments: str | Path) -> str:
    """What a command says, and the error that it ends with."""
    done = CliRunner().invoke(app, ["cohort", *map(str, arguments)])
    return f"{done.output}\n{done.stderr}\n{done.exception!r} {done.exception}"


def contents(folder: Path) -> list[str]:
    """The names and bytes of all files under a folder as text, and the values that Parquet and SQLite files hold."""
    texts = []
    for path in folder.rglob("*"):
        texts.append(path.name)
        if not path.is_file():
            continue
        held = path.read_bytes()
        texts += [held.decode("utf-8", "replace"), held.decode("utf-16-le", "replace")]
        if path.suffix == ".parquet":
            texts += [str(value) for column in parquet.read_table(path).columns for value in column.to_pylist()]
        if held.startswith(b"SQLite format 3"):
            with sqlite3.connect(path) as connection:
                texts += connection.iterdump()
    return texts


def test_the_seed_has_five_hundred_identifiers_that_the_search_would_find(seeded: Seeded) -> None:
    assert len(set(seeded.identifiers)) >= 500
    assert len(seeded.found_in(contents(seeded.table.parent))) == len(seeded.identifiers)


def test_no_identifier_is_in_any_file_index_or_answer(seeded: Seeded, home: Path) -> None:
    said = [
        cohort("add", seeded.table, "--mapping", seeded.mapping),
        cohort("list", "--json"),
        cohort("profile", "seeded", "--json"),
        cohort("survival", "seeded", "--json"),
        cohort("survival", "seeded", "--by", "referred"),
        cohort("similar", "seeded", "woman of 60 with breast cancer", "--json"),
        cohort("count", "seeded", "age >= 60", "--json"),
        cohort("count", "seeded", f"referred = Dr {seeded.identifiers[1]}"),
    ]
    assert "250" in said[0]
    assert (home / "cohorts" / "seeded" / "releases").is_dir()
    asked = seeded.identifiers[1].lower()
    assert [each for each in seeded.found_in(said) if each.lower() != asked and asked not in each.lower()] == []
    assert seeded.found_in(contents(home)) == []
    assert any("capécitabine, bonne tolérance" in text for text in contents(home))


def test_no_identifier_is_in_the_report_of_a_table_that_is_refused(seeded: Seeded, home: Path) -> None:
    said = cohort("add", seeded.broken, "--mapping", seeded.mapping)
    assert "SourcierError" in said or "TooManyRejects" in said
    assert seeded.found_in([said, *contents(home)]) == []


@pytest.mark.parametrize("bytes_allowed", [0, 4096])
def test_no_identifier_is_left_by_an_import_that_finds_the_disk_full(
    seeded: Seeded, home: Path, bytes_allowed: int
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_allowed, hard))
    try:
        said = cohort("add", seeded.table, "--mapping", seeded.mapping)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "SourcierError" in said or "OSError" in said
    assert seeded.found_in([said, *contents(home)]) == []


_CRASH = """
import faulthandler, signal, sys
faulthandler.enable()
import corpora.cohorts.importing.importer as importer
def dies(*arguments, **named):
    signal.raise_signal(int(sys.argv.pop()))
importer.write_patients = dies
from assistant.cli.app import main
main()
"""


@pytest.mark.parametrize("how", [signal.SIGABRT, signal.SIGSEGV, signal.SIGINT, signal.SIGKILL])
def test_no_identifier_is_in_what_a_crash_prints_or_leaves(seeded: Seeded, home: Path, how: signal.Signals) -> None:
    """It dies when all patients have arrived and been made coarser, before they are written."""
    command = [
        sys.executable,
        "-c",
        _CRASH,
        "cohort",
        "add",
        str(seeded.table),
        "--mapping",
        str(seeded.mapping),
        str(int(how)),
    ]
    resources = (0, resource.getrlimit(resource.RLIMIT_CORE)[1])
    died = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={**os.environ, "SOURCIER_HOME": str(home)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, resources),
        check=False,
    )
    assert died.returncode != 0
    assert seeded.found_in([died.stdout, died.stderr, *contents(home)]) == []
