"""From when a patient's days are counted, and which patients cannot be taken because their dates contradict."""

from enum import StrEnum

from corpora.cohorts.events.workspace import Workspace


class Index(StrEnum):
    """What the index date is."""

    DIAGNOSIS = "diagnosis"
    OBSERVATION = "observation"


_FIRST = {
    Index.DIAGNOSIS: """
        select patient, min(day) as day, arg_min(code, row(day, code)) as code,
            arg_min(morphology, row(day, code)) filter (morphology <> '') as morphology
        from diagnosis group by patient
    """,
    Index.OBSERVATION: """
        select patient, min(first) as day, null::varchar as code, null::varchar as morphology from seen group by patient
    """,
}

# Dates that contradict: a condition on the table ``indexed``, the field to blame, the reason.
_CONTRADICTIONS = (
    ("day < birth", "birth", "before_birth"),
    ("died < day", "death", "death_before_index"),
    ("not has_died and last < day", "observation", "follow_up_before_index"),
)


def index_patients(workspace: Workspace, index: Index) -> None:
    """Make the table ``indexed``: patient, birth, sex, day, code, morphology, died, has_died, last.

    A patient whose dates contradict goes to ``rejected``.
    """
    connection = workspace.connection
    connection.execute(
        f"""
        create or replace table indexed as
        select person.patient, birth, sex, file, line, first.day, first.code, first.morphology,
            death.day as died, death.patient is not null as has_died, seen.last
        from person join ({_FIRST[index]}) as first on first.patient = person.patient
        left join (select patient, min(day) as day from death group by patient) as death on death.patient = person.patient
        left join (select patient, max(last) as last from seen group by patient) as seen on seen.patient = person.patient
        """
    )
    for condition, field, reason in _CONTRADICTIONS:
        connection.execute(
            f"insert into rejected select patient, file, line, '{field}', 'cohort_events.reject_{reason}' "
            f"from indexed where {condition}"
        )
        connection.execute(f"delete from indexed where {condition}")
