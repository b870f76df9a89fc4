"""OMOP databases that are not whole: one clear error, or one report of the rows."""

import gc
import tempfile
from pathlib import Path

import pytest

from corpora.catalogue import LANGUAGES, say
from corpora.cohorts.omop import stage_omop
from corpora.errors import SourcierError
from tests.corpora.cohorts.omop import database as omop


def refusal(origin: str | Path, **options: object) -> SourcierError:
    with pytest.raises(SourcierError) as caught:
        stage_omop(origin, **options)
    for language in LANGUAGES:
        assert caught.value.message(language)
        assert caught.value.hint(language)
    return caught.value


def rejects(origin: Path) -> list[tuple[str, int, str, str]]:
    staged = stage_omop(origin)
    for reject in staged.rejects:
        assert say(reject.reason, "fr", **reject.details)
    return [(reject.file, reject.line, reject.column, reject.reason) for reject in staged.rejects]


@pytest.mark.parametrize("table", ["person", "observation_period", "condition_occurrence"])
def test_a_missing_table_is_named(tmp_path: Path, table: str) -> None:
    error = refusal(omop.write_folder(tmp_path, omop.breast_cancer(**{table: []})))

    assert (error.key, error.details["table"]) == ("cohort_omop.missing_table", table)


def test_a_missing_column_is_named_with_its_file(tmp_path: Path) -> None:
    death = [{"person_id": 1, "died_on": "2020-06-01"}]
    error = refusal(omop.write_folder(tmp_path, omop.breast_cancer(death=death)))

    assert error.key == "cohort_omop.missing_column"
    assert (error.details["column"], error.details["file"]) == ("death_date", "DEATH.csv")


@pytest.mark.parametrize("version", ["v5.3.1", "6.0", "CDM v5.2"])
def test_another_version_of_the_data_model_is_refused(tmp_path: Path, version: str) -> None:
    error = refusal(omop.write_folder(tmp_path, omop.breast_cancer(cdm_source=[{"cdm_version": version}])))

    assert error.key == "cohort_omop.version"


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    whole = omop.write_zip(tmp_path / "whole.zip", omop.write_folder(tmp_path / "omop", omop.breast_cancer()))
    data = bytearray(whole.read_bytes())
    middle = data.index(b"PERSON.csv") + 40
    data[middle : middle + 20] = b"\xff" * 20
    broken = tmp_path / "broken.zip"
    broken.write_bytes(data)

    assert refusal(broken).key == "cohort_omop.broken_archive"


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7 no database")

    assert refusal(tmp_path / "letter.pdf").key == "cohort_omop.unknown_format"
    assert refusal(tmp_path / "nowhere").key == "cohort_omop.no_origin"


def test_conditions_that_nobody_has_are_refused(tmp_path: Path) -> None:
    origin = omop.write_folder(tmp_path, omop.breast_cancer())

    assert refusal(origin, condition_concepts=[123]).key == "cohort_omop.no_such_condition"


def test_rows_that_cannot_be_read_are_reported_by_file_line_and_column(tmp_path: Path) -> None:
    database = omop.breast_cancer()
    database["person"] += [omop.person(3, "unknown"), omop.person(2, 1950)]
    database["condition_occurrence"] += [
        omop.condition(2, 4112853, "31st of March"),
        omop.condition(99, 4112853, "2018-01-01"),
        omop.condition(99, 320128, "2018-01-01"),
    ]
    database["death"] = [{"person_id": 1, "death_date": "soon"}]

    assert rejects(omop.write_folder(tmp_path, database)) == [
        ("PERSON.csv", 4, "year_of_birth", "cohort_omop.reject_birth"),
        ("PERSON.csv", 5, "person_id", "cohort_omop.reject_person_twice"),
        ("DEATH.csv", 2, "death_date", "cohort_omop.reject_date"),
        ("CONDITION_OCCURRENCE.csv", 4, "condition_start_date", "cohort_omop.reject_date"),
        ("CONDITION_OCCURRENCE.csv", 5, "person_id", "cohort_omop.reject_unknown_person"),
    ]


def test_patients_whose_dates_contradict_are_left_out_and_reported(tmp_path: Path) -> None:
    database = omop.breast_cancer(death=[{"person_id": 1, "death_date": "2017-01-01"}])
    database["person"][1] = omop.person(2, 2017)
    staged = stage_omop(omop.write_folder(tmp_path, database))

    assert [batch.num_rows for batch in staged.patients] in ([], [0])
    assert [(reject.line, reject.reason) for reject in staged.rejects] == [
        (2, "cohort_events.reject_death_before_index"),
        (3, "cohort_events.reject_before_birth"),
    ]


def test_a_line_with_too_many_fields_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    origin = omop.write_folder(tmp_path, omop.breast_cancer())
    path = origin / "OBSERVATION_PERIOD.csv"
    path.write_text(path.read_text() + "2,2019-01-01,2019-02-01,too,many\n2,2019-01-01,later\n")
    found = rejects(origin)

    assert [(file, line, reason) for file, line, _, reason in found] == [
        ("OBSERVATION_PERIOD.csv", 5, "cohort_omop.reject_date"),
        ("OBSERVATION_PERIOD.csv", 4, "cohort_omop.reject_ill_formed"),
    ]


def test_no_report_holds_a_value_of_the_record(tmp_path: Path) -> None:
    database = omop.breast_cancer(death=[{"person_id": 1, "death_date": "PATIENTNAME"}])
    database["person"].append(omop.person(3, "PATIENTNAME"))
    staged = stage_omop(omop.write_folder(tmp_path, database))

    assert len(staged.rejects) == 2
    assert "PATIENTNAME" not in repr(staged.rejects)


def test_a_refused_import_leaves_no_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    refusal(omop.write_folder(tmp_path / "omop", omop.breast_cancer(person=[])))
    gc.collect()

    assert not list((tmp_path / "temporary").iterdir())
