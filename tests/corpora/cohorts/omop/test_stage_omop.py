"""Reading OMOP CDM 5.4: what a cohort is made of."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpora.cohorts.cohort import Role
from corpora.cohorts.omop import stage_omop
from corpora.cohorts.staged import Staged
from tests.corpora.cohorts.omop import database as omop


def patients(staged: Staged) -> dict[str, dict[str, Any]]:
    return {row["patient"]: row for batch in staged.patients for row in batch.to_pylist()}


def lines(staged: Staged) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for batch in staged.lines for row in batch.to_pylist()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return omop.write_folder(tmp_path / "omop", omop.breast_cancer())


def test_a_patient_is_described_at_the_first_diagnosis_of_the_cancer(folder: Path) -> None:
    first = patients(stage_omop(folder))["1"]

    assert first["age"] == pytest.approx((date(2018, 3, 1) - date(1960, 5, 4)).days / 365.25)
    assert {name: first[name] for name in ("sex", "diagnosis", "stage", "t_category", "her2", "year")} == {
        "sex": "female",
        "diagnosis": "C50",
        "stage": "II",
        "t_category": "T2",
        "her2": "positive",
        "year": 2018,
    }
    assert first["performance_status"] == "1"
    assert first["surgery"] == "yes"


def test_survival_runs_from_diagnosis_to_death_or_to_the_end_of_observation(folder: Path) -> None:
    found = patients(stage_omop(folder))

    assert (found["1"]["overall_survival_days"], found["1"]["overall_survival_event"]) == (823, 1)
    assert (found["2"]["overall_survival_days"], found["2"]["overall_survival_event"]) == (1096, 0)


def test_a_concept_is_understood_through_its_ancestors(folder: Path) -> None:
    staged = stage_omop(folder)

    assert patients(staged)["2"]["diagnosis"] == "C50"
    assert lines(staged)[1][2] == "paclitaxel"


def test_a_new_drug_after_28_days_begins_a_new_line(folder: Path) -> None:
    assert lines(stage_omop(folder)) == [("1", 1, "ac", 31.0, 31.0), ("1", 2, "paclitaxel", 122.0, 184.0)]


def test_the_first_line_is_what_treatments_are_compared_by(folder: Path) -> None:
    staged = stage_omop(folder)

    assert staged.dictionary.main_treatment == "first_line"
    assert [level.code for level in staged.dictionary.variable("first_line").levels] == ["ac"]
    assert patients(staged)["1"]["chemotherapy"] == "yes"
    assert patients(stage_omop(folder))["2"]["chemotherapy"] == "no"


def test_every_form_of_origin_gives_the_same_cohort(folder: Path, tmp_path: Path) -> None:
    expected = patients(stage_omop(folder))

    for origin in (
        omop.write_zip(tmp_path / "omop.zip", folder),
        omop.write_duckdb(tmp_path / "omop.duckdb", folder),
        omop.write_parquet(tmp_path / "parquet", folder),
        omop.write_folder(tmp_path / "tabs", omop.breast_cancer(), delimiter="\t"),
    ):
        assert patients(stage_omop(origin)) == expected, origin.name


def test_regimens_recorded_as_episodes_go_before_derived_lines(tmp_path: Path) -> None:
    episodes = [omop.episode(10, 1, 32531, "2018-04-02", "2018-08-01", 35806001)]
    origin = omop.write_folder(tmp_path, omop.breast_cancer(episode=episodes))

    assert lines(stage_omop(origin)) == [("1", 1, "paclitaxel_carboplatin", 32.0, 153.0)]


def test_a_regimen_without_a_name_is_what_its_exposures_are(tmp_path: Path) -> None:
    events = [{"episode_id": 10, "event_id": id, "episode_event_field_concept_id": 1147094} for id in (1, 2)]
    episodes = [omop.episode(10, 1, 32531, "2018-04-02", "2018-08-01", 0)]
    origin = omop.write_folder(tmp_path, omop.breast_cancer(episode=episodes, episode_event=events))

    assert lines(stage_omop(origin)) == [("1", 1, "ac", 32.0, 153.0)]


def test_progression_recorded_as_an_episode_gives_progression_free_survival(tmp_path: Path) -> None:
    episodes = [omop.episode(11, 1, 32949, "2019-03-01")]
    staged = stage_omop(omop.write_folder(tmp_path, omop.breast_cancer(episode=episodes)))
    found = patients(staged)

    assert [outcome.name for outcome in staged.dictionary.outcomes] == ["overall_survival", "progression_free_survival"]
    assert (found["1"]["progression_free_survival_days"], found["1"]["progression_free_survival_event"]) == (365, 1)
    assert (found["2"]["progression_free_survival_days"], found["2"]["progression_free_survival_event"]) == (1096, 0)


def test_without_a_vocabulary_source_codes_and_known_concepts_are_enough(tmp_path: Path) -> None:
    database = omop.breast_cancer(
        concept=[],
        concept_ancestor=[],
        condition_occurrence=[omop.condition(1, 0, "2018-03-01", "C50.9"), omop.condition(2, 4112853, "2016-01-01")],
        measurement=[
            omop.measurement(1, 1633650, "2018-03-10"),
            omop.measurement(1, 0, "2018-03-12", value_as_number=2, measurement_source_value="89247-1"),
        ],
        drug_exposure=[omop.drug(1, 1, 1378382, "2018-04-01"), omop.drug(2, 1, 0, "2018-04-02", source="L01XA02")],
    )
    staged = stage_omop(omop.write_folder(tmp_path, database))
    found = patients(staged)

    assert [found[id]["diagnosis"] for id in "12"] == ["C50", "C50"]
    assert (found["1"]["stage"], found["1"]["performance_status"]) == ("III", "2")
    assert found["1"]["first_line"] == "paclitaxel_carboplatin"


def test_a_secondary_tumour_is_spread_and_no_diagnosis(tmp_path: Path) -> None:
    conditions = [omop.condition(1, 4112853, "2018-03-01"), omop.condition(1, 432851, "2018-04-01")]
    conditions.append(omop.condition(2, 432851, "2016-01-01"))
    origin = omop.write_folder(tmp_path, omop.breast_cancer(condition_occurrence=conditions))
    found = patients(stage_omop(origin))

    assert found.keys() == {"1"}
    assert found["1"]["m_category"] == "M1"


def test_chosen_conditions_make_the_cohort(tmp_path: Path) -> None:
    conditions = [omop.condition(1, 320128, "2012-01-01"), *omop.breast_cancer()["condition_occurrence"]]
    origin = omop.write_folder(tmp_path, omop.breast_cancer(condition_occurrence=conditions))
    staged = stage_omop(origin, condition_concepts=[320128])

    assert [(id, row["diagnosis"]) for id, row in patients(staged).items()] == [("1", "320128")]
    assert staged.dictionary.variable("diagnosis").levels[0].label.en == "Essential hypertension"


def test_a_number_in_another_unit_is_converted_or_rejected(tmp_path: Path) -> None:
    measurements = [
        omop.measurement(1, 3013603, "2018-03-10", value_as_number=12.5, unit_source_value="ug/L"),
        omop.measurement(2, 3013603, "2016-01-02", value_as_number=3, unit_source_value="furlong"),
    ]
    staged = stage_omop(omop.write_folder(tmp_path, omop.breast_cancer(measurement=measurements)))

    assert [row["psa"] for row in patients(staged).values()] == [12.5, None]
    assert [(reject.file, reject.line, reject.reason) for reject in staged.rejects] == [
        ("MEASUREMENT.csv", 3, "cohort_omop.reject_unit")
    ]


def test_notes_are_handed_over_for_the_patients_of_the_cohort_only(tmp_path: Path) -> None:
    notes = [{"person_id": id, "note_text": f"note of {id}"} for id in (1, 2, 9)]
    staged = stage_omop(omop.write_folder(tmp_path, omop.breast_cancer(note=notes)))

    found = [row for batch in staged.notes for row in batch.to_pylist()]
    assert sorted((row["patient"], row["text"]) for row in found) == [("1", "note of 1"), ("2", "note of 2")]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_files_that_are_not_utf_8_are_read_with_their_accents(tmp_path: Path, encoding: str) -> None:
    notes = [{"person_id": 1, "note_text": "Métastases hépatiques, œdème\nà surveiller"}]
    folder = omop.write_folder(tmp_path, omop.breast_cancer(note=notes))
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes().decode().encode(encoding))
    staged = stage_omop(folder)

    assert patients(staged).keys() == {"1", "2"}
    assert [row["text"] for batch in staged.notes for row in batch.to_pylist()] == [notes[0]["note_text"]]
    assert staged.rejects == []


def test_the_cohort_can_be_imported_without_its_identifiers(tmp_path: Path) -> None:
    from corpora.cohorts.importing.importer import import_cohort

    origin = omop.write_folder(tmp_path / "many", omop.repeated(omop.breast_cancer(), 40))
    report = import_cohort(stage_omop(origin, id="breast"), tmp_path / "cohorts", key=tmp_path / "key")

    assert (report.cohort, report.patients, report.rejected) == ("breast", 80, 0)
    assert not any(b"INVENTED" in path.read_bytes() for path in (tmp_path / "cohorts").rglob("*") if path.is_file())


def test_providers_and_care_sites_are_never_read(folder: Path) -> None:
    staged = stage_omop(folder)

    assert not any("INVENTED" in str(row) for row in patients(staged).values())
    assert not staged.dictionary.of_role(Role.SITE)


def test_the_temporary_folder_goes_with_the_last_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gc
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(folder.parent / "temporary"))
    (folder.parent / "temporary").mkdir()
    list(stage_omop(folder).patients)
    gc.collect()

    assert not list((folder.parent / "temporary").iterdir())


def test_the_synthea_export_is_what_independent_queries_find(shared_data: Path) -> None:
    origin = shared_data / "cohorts" / "omop_5.4_synthea27.zip"
    with zipfile.ZipFile(origin) as packed:

        def table(name: str) -> list[dict[str, str]]:
            return list(csv.DictReader(io.StringIO(packed.read(f"{name}.csv").decode())))

        persons, deaths = table("PERSON"), {row["person_id"]: row["death_date"] for row in table("DEATH")}
        periods = {row["person_id"]: row for row in table("OBSERVATION_PERIOD")}
        sinusitis = {
            row["person_id"] for row in table("CONDITION_OCCURRENCE") if row["condition_concept_id"] == "40481087"
        }
        weights = [row for row in table("MEASUREMENT") if row["measurement_concept_id"] == "3025315"]
    staged = stage_omop(origin)
    found = patients(staged)

    assert staged.rejects == []
    assert found.keys() == {row["person_id"] for row in persons}
    assert {id for id, row in found.items() if row["overall_survival_event"]} == deaths.keys()
    for id, row in found.items():
        start = date.fromisoformat(periods[id]["observation_period_start_date"])
        end = date.fromisoformat(deaths.get(id) or periods[id]["observation_period_end_date"])
        assert row["overall_survival_days"] == (end - start).days
        first = min(
            (weight for weight in weights if weight["person_id"] == id), key=lambda each: each["measurement_date"]
        )
        assert row["measured_body_weight"] == float(first["value_as_number"])
    assert {id for id, row in found.items() if row["condition_viral_sinusitis"] == "yes"} == sinusitis
    assert sum(row["sex"] == "male" for row in found.values()) == sum(
        row["gender_source_value"] == "M" for row in persons
    )
