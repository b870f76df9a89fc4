"""FHIR exports that are not whole: one clear error, or one report of what could not be read."""

import gc
import json
import tempfile
from pathlib import Path

import pytest

from corpora.catalogue import LANGUAGES, say
from corpora.cohorts.fhir import stage_fhir
from corpora.errors import SourcierError
from tests.corpora.cohorts.fhir import resources as fhir


def refusal(origin: Path) -> SourcierError:
    with pytest.raises(SourcierError) as caught:
        stage_fhir(origin)
    for language in LANGUAGES:
        assert caught.value.message(language)
        assert caught.value.hint(language)
    return caught.value


def rejects(origin: Path) -> list[tuple[str, int, str, str]]:
    staged = stage_fhir(origin)
    assert sum(batch.num_rows for batch in staged.patients)
    for reject in staged.rejects:
        assert say(reject.reason, "fr", **reject.details)
    return [
        (reject.file, reject.line, reject.column, reject.reason.removeprefix("cohort_fhir."))
        for reject in staged.rejects
    ]


def with_more(tmp_path: Path, *more: fhir.Resource) -> list[tuple[str, int, str, str]]:
    return rejects(fhir.write_bundle(tmp_path / "b.json", [*fhir.breast_cancer(), *more]))


def test_a_reference_to_nobody_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    stray = fhir.condition(fhir.BREAST, "2018-03-01", of="Patient/nobody")

    assert with_more(tmp_path, stray) == [("b.json", 0, "subject", "reject_reference")]


def test_a_resource_without_a_patient_is_reported(tmp_path: Path) -> None:
    stray = {"resourceType": "Condition", "code": fhir.BREAST, "onsetDateTime": "2018-03-01"}

    assert with_more(tmp_path, stray) == [("b.json", 0, "subject", "reject_no_subject")]


def test_a_medication_that_is_not_there_is_reported(tmp_path: Path) -> None:
    given = fhir.about(
        "MedicationStatement",
        status="active",
        medicationReference={"reference": "Medication/gone"},
        effectiveDateTime="2018-04-01",
    )

    assert with_more(tmp_path, given) == [("b.json", 0, "medicationReference", "reject_reference")]


def test_dates_that_cannot_be_read_are_reported(tmp_path: Path) -> None:
    assert with_more(tmp_path, fhir.condition(fhir.BREAST, "31/03/2018")) == [("b.json", 0, "date", "reject_date")]


def test_a_diagnosis_without_a_date_is_reported(tmp_path: Path) -> None:
    undated = fhir.about("Condition", code=fhir.BREAST)

    assert with_more(tmp_path, undated) == [("b.json", 0, "onset[x]", "reject_no_date")]


def test_a_unit_that_is_not_known_is_reported(tmp_path: Path) -> None:
    psa = fhir.observation(
        fhir.concept(fhir.LOINC, "2857-1"), "2018-03-10", valueQuantity={"value": 4, "unit": "drops"}
    )

    assert with_more(tmp_path, psa) == [("b.json", 0, "valueQuantity.unit", "reject_unit")]


def test_a_line_that_is_no_json_is_reported_by_its_number(tmp_path: Path) -> None:
    folder = fhir.write_bulk(tmp_path, fhir.breast_cancer())
    path = folder / "Observation.ndjson"
    path.write_text("{broken\n\n" + path.read_text() + '["no resource"]\n')

    assert rejects(folder) == [
        ("Observation.ndjson", 1, "", "reject_json"),
        ("Observation.ndjson", 7, "resourceType", "reject_resource"),
    ]


def test_a_truncated_bundle_is_reported_with_what_was_read(tmp_path: Path) -> None:
    path = fhir.write_bundle(tmp_path / "b.json", fhir.breast_cancer())
    path.write_text(path.read_text()[:-200])
    staged = stage_fhir(path)

    assert [(reject.reason, reject.details) for reject in staged.rejects] == [
        ("cohort_fhir.reject_truncated", {"entries": 8})
    ]


def test_a_bundle_without_its_patient_is_refused(tmp_path: Path) -> None:
    assert refusal(fhir.write_bundle(tmp_path / "b.json", fhir.breast_cancer()[1:])).key == "cohort_fhir.no_patient"


def test_a_patient_who_contradicts_himself_is_left_out(tmp_path: Path) -> None:
    resources = [
        *fhir.breast_cancer(),
        fhir.patient("p2", birth="1950-01-01"),
        fhir.patient("p2", birth="1951-01-01"),
        fhir.patient(deceasedDateTime="2020-06-01T10:00:00Z"),
    ]

    assert rejects(fhir.write_bundle(tmp_path / "b.json", resources)) == [
        ("b.json", 0, "birthDate", "reject_contradiction"),
        ("b.json", 0, "birthDate", "reject_contradiction"),
    ]


@pytest.mark.parametrize(
    ("resource", "version"),
    [
        (fhir.condition(fhir.BREAST, "2018-03-01", clinicalStatus="active"), "STU3"),
        (fhir.about("MedicationOrder"), "DSTU2"),
        (fhir.about("MedicationRequest", medication={"concept": {"text": "paclitaxel"}}), "R5"),
        (fhir.about("Procedure", occurrenceDateTime="2018-01-01"), "R5"),
        ({"resourceType": "CapabilityStatement", "fhirVersion": "5.0.0"}, "5.0.0"),
    ],
)
def test_another_version_of_fhir_is_refused(tmp_path: Path, resource: fhir.Resource, version: str) -> None:
    error = refusal(fhir.write_bundle(tmp_path / "b.json", [*fhir.breast_cancer(), resource]))

    assert (error.key, error.details["found"]) == ("cohort_fhir.version", version)


def test_elements_of_a_wrong_form_never_stop_the_import(tmp_path: Path) -> None:
    odd: list[fhir.Resource] = [
        fhir.condition({"coding": "C50"}, "2018-03-01"),
        fhir.observation({"coding": [None, 3]}, "2018-03-01", component="none"),
        fhir.about("MedicationRequest", medicationCodeableConcept=[1], dosageInstruction=[{"timing": "weekly"}]),
        {"resourceType": "Procedure", "subject": "Patient/p1", "code": 7},
        {"resourceType": "Patient", "id": 3},
    ]
    for resource in odd:
        with_more(tmp_path, resource)


def test_an_entry_that_is_no_resource_is_reported_by_its_place(tmp_path: Path) -> None:
    bundle = fhir.bundle(fhir.breast_cancer())
    bundle["entry"].insert(1, {"resource": {"id": "without a type"}})
    (tmp_path / "b.json").write_text(json.dumps(bundle))

    assert rejects(tmp_path / "b.json") == [("b.json", 0, "entry[1].resource", "reject_resource")]


def test_a_folder_without_resources_is_refused(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("nothing")

    assert refusal(tmp_path).key == "cohort_fhir.no_files"
    assert refusal(tmp_path / "nowhere").key == "cohort_fhir.no_origin"


def test_a_refused_import_leaves_no_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    refusal(fhir.write_bundle(tmp_path / "b.json", fhir.breast_cancer()[1:]))
    gc.collect()

    assert not list((tmp_path / "temporary").iterdir())
