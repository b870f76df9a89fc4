"""After an import, no identifier of the origin is in any file, report or error."""

from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpora.cohorts.deidentify.key import load_key
from corpora.cohorts.importing import import_cohort
from corpora.cohorts.importing.patient_keys import patient_keys
from corpora.cohorts.importing.report import TooManyRejects
from corpora.cohorts.tables.mapping import read_mapping
from corpora.cohorts.tables.reading import stage_table

MAPPING = """
notes = "compte_rendu"

[cohort]
id = "seeded"
title = { en = "Seeded", fr = "Semée" }
centre = { en = "here", fr = "ici" }
years = { en = "2015", fr = "2015" }

[file]
patient = "ipp"

[variables.age]
column = "naissance"
at = "diagnostic"
role = "age"
kind = "number"
en = "Age"
fr = "Âge"

[variables.lieu]
column = "lieu"
kind = "category"
en = "Place"
fr = "Lieu"

[outcomes.overall_survival]
start = "diagnostic"
event_date = "date_dc"
last_seen = "dernieres_nouvelles"

[[lines]]
number = 1
regimen = "ligne1"
start = "debut_l1"
origin = "diagnostic"
"""
N = 500


def seeded(folder: Path, *, broken: bool = False) -> tuple[Path, list[str]]:
    """A table of 500 patients, and the identifiers in it: record numbers, names, phone numbers, dates of birth
    as the table has them."""
    header = "ipp;naissance;diagnostic;date_dc;dernieres_nouvelles;lieu;ligne1;debut_l1;compte_rendu"
    lines, identifiers = [], []
    for i in range(N):
        ipp, phone = f"IPP77{i:06}", f"06{i % 90 + 10}{(7 * i) % 90 + 10}{(3 * i) % 90 + 10}{(11 * i) % 90 + 10}"
        name = f"Zyrtek{chr(97 + i // 26 % 26)}{chr(97 + i % 26)}{chr(97 + i // 676)}ov"
        born = date(1940, 1, 1) + timedelta(29 * i % 9000)
        diagnosed = date(2015, 1, 1) + timedelta(i)
        seen = diagnosed + timedelta(200 + i)
        written = f"{born.day:02}/{born.month:02}/{born.year}"
        note = f"Patient M. {name} né le {written}, IPP {ipp}, tél. {phone}. Adénocarcinome du côlon, FOLFOX puis contrôle."
        place = "sein" if i % 5 else f"adressé par {name}"
        birth = "illisible" if broken and i % 4 == 0 else born.isoformat()
        lines.append(f"{ipp};{birth};{diagnosed};;{seen};{place};{'FOLFOX' if i % 3 else name};{diagnosed};{note}")
        identifiers += [ipp, phone, name, born.isoformat()]
    path = folder / "patients.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    return path, identifiers


def contents(folder: Path) -> str:
    """All bytes under a folder as text, and every value of every Parquet file."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            found.append(path.read_bytes().decode("utf-8", "replace"))
            if path.suffix == ".parquet":
                found += [str(value) for column in pq.read_table(path).columns for value in column.to_pylist()]
    return "\n".join(found)


def test_no_identifier_of_five_hundred_patients_is_in_any_file_of_the_cohort(tmp_path: Path) -> None:
    path, identifiers = seeded(tmp_path)
    staged = stage_table(path, read_mapping(tmp_path / "mapping.toml"))
    report = import_cohort(staged, tmp_path / "data" / "cohorts", key=tmp_path / "data" / "keys" / "key")
    assert (report.patients, report.notes, report.lines) == (N, N, N)
    written = contents(tmp_path / "data")
    assert [each for each in identifiers if each in written] == []
    assert "Adénocarcinome du côlon, FOLFOX" in written


def test_no_note_keeps_a_date_of_its_patient(tmp_path: Path) -> None:
    path, _ = seeded(tmp_path)
    key = tmp_path / "key"
    import_cohort(stage_table(path, read_mapping(tmp_path / "mapping.toml")), tmp_path / "cohorts", key=key)
    rows = [line.split(";") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    secret = load_key(key, apart_from=tmp_path / "cohorts")
    pseudonyms = patient_keys(pa.array([row[0] for row in rows]), secret, "seeded").to_pylist()
    notes = pq.read_table(tmp_path / "cohorts" / "seeded" / "notes.parquet").to_pydict()
    kept = dict(zip(notes["patient"], notes["text"], strict=True))
    for pseudonym, row in zip(pseudonyms, rows, strict=True):
        year, month, day = row[1].split("-")
        assert f"{day}/{month}/{year}" not in kept[pseudonym]


def test_no_identifier_is_in_what_a_refused_import_says(tmp_path: Path) -> None:
    path, identifiers = seeded(tmp_path, broken=True)
    with pytest.raises(TooManyRejects) as refused:
        import_cohort(
            stage_table(path, read_mapping(tmp_path / "mapping.toml")), tmp_path / "cohorts", key=tmp_path / "key"
        )
    said = f"{refused.value}{refused.value.message('fr')}{refused.value.groups}"
    assert [each for each in [*identifiers, "illisible"] if each in said] == []
    assert contents(tmp_path / "cohorts") == ""
