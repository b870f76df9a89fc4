"""Small made-up tables and their mapping, for tests of the import."""

from pathlib import Path

from corpora.cohorts.importing import ImportReport, import_cohort
from corpora.cohorts.store import Cohort
from corpora.cohorts.tables.mapping import Mapping, read_mapping
from corpora.cohorts.tables.reading import stage_table

HEAD = """
[cohort]
id = "small"
title = { en = "Small", fr = "Petite" }
centre = { en = "here", fr = "ici" }
years = { en = "2019", fr = "2019" }
"""

PATIENTS = """
[file]
patient = "ipp"

[variables.age]
column = "age"
role = "age"
kind = "number"
quasi_identifier = false
en = "Age"
fr = "Âge"

[variables.sex]
column = "sexe"
role = "sex"
kind = "category"
quasi_identifier = false
en = "Sex"
fr = "Sexe"
levels = [
  { raw = ["F", "femme"], code = "female", en = "Female", fr = "Femme" },
  { raw = "M", code = "male", en = "Male", fr = "Homme" },
]

[variables.hb]
column = "hb"
kind = "number"
unit = "g/dL"
en = "Haemoglobin"
fr = "Hémoglobine"

[outcomes.overall_survival]
time = "jours"
status = "dc"
event = "1"
censored = "0"
"""

HEADER = "ipp,age,sexe,hb,jours,dc"


def rows(n: int = 200) -> list[str]:
    """Rows of plausible patients."""
    return [f"IPP{i:06},{40 + i % 50},{'FM'[i % 2]},{11 + i % 40 / 10:.1f},{30 + 7 * i},{i % 2}" for i in range(n)]


def mapping(folder: Path, text: str = PATIENTS) -> Mapping:
    """A mapping, by way of its file."""
    path = folder / "mapping.toml"
    path.write_text(HEAD + text if "[cohort]" not in text else text, encoding="utf-8")
    return read_mapping(path)


def table(folder: Path, lines: list[str], header: str = HEADER, name: str = "patients.csv") -> Path:
    """A table's file."""
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def imported(folder: Path, path: Path, mapped: Mapping) -> tuple[Cohort, ImportReport]:
    """The cohort of a table, and the import's report."""
    report = import_cohort(stage_table(path, mapped), folder / "cohorts", key=folder / "keys" / "key")
    return Cohort.open(folder / "cohorts" / mapped.cohort.id), report
