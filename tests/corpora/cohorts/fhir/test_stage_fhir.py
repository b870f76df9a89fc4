"""Reading FHIR R4: what a cohort is made of."""

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpora.cohorts.fhir import describe_fhir_patient, stage_fhir
from corpora.cohorts.staged import Staged
from corpora.errors import SourcierError
from tests.corpora.cohorts.fhir import resources as fhir


def patients(staged: Staged) -> list[dict[str, Any]]:
    return [row for batch in staged.patients for row in batch.to_pylist()]


def only(origin: Path) -> dict[str, Any]:
    (row,) = patients(stage_fhir(origin))
    return row


def made(tmp_path: Path, *more: fhir.Resource) -> dict[str, Any]:
    return only(fhir.write_bundle(tmp_path / "bundle.json", [*fhir.breast_cancer(), *more]))


def test_an_mcode_record_becomes_one_patient(tmp_path: Path) -> None:
    row = made(tmp_path)

    assert row["age"] == pytest.approx((date(2018, 3, 1) - date(1960, 5, 4)).days / 365.25)
    assert {name: row[name] for name in ("sex", "diagnosis", "stage", "her2", "performance_status")} == {
        "sex": "female",
        "diagnosis": "C50",
        "stage": "III",
        "her2": "positive",
        "performance_status": "1",
    }
    assert (row["surgery"], row["first_line"]) == ("yes", "paclitaxel+trastuzumab")
    assert (row["overall_survival_days"], row["overall_survival_event"]) == (823, 1)
    assert (row["progression_free_survival_days"], row["progression_free_survival_event"]) == (376, 1)


def test_every_form_of_origin_gives_the_same_patient(tmp_path: Path) -> None:
    resources = fhir.breast_cancer()
    expected = only(fhir.write_bundle(tmp_path / "one" / "bundle.json", resources))
    bulk = fhir.write_bulk(tmp_path / "bulk", resources)
    packed = fhir.write_bulk(tmp_path / "packed", resources, packed=True)
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in packed.iterdir():
            file.write(path, f"export/{path.name}")

    assert only(tmp_path / "one") == expected
    assert only(bulk) == expected
    assert only(packed) == expected
    assert only(archive) == expected


def test_resources_one_after_another_in_a_json_file_are_all_read(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text("\n".join(json.dumps(resource) for resource in fhir.breast_cancer()))

    assert only(path) == only(fhir.write_bundle(tmp_path / "b.json", fhir.breast_cancer()))


def test_a_patient_without_a_death_is_followed_to_the_last_record(tmp_path: Path) -> None:
    resources = [
        fhir.patient(),
        fhir.condition(fhir.BREAST, "2018-03-01"),
        fhir.about("Encounter", period={"start": "2019-01-01", "end": "2019-03-01"}),
    ]
    row = only(fhir.write_bundle(tmp_path / "b.json", resources))

    assert (row["overall_survival_days"], row["overall_survival_event"]) == (365, 0)


def test_a_death_without_a_date_leaves_survival_unknown(tmp_path: Path) -> None:
    resources = [fhir.patient(deceasedBoolean=True), fhir.condition(fhir.BREAST, "2018-03-01")]
    row = only(fhir.write_bundle(tmp_path / "b.json", resources))

    assert (row["overall_survival_days"], row["overall_survival_event"]) == (None, None)


@pytest.mark.parametrize(
    "reference",
    ["Patient/p1", "Patient/p1/_history/3", "urn:uuid:0001", "https://example.org/fhir/Patient/p1"],
)
def test_a_patient_is_found_by_any_form_of_reference(tmp_path: Path, reference: str) -> None:
    resources = [fhir.patient(), fhir.condition(fhir.BREAST, "2018-03-01", of=reference)]
    staged = stage_fhir(fhir.write_bundle(tmp_path / "b.json", resources, {0: "urn:uuid:0001"}))

    assert [row["diagnosis"] for row in patients(staged)] == ["C50"]
    assert staged.rejects == []


@pytest.mark.parametrize("inside", [True, False])
def test_a_medication_is_followed_to_what_it_refers_to(tmp_path: Path, inside: bool) -> None:
    medication = {"resourceType": "Medication", "id": "m1", "code": fhir.concept(fhir.RXNORM, "56946")}
    given = fhir.about(
        "MedicationAdministration",
        status="completed",
        medicationReference={"reference": "#m1" if inside else "Medication/m1"},
        effectivePeriod={"start": "2018-04-01", "end": "2018-04-01"},
        **({"contained": [medication]} if inside else {}),
    )
    resources = [given, fhir.patient(), fhir.condition(fhir.BREAST, "2018-03-01"), *([] if inside else [medication])]
    staged = stage_fhir(fhir.write_bundle(tmp_path / "b.json", resources))

    assert [row["first_line"] for row in patients(staged)] == ["paclitaxel"]
    assert staged.rejects == []


@pytest.mark.parametrize(
    ("code", "diagnosis"),
    [
        (fhir.concept(fhir.ICD10, "C34.1"), "C34"),
        (fhir.concept(fhir.ICDO3, "9680/3"), "C83"),
        ({"text": "Cancer du pancréas"}, "C25"),
        (fhir.concept("urn:oid:2.16.840.1.113883.6.90", "C18.9"), "C18"),
    ],
)
def test_a_diagnosis_is_read_from_codes_or_words(tmp_path: Path, code: fhir.Resource, diagnosis: str) -> None:
    resources = [fhir.patient(), fhir.condition(code, "2018-03-01")]

    assert only(fhir.write_bundle(tmp_path / "b.json", resources))["diagnosis"] == diagnosis


def test_the_date_of_diagnosis_goes_before_the_date_of_recording(tmp_path: Path) -> None:
    asserted = {"url": "http://hl7.org/fhir/StructureDefinition/condition-assertedDate", "valueDateTime": "2017-02-03"}
    resources = [fhir.patient(), fhir.condition(fhir.BREAST, "2018-03-01", extension=[asserted])]

    assert only(fhir.write_bundle(tmp_path / "b.json", resources))["year"] == 2017


@pytest.mark.parametrize("status", ["refuted", "entered-in-error", "provisional"])
def test_a_diagnosis_that_is_not_one_is_left_out(tmp_path: Path, status: str) -> None:
    lung = fhir.condition(
        fhir.concept(fhir.ICD10, "C34.1"),
        "2010-01-01",
        verificationStatus=fhir.concept("http://terminology.hl7.org/CodeSystem/condition-ver-status", status),
    )

    assert made(tmp_path, lung)["diagnosis"] == "C50"


def test_a_secondary_cancer_condition_says_that_the_disease_has_spread(tmp_path: Path) -> None:
    profile = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-secondary-cancer-condition"
    spread = fhir.condition(
        fhir.concept(fhir.SNOMED, "94222008", "Secondary malignant neoplasm of bone"),
        "2018-03-20",
        meta={"profile": [profile]},
    )

    assert made(tmp_path, spread)["m_category"] == "M1"


def test_an_mcode_procedure_counts_whatever_it_is_called(tmp_path: Path) -> None:
    profile = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-radiotherapy-course-summary"
    course = fhir.about(
        "Procedure",
        status="completed",
        code=fhir.concept(fhir.SNOMED, "1217123003"),
        performedPeriod={"start": "2018-06-01", "end": "2018-07-01"},
        meta={"profile": [profile]},
    )

    assert made(tmp_path, course)["radiotherapy"] == "yes"


def test_components_and_interpretations_are_read(tmp_path: Path) -> None:
    panel = fhir.about(
        "Observation",
        status="final",
        code={"text": "Receptors"},
        effectiveDateTime="2018-03-15",
        component=[
            {"code": fhir.concept(fhir.LOINC, "16112-5"), "interpretation": [fhir.concept("v3", "POS")]},
            {"code": fhir.concept(fhir.LOINC, "29593-1"), "valueQuantity": {"value": 30, "code": "%"}},
        ],
    )
    row = made(tmp_path, panel)

    assert (row["er"], row["ki67"]) == ("positive", 30.0)


def test_a_dictionary_says_what_the_batches_hold(tmp_path: Path) -> None:
    staged = stage_fhir(fhir.write_bundle(tmp_path / "b.json", fhir.breast_cancer()), id="sein")
    (row,) = patients(staged)
    outcomes = [column for outcome in staged.dictionary.outcomes for column in (outcome.days, outcome.event)]

    assert staged.dictionary.id == "sein"
    assert list(row) == ["patient", *staged.dictionary.names, *outcomes]
    assert staged.dictionary.variable("her2").concepts[0] == ("", "her2")


def test_nothing_that_identifies_is_handed_over(tmp_path: Path) -> None:
    staged = stage_fhir(fhir.write_bundle(tmp_path / "b.json", fhir.breast_cancer()))
    told = json.dumps(patients(staged), default=str) + repr(staged.dictionary)

    assert not any(secret in told for secret in ("Inventée", "Personne", "01 00", "Nulle-Part", "IPP", "1960"))


def test_one_patient_is_described_by_the_latest_findings(tmp_path: Path) -> None:
    later = fhir.observation(fhir.concept(fhir.LOINC, "89247-1"), "2019-06-01", valueInteger=2)
    origin = fhir.write_bundle(tmp_path / "b.json", [*fhir.breast_cancer(), later])
    described = describe_fhir_patient(origin)

    assert described.pop("age") == pytest.approx(57.82, abs=0.01)
    assert described == {
        "sex": "female",
        "diagnosis": "C50",
        "stage": "III",
        "her2": "positive",
        "performance_status": "2",
        "surgery": "yes",
        "chemotherapy": "yes",
        "targeted_therapy": "yes",
        "first_line": "paclitaxel+trastuzumab",
    }


def test_a_description_needs_exactly_one_patient(tmp_path: Path) -> None:
    two = fhir.write_bundle(tmp_path / "b.json", [*fhir.breast_cancer(), fhir.patient("p2")])

    with pytest.raises(SourcierError) as caught:
        describe_fhir_patient(two)
    assert caught.value.key == "cohort_fhir.not_one_patient"


def test_a_long_export_is_read_line_by_line(tmp_path: Path) -> None:
    import tracemalloc

    one = json.dumps(
        fhir.observation(fhir.concept(fhir.LOINC, "89247-1"), "2018-03-12", valueInteger=1, note="x" * 2000)
    )
    folder = fhir.write_bulk(tmp_path, fhir.breast_cancer())
    with (folder / "Observation.ndjson").open("a") as file:
        for _ in range(20_000):
            file.write(one + "\n")
    tracemalloc.start()
    row = only(folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert row["performance_status"] == "1"
    assert peak < (folder / "Observation.ndjson").stat().st_size
