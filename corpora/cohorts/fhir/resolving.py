"""References: which patient an event belongs to, which drugs a medication is. All are known only once all is read."""

from collections.abc import Iterator

from corpora.cohorts.events.workspace import Workspace
from corpora.cohorts.staged import Reject

# What waits for its references. ``tail`` is the reference without its server.
RAW = {
    "alias": "key varchar, patient varchar",
    "medication": "key varchar, drug varchar",
    "raw_event": "ref varchar, tail varchar, file varchar, line bigint, kind varchar, start date, stop date, "
    "name varchar, value varchar, number double",
}

_INTO = {
    "seen": "select patient, start, coalesce(stop, start) from owned where kind = 'seen' and start is not null",
    "diagnosis": "select patient, start, name, value from owned where kind = 'diagnosis'",
    "finding": "select patient, start, name, nullif(value, ''), number from owned "
    "where kind = 'finding' and start is not null",
    "drug": "select patient, name, start, stop from owned where kind = 'drug'",
    "intervention": "select patient, name, start from owned where kind = 'intervention'",
    "progression": "select patient, start from owned where kind = 'progression'",
}


def resolve(workspace: Workspace) -> Iterator[Reject]:
    """Fill the tables of events from ``raw_event``; what refers to nobody is rejected."""
    yield from _one_row_a_person(workspace)
    connection = workspace.connection
    connection.execute(
        """
        create table owned as
        select coalesce(exact.patient, local.patient) as patient, raw_event.*
        from raw_event
        left join (select key, min(patient) as patient from alias group by key) as exact on exact.key = ref
        left join (select key, min(patient) as patient from alias group by key) as local
            on local.key = tail and tail <> ref
        """
    )
    strangers = connection.execute(
        "select file, line, bool_or(ref = ''), count(*) from owned where patient is null group by file, line, ref "
        "order by file, line"
    ).fetchall()
    for file, line, nameless, _ in strangers:
        reason = "cohort_fhir.reject_no_subject" if nameless else "cohort_fhir.reject_reference"
        yield Reject(file, line, "subject", reason)
    connection.execute("delete from owned where patient is null")
    for table, query in _INTO.items():
        connection.execute(f"insert into {table} {query}")
    yield from _resolve_medications(workspace)
    connection.execute("drop table raw_event")


def _resolve_medications(workspace: Workspace) -> Iterator[Reject]:
    connection = workspace.connection
    own_tail = "regexp_extract(name, '[^/]+/[^/]+$')"
    match = f"medication.key = name or (contains(name, '://') and medication.key = {own_tail})"
    connection.execute(
        f"insert into drug select distinct patient, drug, start, stop from owned join medication on {match} "
        "where kind = 'drug_by_reference' and drug <> ''"
    )
    missing = connection.execute(
        f"select file, line from owned anti join medication on {match} where kind = 'drug_by_reference' order by all"
    ).fetchall()
    for file, line in missing:
        yield Reject(file, line, "medicationReference", "cohort_fhir.reject_reference")


def _one_row_a_person(workspace: Workspace) -> Iterator[Reject]:
    """A patient repeated word for word, as in a bundle for each stay, is one; one that contradicts itself is rejected."""
    connection = workspace.connection
    rows = connection.execute(
        "select file, line from person as again where exists (select 1 from person as other where "
        "other.patient = again.patient and (other.birth is distinct from again.birth "
        "or other.sex is distinct from again.sex)) order by file, line"
    ).fetchall()
    for file, line in rows:
        yield Reject(file, line, "birthDate", "cohort_fhir.reject_contradiction")
    connection.execute(
        """
        create or replace table person as
        select patient, min(birth) as birth, min(sex) as sex, arg_min(file, row(file, line)) as file,
            arg_min(line, row(file, line)) as line
        from person group by patient
        having count(distinct coalesce(birth::varchar, '')) = 1 and count(distinct coalesce(sex, '')) = 1
        """
    )
