"""Antineoplastic drugs, surgery and radiotherapy."""

from collections.abc import Iterator, Sequence

from corpora.cohorts.events.diagnosis import Coding
from corpora.cohorts.events.treatment import drugs_of, procedure_of
from corpora.cohorts.omop.origin import Origin
from corpora.cohorts.omop.persons import reject_dates_and_strangers
from corpora.cohorts.omop.records import key_of, meanings
from corpora.cohorts.staged import Reject

_EXPOSURE = ("drug_concept_id", "drug_source_concept_id", "drug_source_value")
_PROCEDURE = ("procedure_concept_id", "procedure_source_concept_id", "procedure_source_value")


def read_treatments(origin: Origin) -> Iterator[Reject]:
    """Fill ``drug`` from exposures (from eras where there are none) and ``intervention`` from procedures."""
    if "drug_exposure" in origin:
        yield from _read_drugs(origin, "drug_exposure", _EXPOSURE)
    if "drug_era" in origin and not origin.workspace.one("select count(*) from drug"):
        yield from _read_drugs(origin, "drug_era", ("drug_concept_id", "null", "null"))
    if "procedure_occurrence" in origin:
        yield from _read_procedures(origin)


def _drugs(codings: Sequence[Coding], concept: str) -> Iterator[tuple[str]]:
    for drug in drugs_of(codings):
        yield (drug,)


def _read_drugs(origin: Origin, table: str, columns: tuple[str, str, str]) -> Iterator[Reject]:
    start, stop = f"{table}_start_date", f"{table}_end_date"
    meanings(origin, table, columns, _drugs, "drug_meaning", "drug varchar")
    key = key_of(*columns)
    yield from reject_dates_and_strangers(origin, table, start, f"{key} in (select key from drug_meaning)")
    origin.workspace.connection.execute(
        f"insert into drug select person_id, drug, as_day({start}), as_day({stop}) from src_{table} "
        f"join drug_meaning on drug_meaning.key = {key} semi join person on person.patient = person_id "
        f"where as_day({start}) is not null"
    )


def _read_procedures(origin: Origin) -> Iterator[Reject]:
    def understand(codings: Sequence[Coding], concept: str) -> Iterator[tuple[str]]:
        if kind := procedure_of(codings):
            yield (kind,)

    table, date = "procedure_occurrence", "procedure_date"
    meanings(origin, table, _PROCEDURE, understand, "procedure_meaning", "kind varchar")
    key = key_of(*_PROCEDURE)
    yield from reject_dates_and_strangers(origin, table, date, f"{key} in (select key from procedure_meaning)")
    origin.workspace.connection.execute(
        f"insert into intervention select person_id, kind, as_day({date}) from src_{table} "
        f"join procedure_meaning on procedure_meaning.key = {key} semi join person on person.patient = person_id "
        f"where as_day({date}) is not null"
    )
