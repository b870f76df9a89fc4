"""The parts of a FHIR resource that are read: codings, dates, references. Whatever has another form is not there."""

import re
from datetime import date
from typing import Any

from corpora.cohorts.events.diagnosis import Coding

_SYSTEMS = {
    "http://snomed.info/sct": "snomed",
    "http://loinc.org": "loinc",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
    "http://www.whocc.no/atc": "atc",
    "http://hl7.org/fhir/sid/icd-10": "icd10",
    "http://hl7.org/fhir/sid/icd-10-cm": "icd10",
    "http://fhir.de/CodeSystem/bfarm/icd-10-gm": "icd10",
    "https://smt.esante.gouv.fr/terminologie-cim-10": "icd10",
    "http://hl7.org/fhir/sid/icd-o-3": "icdo3",
    "http://terminology.hl7.org/CodeSystem/icd-o-3": "icdo3",
    "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl": "ncit",
    "http://ncithesaurus-stage.nci.nih.gov": "ncit",
}
# Object identifiers of the same systems, as documents converted from CDA carry them.
_OIDS = {
    "2.16.840.1.113883.6.96": "snomed",
    "2.16.840.1.113883.6.1": "loinc",
    "2.16.840.1.113883.6.88": "rxnorm",
    "2.16.840.1.113883.6.73": "atc",
    "2.16.840.1.113883.6.3": "icd10",
    "2.16.840.1.113883.6.90": "icd10",
    "2.16.840.1.113883.6.43.1": "icdo3",
}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")


def codings(concept: object) -> list[Coding]:
    """The codings of a CodeableConcept."""
    found = []
    for coding in _list(concept.get("coding") if isinstance(concept, dict) else None):
        if isinstance(coding, dict):
            code, display = _str(coding.get("code")), _str(coding.get("display"))
            if code or display:
                found.append(Coding(_system(_str(coding.get("system"))), code, display))
    return found


def text(concept: object) -> str:
    """The text of a CodeableConcept."""
    return _str(concept.get("text")) if isinstance(concept, dict) else ""


def _system(system: str) -> str:
    if system.startswith("urn:oid:"):
        return _OIDS.get(system.removeprefix("urn:oid:"), system)
    return _SYSTEMS.get(system.rstrip("/"), system or "unknown")


def day(value: object) -> date | None:
    """A date, dateTime or instant. Of a month or a year alone, the middle.

    Raises
    ------
    ValueError
        Something is there that is no date.
    """
    if value is None:
        return None
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise ValueError("date")
    year, month, of_month = match.groups()
    if month is None:
        return date(int(year), 7, 1)
    return date(int(year), int(month), int(of_month or 15))


def first_day(resource: dict[str, Any], *names: str) -> tuple[date | None, date | None]:
    """The first of some elements that is there, as first and last day. A period has both.

    Raises ``ValueError`` as :func:`day`.
    """
    for name in names:
        value = resource.get(name)
        if isinstance(value, dict):
            start, end = day(value.get("start")), day(value.get("end"))
            if start or end:
                return start or end, end or start
        elif value is not None:
            found = day(value)
            return found, found
    return None, None


def reference(value: object) -> str:
    """A reference as it is looked up: without its version. Empty where there is none."""
    raw = _str(value.get("reference")) if isinstance(value, dict) else ""
    return raw.split("/_history/")[0]


def tail(ref: str) -> str:
    """``Patient/1`` of ``https://example.org/fhir/Patient/1``: how a resource is known within its own server."""
    return "/".join(ref.split("/")[-2:]) if "://" in ref else ref


def code(resource: dict[str, Any], name: str) -> str:
    """The first code of a CodeableConcept, or the code itself where the element is one (a status)."""
    value = resource.get(name)
    if isinstance(value, str):
        return value
    found = codings(value)
    return found[0].code if found else ""


def extension(resource: dict[str, Any], ending: str) -> dict[str, Any]:
    """The extension whose URL ends so."""
    for each in _list(resource.get("extension")):
        if isinstance(each, dict) and _str(each.get("url")).endswith(ending):
            return each
    return {}


def has_profile(resource: dict[str, Any], ending: str) -> bool:
    """Whether the resource says that it follows a profile."""
    meta = resource.get("meta")
    profiles = _list(meta.get("profile") if isinstance(meta, dict) else None)
    return any(_str(profile).split("|")[0].endswith(ending) for profile in profiles)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _str(value: object) -> str:
    return value if isinstance(value, str) else ""
