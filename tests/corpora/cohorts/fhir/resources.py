"""FHIR R4 resources for tests, of people who do not exist."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ATC = "http://www.whocc.no/atc"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
ICDO3 = "http://hl7.org/fhir/sid/icd-o-3"
NCIT = "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl"

Resource = dict[str, Any]


def concept(system: str, code: str, display: str = "") -> Resource:
    return {"coding": [{"system": system, "code": code, **({"display": display} if display else {})}]}


def patient(id: str = "p1", birth: str = "1960-05-04", gender: str = "female", **more: object) -> Resource:
    identifying = {
        "name": [{"family": "Inventée", "given": ["Personne"]}],
        "telecom": [{"value": "01 00 00 00 00"}],
        "address": [{"city": "Nulle-Part"}],
        "identifier": [{"value": "IPP-INVENTE"}],
    }
    return {"resourceType": "Patient", "id": id, "birthDate": birth, "gender": gender, **identifying, **more}


def about(kind: str, of: str = "Patient/p1", **more: object) -> Resource:
    return {"resourceType": kind, "subject": {"reference": of}, **more}


def condition(code: Resource, onset: str, of: str = "Patient/p1", **more: object) -> Resource:
    return about("Condition", of, code=code, onsetDateTime=onset, **more)


def observation(code: Resource, day: str, of: str = "Patient/p1", **value: object) -> Resource:
    return about("Observation", of, status="final", code=code, effectiveDateTime=day, **value)


def request(code: Resource, day: str, of: str = "Patient/p1", **more: object) -> Resource:
    return about(
        "MedicationRequest",
        of,
        status="completed",
        intent="order",
        medicationCodeableConcept=code,
        authoredOn=day,
        **more,
    )


BREAST = concept(SNOMED, "254837009", "Malignant neoplasm of breast")


def breast_cancer() -> list[Resource]:
    """A woman with an mCODE record: stage, receptors, treatment, progression, death."""
    return [
        patient(deceasedDateTime="2020-06-01T10:00:00Z"),
        condition(BREAST, "2018-03-01"),
        observation(
            concept(LOINC, "21908-9", "Stage group.clinical Cancer"),
            "2018-03-10",
            valueCodeableConcept=concept(SNOMED, "1222806003", "American Joint Committee on Cancer stage IIIC"),
        ),
        observation(concept(LOINC, "48676-1"), "2018-03-10", valueCodeableConcept=concept(SNOMED, "10828004")),
        observation(concept(LOINC, "89247-1"), "2018-03-12", valueInteger=1),
        request(concept(RXNORM, "224905"), "2018-04-01"),
        request(concept(ATC, "L01CD01"), "2018-04-08"),
        about(
            "Procedure",
            status="completed",
            code=concept(SNOMED, "172043006", "Simple mastectomy"),
            performedDateTime="2018-05",
        ),
        observation(concept(LOINC, "97509-4"), "2019-03-12", valueCodeableConcept=concept(SNOMED, "271299001")),
    ]


def bundle(resources: Iterable[Resource], urls: dict[int, str] | None = None) -> Resource:
    entries = []
    for number, resource in enumerate(resources):
        url = (urls or {}).get(number)
        entries.append({**({"fullUrl": url} if url else {}), "resource": resource})
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def write_bundle(path: Path, resources: Iterable[Resource], urls: dict[int, str] | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(bundle(resources, urls), ensure_ascii=False), encoding="utf-8")
    return path


def write_bulk(folder: Path, resources: Iterable[Resource], packed: bool = False) -> Path:
    """A bulk export: one NDJSON file a type of resource."""
    folder.mkdir(parents=True, exist_ok=True)
    by_type: dict[str, list[Resource]] = {}
    for resource in resources:
        by_type.setdefault(resource["resourceType"], []).append(resource)
    for kind, found in by_type.items():
        text = "".join(json.dumps(resource) + "\n" for resource in found)
        if packed:
            (folder / f"{kind}.ndjson.gz").write_bytes(gzip.compress(text.encode()))
        else:
            (folder / f"{kind}.ndjson").write_text(text, encoding="utf-8")
    return folder
