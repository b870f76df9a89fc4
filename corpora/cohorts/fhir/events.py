"""What each resource says that matters here, as events of the patient it refers to."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from corpora.cohorts.cohort import Kind
from corpora.cohorts.events.answers import (
    DISEASE_STATUS,
    coded_answer,
    is_progression,
    level_of_number,
    numeric_answer,
    variable_of,
)
from corpora.cohorts.events.code_tables import variables
from corpora.cohorts.events.diagnosis import is_metastasis, tumour_of
from corpora.cohorts.events.treatment import drugs_of, procedure_of
from corpora.cohorts.fhir import elements
from corpora.cohorts.fhir.elements import codings, first_day, text

_REMEMBERED = 1 << 14
_NOT_SO = frozenset({"entered-in-error", "cancelled", "refuted", "not-done", "not-taken", "preparation", "draft"})
_NOT_SURE = frozenset({"provisional", "differential", "unconfirmed"})
_INTERPRETED = {"POS": "positive", "NEG": "negative", "DET": "positive", "ND": "negative"}


class Event(NamedTuple):
    """Something dated of a patient. ``kind`` names the table it goes to; see ``corpora.cohorts.events.workspace``."""

    kind: str
    start: date | None = None
    stop: date | None = None
    name: str = ""
    value: str = ""
    number: float | None = None


class BadElement(ValueError):
    """An element that cannot be read."""

    def __init__(self, element: str, reason: str) -> None:
        self.element = element
        self.reason = reason
        super().__init__(element)


def events_of(resource: dict[str, Any]) -> Iterator[Event]:
    """The events of a resource; none where it does not matter, is an error or did not happen.

    Raises
    ------
    BadElement
        A part that is needed is missing or cannot be read.
    """
    reader = _READERS.get(resource["resourceType"])
    if reader is None or elements.code(resource, "status") in _NOT_SO:
        return
    try:
        yield from reader(resource)
    except BadElement:
        raise
    except ValueError as error:
        raise BadElement("date", "cohort_fhir.reject_date") from error


def drugs_in(concept: object) -> tuple[str, ...]:
    """The drugs of a CodeableConcept."""
    return _drugs(tuple(codings(concept)), text(concept))


# An export says the same few thousand things millions of times: each is understood once.
_drugs = lru_cache(_REMEMBERED)(drugs_of)
_test = lru_cache(_REMEMBERED)(variable_of)
_operation = lru_cache(_REMEMBERED)(procedure_of)


def _condition(resource: dict[str, Any]) -> Iterator[Event]:
    if elements.code(resource, "verificationStatus") in _NOT_SO | _NOT_SURE:
        return
    asserted = elements.extension(resource, "condition-assertedDate")
    start, _ = first_day({**resource, "asserted": asserted.get("valueDateTime")}, "asserted", *_ONSET)
    yield Event("seen", start, start)
    found, words = codings(resource.get("code")), text(resource.get("code"))
    histology = elements.extension(resource, "mcode-histology-morphology-behavior").get("valueCodeableConcept")
    tumour = tumour_of([*found, *codings(histology)], words)
    if is_metastasis(found, words) or elements.has_profile(resource, "mcode-secondary-cancer-condition"):
        yield Event("finding", start, name="m_category", value="M1")
        return
    if tumour is None:
        return
    if start is None:
        raise BadElement("onset[x]", "cohort_fhir.reject_no_date")
    yield Event("diagnosis", start, name=tumour.code, value=tumour.morphology)
    named = " ".join((words, *(coding.display for coding in found)))
    stages = [
        (codings(stage.get("summary")), text(stage.get("summary")))
        for stage in resource.get("stage") or []
        if isinstance(stage, dict)
    ]
    if "stage" in named.lower():
        stages.append(([], named))
    for summary, said in stages:
        for variable in ("stage", "t_category", "n_category", "m_category"):
            if level := coded_answer(variable, summary, said):
                yield Event("finding", start, name=variable, value=level)


_PROCEDURE_PROFILES = {
    "mcode-cancer-related-surgical-procedure": "surgery",
    "mcode-cancer-related-radiation-procedure": "radiotherapy",
    "mcode-radiotherapy-course-summary": "radiotherapy",
}
_ONSET = ("onsetDateTime", "onsetPeriod", "recordedDate")


def _observation(resource: dict[str, Any]) -> Iterator[Event]:
    start, _ = first_day(resource, "effectiveDateTime", "effectivePeriod", "effectiveInstant", "issued")
    yield Event("seen", start, start)
    parts = [resource, *(part for part in resource.get("component") or [] if isinstance(part, dict))]
    for part in parts:
        variable = _test(tuple(codings(part.get("code"))), text(part.get("code")))
        if not variable:
            continue
        if start is None:
            raise BadElement("effective[x]", "cohort_fhir.reject_no_date")
        yield from _answer(part, variable, start)


def _answer(part: dict[str, Any], variable: str, start: date) -> Iterator[Event]:
    value = part.get("valueCodeableConcept")
    said = text(value) or (part["valueString"] if isinstance(part.get("valueString"), str) else "")
    quantity = part.get("valueQuantity")
    number = quantity.get("value") if isinstance(quantity, dict) else part.get("valueInteger")
    if isinstance(number, bool) or not isinstance(number, int | float):
        number = None
    unit = str(quantity.get("code") or quantity.get("unit") or "") if isinstance(quantity, dict) else ""
    if variable == DISEASE_STATUS:
        if is_progression(codings(value), said):
            yield Event("progression", start)
        return
    if variable == "pd_l1" and number is not None:
        variable = "pd_l1_percent"
    if variables()[variable].kind is Kind.NUMBER:
        if number is None:
            return
        measured = numeric_answer(variable, float(number), unit)
        if measured is None:
            raise BadElement("valueQuantity.unit", "cohort_fhir.reject_unit")
        yield Event("finding", start, name=variable, number=measured)
        return
    level = coded_answer(variable, codings(value), said)
    if not level and number is not None:
        level = level_of_number(variable, float(number))
    for interpretation in part.get("interpretation") or []:
        for coding in codings(interpretation):
            level = level or coded_answer(variable, [], _INTERPRETED.get(coding.code, ""))
    if level:
        yield Event("finding", start, name=variable, value=level)


def _medication(resource: dict[str, Any]) -> Iterator[Event]:
    if resource.get("doNotPerform") is True or resource.get("intent") in ("proposal", "plan"):
        return
    start, stop = first_day(
        resource, "effectiveDateTime", "effectivePeriod", "occurrencePeriod", "authoredOn", "dateAsserted"
    )
    for dosage in resource.get("dosageInstruction") or []:
        repeat = ((dosage.get("timing") or {}).get("repeat") or {}) if isinstance(dosage, dict) else {}
        bounds, end = first_day(repeat, "boundsPeriod")
        start, stop = (bounds or start), (end or stop)
    yield Event("seen", start, start)
    named = drugs_in(resource.get("medicationCodeableConcept"))
    ref = elements.reference(resource.get("medicationReference"))
    if ref.startswith("#"):
        inside = [
            each for each in resource.get("contained") or [] if isinstance(each, dict) and each.get("id") == ref[1:]
        ]
        if not inside:
            raise BadElement("medicationReference", "cohort_fhir.reject_reference")
        named, ref = drugs_in(inside[0].get("code")), ""
    if (named or ref) and start is None:
        raise BadElement("authoredOn", "cohort_fhir.reject_no_date")
    for drug in named:
        yield Event("drug", start, stop, name=drug)
    if ref and not named:
        yield Event("drug_by_reference", start, stop, name=ref)


def _procedure(resource: dict[str, Any]) -> Iterator[Event]:
    start, _ = first_day(resource, "performedDateTime", "performedPeriod")
    yield Event("seen", start, start)
    kind = _operation(tuple(codings(resource.get("code"))), text(resource.get("code")))
    for ending, against_tumour in _PROCEDURE_PROFILES.items():
        if elements.has_profile(resource, ending):
            kind = against_tumour
    if kind and start is None:
        raise BadElement("performed[x]", "cohort_fhir.reject_no_date")
    if kind:
        yield Event("intervention", start, name=kind)


def _encounter(resource: dict[str, Any]) -> Iterator[Event]:
    start, stop = first_day(resource, "period")
    yield Event("seen", start, stop)


_READERS: dict[str, Callable[[dict[str, Any]], Iterator[Event]]] = {
    "Condition": _condition,
    "Observation": _observation,
    "MedicationRequest": _medication,
    "MedicationAdministration": _medication,
    "MedicationStatement": _medication,
    "Procedure": _procedure,
    "Encounter": _encounter,
}
