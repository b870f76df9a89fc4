"""Small OMOP databases for tests, of people who do not exist."""

import csv
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = list[dict[str, object]]
Database = dict[str, Rows]

CONCEPTS: Rows = [
    {
        "concept_id": id,
        "concept_name": name,
        "vocabulary_id": vocabulary,
        "concept_code": code,
        "concept_class_id": kind,
    }
    for id, name, vocabulary, code, kind in (
        (4112853, "Malignant tumor of breast", "SNOMED", "254837009", "Clinical Finding"),
        (900001, "Primary malignant neoplasm of left breast", "SNOMED", "999000001", "Clinical Finding"),
        (432851, "Secondary malignant neoplastic disease", "SNOMED", "128462008", "Clinical Finding"),
        (320128, "Essential hypertension", "SNOMED", "59621000", "Clinical Finding"),
        (1634371, "AJCC/UICC 8th pathological T2 Category", "Cancer Modifier", "p-AJCC/UICC-8th-T2", "Staging/Grading"),
        (1633999, "AJCC/UICC 8th Stage 2A", "Cancer Modifier", "AJCC/UICC-8th-Stage-2A", "Staging/Grading"),
        (36305384, "ECOG Performance Status score", "LOINC", "89247-1", "Clinical Observation"),
        (3000001, "HER2 [Interpretation] in Tissue", "LOINC", "48676-1", "Lab Test"),
        (3013603, "Prostate specific Ag [Mass/volume] in Serum or Plasma", "LOINC", "2857-1", "Lab Test"),
        (9191, "Positive", "SNOMED", "10828004", "Qualifier Value"),
        (8842, "nanogram per milliliter", "UCUM", "ng/mL", "Unit"),
        (35605001, "doxorubicin hydrochloride 2 MG/ML Injection", "RxNorm", "1790099", "Clinical Drug"),
        (35605002, "cyclophosphamide 500 MG Injection", "RxNorm", "1734919", "Clinical Drug"),
        (35605003, "something 10 MG/ML Injectable Solution", "RxNorm", "583214", "Clinical Drug"),
        (1378382, "paclitaxel", "RxNorm", "56946", "Ingredient"),
        (4000001, "Mastectomy of left breast", "SNOMED", "428571003", "Procedure"),
        (35806001, "Carboplatin and Paclitaxel", "HemOnc", "100001", "Regimen"),
    )
]
ANCESTORS: Rows = [
    {"ancestor_concept_id": 1378382, "descendant_concept_id": 35605003, "min_levels_of_separation": 2},
    {"ancestor_concept_id": 4112853, "descendant_concept_id": 900001, "min_levels_of_separation": 1},
]


def breast_cancer(**tables: Rows) -> Database:
    """Two women: one with a full record who died, one with a diagnosis and nothing else. Tables given replace these."""
    database: Database = {
        "cdm_source": [{"cdm_source_name": "invented", "cdm_version": "v5.4.0"}],
        "person": [person(1, 1960, 5, 4), person(2, 1950)],
        "observation_period": [period(1, "2010-01-01", "2020-05-01"), period(2, "2015-01-01", "2019-01-01")],
        "death": [{"person_id": 1, "death_date": "2020-06-01"}],
        "condition_occurrence": [condition(1, 4112853, "2018-03-01"), condition(2, 900001, "2016-01-01")],
        "measurement": [
            measurement(1, 1633999, "2018-03-10"),
            measurement(1, 1634371, "2018-03-10"),
            measurement(1, 36305384, "2018-03-12", value_as_number=1),
            measurement(1, 3000001, "2018-03-12", value_as_concept_id=9191),
        ],
        "drug_exposure": [
            drug(1, 1, 35605001, "2018-04-01"),
            drug(2, 1, 35605002, "2018-04-01"),
            drug(3, 1, 35605003, "2018-07-01", "2018-09-01"),
        ],
        "procedure_occurrence": [{"person_id": 1, "procedure_concept_id": 4000001, "procedure_date": "2018-03-20"}],
        "concept": CONCEPTS,
        "concept_ancestor": ANCESTORS,
    }
    return {**database, **tables}


def repeated(database: Database, times: int) -> Database:
    """The same people many times over, each time under other identifiers."""
    made: Database = {}
    for table, rows in database.items():
        if not rows or "person_id" not in rows[0]:
            made[table] = rows
            continue
        made[table] = [
            {**row, "person_id": int(str(row["person_id"])) + 10 * number} for number in range(times) for row in rows
        ]
    return made


def person(id: int, year: object, month: object = "", day: object = "", sex: int = 8532) -> dict[str, object]:
    return {
        "person_id": id,
        "gender_concept_id": sex,
        "year_of_birth": year,
        "month_of_birth": month,
        "day_of_birth": day,
        "care_site_id": 7,
        "person_source_value": f"IPP-INVENTED-{id}",
    }


def period(person: int, start: str, end: str) -> dict[str, object]:
    return {
        "person_id": person,
        "observation_period_start_date": start,
        "observation_period_end_date": end,
    }


def condition(person: int, concept: int, day: str, source: str = "") -> dict[str, object]:
    return {
        "person_id": person,
        "condition_concept_id": concept,
        "condition_start_date": day,
        "condition_source_value": source,
    }


def measurement(person: int, concept: int, day: str, **values: object) -> dict[str, object]:
    empty = {"value_as_number": "", "value_as_concept_id": "", "unit_source_value": "", "measurement_source_value": ""}
    return {"person_id": person, "measurement_concept_id": concept, "measurement_date": day, **empty, **values}


def drug(id: int, person: int, concept: int, start: str, end: str = "", source: str = "") -> dict[str, object]:
    return {
        "drug_exposure_id": id,
        "person_id": person,
        "drug_concept_id": concept,
        "drug_exposure_start_date": start,
        "drug_exposure_end_date": end,
        "drug_source_value": source,
    }


def episode(id: int, person: int, concept: int, start: str, end: str = "", of: object = "") -> dict[str, object]:
    return {
        "episode_id": id,
        "person_id": person,
        "episode_concept_id": concept,
        "episode_start_date": start,
        "episode_end_date": end,
        "episode_object_concept_id": of,
    }


def write_folder(folder: Path, database: Mapping[str, Sequence[Mapping[str, object]]], delimiter: str = ",") -> Path:
    """Write each table as a CSV file, its name in capitals as many exports have it."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in database.items():
        if rows:
            with (folder / f"{table.upper()}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
                writer.writeheader()
                writer.writerows(rows)
    return folder


def write_zip(path: Path, folder: Path) -> Path:
    """Pack a folder's files, as a Mac does."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in folder.iterdir():
            packed.write(file, f"export/{file.name}")
            packed.writestr(f"__MACOSX/export/._{file.name}", b"\0")
    return path


def write_duckdb(path: Path, folder: Path) -> Path:
    """Load a folder's CSV files into a DuckDB file."""
    import duckdb

    with duckdb.connect(str(path)) as connection:
        for file in folder.glob("*.csv"):
            connection.execute(f"create table {file.stem.lower()} as select * from read_csv('{file}')")
    return path


def write_parquet(target: Path, folder: Path) -> Path:
    """Rewrite a folder's CSV files as Parquet."""
    import duckdb

    target.mkdir()
    with duckdb.connect() as connection:
        for file in folder.glob("*.csv"):
            to = target / f"{file.stem.lower()}.parquet"
            connection.execute(f"copy (select * from read_csv('{file}')) to '{to}' (format parquet)")
    return target
