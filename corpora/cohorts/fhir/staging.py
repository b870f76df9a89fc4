"""FHIR resources as a stream of patients."""

import re
from pathlib import Path
from typing import Any

from corpora.catalogue import say
from corpora.cohorts.cohort import Label
from corpora.cohorts.events.described import Shape
from corpora.cohorts.events.indexing import Index
from corpora.cohorts.events.staging import stage_events
from corpora.cohorts.events.workspace import Workspace
from corpora.cohorts.fhir import elements
from corpora.cohorts.fhir.events import BadElement, Event, drugs_in, events_of
from corpora.cohorts.fhir.files import Found, resources
from corpora.cohorts.fhir.resolving import RAW, resolve
from corpora.cohorts.fhir.version import check_version
from corpora.cohorts.staged import Reject, Staged
from corpora.errors import SourcierError

_ROWS = 20_000
_SEXES = ("female", "male")


def stage_fhir(origin: Path, *, id: str = "", title: Label | None = None) -> Staged:
    """Read FHIR R4 resources.

    Patients are those with a primary malignancy, from its first diagnosis; without any in the data, all of them, from
    their first record.

    Parameters
    ----------
    origin
        A bundle, an NDJSON file, a folder of either (files may be gzipped), or a zip archive of them.
    id, title
        Of the cohort; from the origin's name where not given.

    Raises
    ------
    SourcierError
        The origin is not there, holds no resources or no patient, or is of another FHIR version.
    """
    workspace = Workspace()
    try:
        rejects, rows = read_events(Path(origin), workspace)
        index = Index.DIAGNOSIS if workspace.one("select count(*) from diagnosis") else Index.OBSERVATION
        name = re.sub(r"[^a-z0-9]+", "-", Path(origin).stem.lower()).strip("-") or "fhir"
        made = title or Label(*(say("cohort_fhir.title", language, name=name) for language in ("en", "fr")))
        return stage_events(workspace, Shape(index), id=id or name, title=made, rejects=rejects, rows_read=rows)
    except BaseException:
        workspace.close()
        raise


def read_events(origin: Path, workspace: Workspace) -> tuple[list[Reject], int]:
    """Fill a workspace with the events of every patient of an origin. Raises as :func:`stage_fhir`.

    Returns
    -------
    tuple
        What could not be read, and how many resources there were with it.
    """
    rejects: list[Reject] = []
    reading = _Reading(workspace, rejects)
    rows = 0
    for rows, found in enumerate(resources(origin, rejects), start=1):  # noqa: B007
        check_version(found.resource, found.file)
        reading.read(found)
    reading.flush()
    if not workspace.one("select count(*) from person"):
        raise SourcierError("cohort_fhir.no_patient", origin=origin.name, rejects=len(rejects))
    unread = len(rejects)
    rejects.extend(resolve(workspace))
    return rejects, rows + unread


class _Reading:
    """Rows on their way into a workspace."""

    def __init__(self, workspace: Workspace, rejects: list[Reject]) -> None:
        self._workspace = workspace
        self._rejects = rejects
        self._waiting: dict[str, list[tuple[Any, ...]]] = {table: [] for table in ("person", "death", *RAW)}
        for table, columns in RAW.items():
            workspace.connection.execute(f"create table {table} ({columns})")

    def read(self, found: Found) -> None:
        match found.resource["resourceType"]:
            case "Patient":
                self._patient(found)
            case "Medication":
                self._medication(found)
            case _:
                self._events(found)
        if len(self._waiting["raw_event"]) >= _ROWS:
            self.flush()

    def flush(self) -> None:
        for table, rows in self._waiting.items():
            self._workspace.add(table, rows, RAW.get(table))
            rows.clear()

    def _patient(self, found: Found) -> None:
        resource = found.resource
        patient = _identity(found)
        if not patient:
            self._reject(found, "id", "cohort_fhir.reject_no_id")
            return
        try:
            birth = elements.day(resource.get("birthDate"))
            died = elements.day(resource.get("deceasedDateTime"))
        except ValueError:
            self._reject(found, "birthDate", "cohort_fhir.reject_date")
            return
        sex = resource.get("gender") if resource.get("gender") in _SEXES else None
        self._waiting["person"].append((patient, birth, sex, found.file, found.line))
        self._waiting["alias"].extend((key, patient) for key in {patient, found.url} if key)
        if died or resource.get("deceasedBoolean") is True:
            self._waiting["death"].append((patient, died))

    def _medication(self, found: Found) -> None:
        for key in {_identity(found), found.url}:
            if key:
                drugs = drugs_in(found.resource.get("code"))
                self._waiting["medication"].extend((key, drug) for drug in drugs or ("",))

    def _events(self, found: Found) -> None:
        subject = found.resource.get("subject") or found.resource.get("patient")
        ref = elements.reference(subject)
        try:
            events = list(events_of(found.resource))
        except BadElement as bad:
            self._reject(found, bad.element, bad.reason)
            return
        except (TypeError, AttributeError, KeyError):
            self._reject(found, found.resource["resourceType"], "cohort_fhir.reject_resource")
            return
        for event in events:
            self._waiting["raw_event"].append(_row(event, ref, found))

    def _reject(self, found: Found, column: str, reason: str) -> None:
        self._rejects.append(Reject(found.file, found.line, column, reason))


def _row(event: Event, ref: str, found: Found) -> tuple[Any, ...]:
    place = (ref, elements.tail(ref), found.file, found.line)
    return (*place, event.kind, event.start, event.stop, event.name, event.value, event.number)


def _identity(found: Found) -> str:
    own = found.resource.get("id")
    return f"{found.resource['resourceType']}/{own}" if isinstance(own, str) and own else found.url
