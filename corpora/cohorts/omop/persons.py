"""Persons, deaths, and for how long each was observed."""

from collections.abc import Iterator

from corpora.cohorts.omop.origin import Origin
from corpora.cohorts.omop.rejecting import rejected_rows
from corpora.cohorts.omop.tables import FEMALE, MALE
from corpora.cohorts.staged import Reject

# Where only a year or a month is known, its middle: the error in a person's age is half a year at most.
_BIRTH = (
    "try_cast(try_cast(year_of_birth as integer)::varchar || '-' || "
    "lpad(coalesce(try_cast(month_of_birth as integer), 7)::varchar, 2, '0') || '-' || "
    "lpad(coalesce(try_cast(day_of_birth as integer), if(month_of_birth is null, 1, 15))::varchar, 2, '0') as date)"
)
_UNREADABLE = "{column} is null or as_day({column}) is null"
_STRANGER = "person_id is null or person_id not in (select patient from person)"


def read_persons(origin: Origin) -> Iterator[Reject]:
    """Fill the tables ``person``, ``death`` and ``seen``."""
    connection = origin.workspace.connection
    connection.execute(
        "create or replace macro as_day(text) as "
        "coalesce(try_cast(left(text, 10) as date), try_cast(try_strptime(left(text, 8), '%Y%m%d') as date))"
    )
    no_birth = f"year_of_birth is null or {_BIRTH} is null"
    yield from rejected_rows(origin, "person", "person_id is null", "person_id", "cohort_omop.reject_no_person_id")
    yield from rejected_rows(
        origin, "person", f"person_id is not null and ({no_birth})", "year_of_birth", "cohort_omop.reject_birth"
    )
    connection.execute(
        f"""
        create or replace temp table numbered as
        select person_id, {_BIRTH} as birth, gender_concept_id, row_number() over () + 1 as line from src_person
        where true
        """
    )
    file, has_lines = origin.files["person"], "person" in origin.has_lines
    connection.execute(
        f"""
        insert into person
        select person_id, birth, case gender_concept_id when '{MALE}' then 'male' when '{FEMALE}' then 'female' end,
            '{file.replace("'", "''")}', {"line" if has_lines else "0"}
        from numbered where person_id is not null and birth is not null
        qualify row_number() over (partition by person_id order by line) = 1
        """
    )
    again = connection.execute(
        "select line from numbered where person_id is not null and birth is not null "
        "qualify row_number() over (partition by person_id order by line) > 1 order by line"
    ).fetchall()
    for (line,) in again:
        yield Reject(file, line if has_lines else 0, "person_id", "cohort_omop.reject_person_twice")
    yield from _read_deaths(origin)
    yield from _read_observation(origin)


def reject_dates_and_strangers(origin: Origin, table: str, column: str, among: str = "true") -> Iterator[Reject]:
    """Rows without a readable date, or of a person that ``person`` does not have.

    Parameters
    ----------
    among
        A condition on the rows that matter.
    """
    unreadable = _UNREADABLE.format(column=column)
    yield from rejected_rows(origin, table, f"({among}) and ({unreadable})", column, "cohort_omop.reject_date")
    yield from rejected_rows(
        origin, table, f"({among}) and ({_STRANGER})", "person_id", "cohort_omop.reject_unknown_person"
    )


def _read_deaths(origin: Origin) -> Iterator[Reject]:
    if "death" not in origin:
        return
    yield from reject_dates_and_strangers(origin, "death", "death_date")
    origin.workspace.connection.execute(
        "insert into death select person_id, min(as_day(death_date)) from src_death "
        "semi join person on person.patient = person_id where as_day(death_date) is not null group by person_id"
    )


def _read_observation(origin: Origin) -> Iterator[Reject]:
    start, end = "observation_period_start_date", "observation_period_end_date"
    table = "observation_period"
    yield from reject_dates_and_strangers(origin, table, start)
    yield from rejected_rows(origin, table, f"as_day({end}) is null", end, "cohort_omop.reject_date")
    yield from rejected_rows(origin, table, f"as_day({end}) < as_day({start})", end, "cohort_omop.reject_period")
    connection = origin.workspace.connection
    connection.execute(
        f"insert into seen select person_id, as_day({start}), as_day({end}) from src_{table} "
        f"semi join person on person.patient = person_id where as_day({start}) <= as_day({end})"
    )
    if "visit_occurrence" in origin:
        # A person without a period of observation was at least seen from the first visit to the last.
        connection.execute(
            "insert into seen select person_id, min(as_day(visit_start_date)), "
            "max(coalesce(as_day(visit_end_date), as_day(visit_start_date))) from src_visit_occurrence "
            "semi join person on person.patient = person_id "
            "where person_id not in (select patient from seen) and as_day(visit_start_date) is not null "
            "group by person_id"
        )
