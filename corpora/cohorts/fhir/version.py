"""Which FHIR version a resource is written in: it seldom says so, but its form does."""

from typing import Any

from corpora.errors import SourcierError

EXPECTED = "R4"
_ONLY_IN = {
    "MedicationOrder": "DSTU2",
    "DiagnosticOrder": "DSTU2",
    "Conformance": "DSTU2",
    "MedicationUsage": "R5",
}


def check_version(resource: dict[str, Any], file: str) -> None:
    """Raise :class:`SourcierError` where a resource is of another version than R4."""
    found = _foreign(resource)
    if found:
        raise SourcierError("cohort_fhir.version", file=file, found=found, expected=EXPECTED)


def _foreign(resource: dict[str, Any]) -> str:
    kind = resource["resourceType"]
    stated = resource.get("fhirVersion")
    if isinstance(stated, str) and not stated.startswith("4."):
        return stated
    if kind in _ONLY_IN:
        return _ONLY_IN[kind]
    if kind == "Condition" and isinstance(resource.get("clinicalStatus"), str):
        return "STU3"
    if kind == "Patient" and "animal" in resource:
        return "STU3"
    if kind == "Observation" and ("comment" in resource or "related" in resource):
        return "STU3"
    if kind == "Procedure" and ("notDone" in resource or "notPerformed" in resource):
        return "STU3"
    if kind == "Procedure" and any(key.startswith("occurrence") for key in resource):
        return "R5"
    if kind.startswith("Medication") and kind != "Medication" and isinstance(resource.get("medication"), dict):
        return "R5"
    return ""
