"""Stage, grade, TNM, performance status and biomarkers among measurements and observations."""

from collections.abc import Iterator, Sequence

from corpora.cohorts.cohort import Kind
from corpora.cohorts.events.answers import (
    DISEASE_STATUS,
    coded_answer,
    is_progression,
    level_of_number,
    numeric_answer,
    own_answer,
    variable_of,
)
from corpora.cohorts.events.code_tables import variables
from corpora.cohorts.events.diagnosis import Coding
from corpora.cohorts.omop.origin import Origin
from corpora.cohorts.omop.persons import reject_dates_and_strangers
from corpora.cohorts.omop.records import key_of, meanings
from corpora.cohorts.omop.rejecting import rejected_rows
from corpora.cohorts.omop.vocabulary import Vocabulary, concepts_of
from corpora.cohorts.staged import Reject

_ANSWER = (
    "variable varchar, own varchar, number double, value_concept varchar, text varchar, unit varchar, "
    "unit_concept_id varchar, code varchar, value double, progressed boolean"
)
_UNITS = {"8713": "g/dL", "8636": "g/L", "8842": "ng/mL", "8554": "%", "8588": "mm", "8582": "cm", "8645": "U/L"}


def read_findings(origin: Origin) -> Iterator[Reject]:
    """Fill ``finding``, and ``progression`` from disease status."""
    for table in ("measurement", "observation"):
        if table in origin:
            yield from _read(origin, table)


def _read(origin: Origin, table: str) -> Iterator[Reject]:
    def understand(codings: Sequence[Coding], concept: str) -> Iterator[tuple[str, str]]:
        if variable := variable_of(codings):
            yield variable, own_answer(variable, codings)

    columns = (f"{table}_concept_id", f"{table}_source_concept_id", f"{table}_source_value")
    meanings(origin, table, columns, understand, "test_meaning", "variable varchar, own varchar")
    connection = origin.workspace.connection
    date, key = f"{table}_date", key_of(*columns)
    yield from reject_dates_and_strangers(origin, table, date, f"{key} in (select key from test_meaning)")
    text = "coalesce(value_as_string, value_source_value)" if table == "observation" else "value_source_value"
    connection.execute(
        f"""
        create or replace temp table answered as
        select person_id, as_day({date}) as day, variable, own, try_cast(value_as_number as double) as number,
            value_as_concept_id as value_concept, {text} as text, unit_source_value as unit, unit_concept_id
        from src_{table} join test_meaning on test_meaning.key = {key} semi join person on person.patient = person_id
        where as_day({date}) is not null
        """
    )
    _understand_answers(origin)
    same = " and ".join(
        f"answered.{column} is not distinct from meant.{column}"
        for column in ("variable", "own", "number", "value_concept", "text", "unit", "unit_concept_id")
    )
    connection.execute(
        f"insert into finding select person_id, day, answered.variable, code, value from answered "
        f"join answer_meaning as meant on {same} where code is not null or value is not null"
    )
    connection.execute(
        f"insert into progression select person_id, day from answered join answer_meaning as meant on {same} "
        "where progressed"
    )
    units = ", ".join(f"'{name}'" for name, variable in variables().items() if variable.kind is Kind.NUMBER)
    foreign = connection.execute(
        f"select 1 from answered join answer_meaning as meant on {same} where answered.variable in ({units}) "
        "and answered.number is not null and value is null limit 1"
    ).fetchone()
    if foreign:
        yield from _reject_units(origin, table, key)


def _understand_answers(origin: Origin) -> None:
    """Make ``answer_meaning``: each distinct answer to each test, understood once."""
    connection = origin.workspace.connection
    answers = connection.execute(
        "select distinct variable, own, number, value_concept, text, unit, unit_concept_id from answered"
    ).fetchall()
    vocabulary = Vocabulary(origin, {row[3] for row in answers if row[3]})
    unit_names = Vocabulary(origin, {row[6] for row in answers if row[6]})
    rows = []
    for row in answers:
        variable, own, number, concept, text, unit, unit_concept = row
        codings = vocabulary.codings(concept or "")
        code, value = None, None
        progressed = variable == DISEASE_STATUS and is_progression(codings, text or "")
        if variable != DISEASE_STATUS and variables()[variable].kind is Kind.NUMBER:
            named = [coding.code for coding in unit_names.codings(unit_concept or "") if coding.system == "ucum"]
            unit = _UNITS.get(unit_concept or "") or (named[0] if named else "") or unit or ""
            value = None if number is None else numeric_answer(variable, number, unit)
        elif variable != DISEASE_STATUS:
            code = coded_answer(variable, codings, text or "") or own
            code = code or ("" if number is None else level_of_number(variable, number)) or None
        rows.append((*row, code, value, progressed))
    origin.workspace.make("answer_meaning", _ANSWER, rows)


def _reject_units(origin: Origin, table: str, key: str) -> Iterator[Reject]:
    origin.workspace.connection.execute(
        "create or replace temp table foreign_unit as select distinct variable, coalesce(unit, '') as unit, "
        "coalesce(unit_concept_id, '') as unit_concept from answer_meaning where number is not null and value is null "
        "and code is null and variable <> 'disease_status'"
    )
    names = ", ".join(f"'{name}'" for name, variable in variables().items() if variable.kind is Kind.NUMBER)
    condition = (
        f"value_as_number is not null and exists (select 1 from test_meaning join foreign_unit using (variable) "
        f"where test_meaning.key = {key} and variable in ({names}) and foreign_unit.unit = coalesce(unit_source_value, '') "
        "and foreign_unit.unit_concept = coalesce(unit_concept_id, ''))"
    )
    yield from rejected_rows(origin, table, condition, "unit_source_value", "cohort_omop.reject_unit")


def numeric_tests(origin: Origin, at_least: int, most: int) -> list[tuple[str, str, str]]:
    """Tests with numbers that at least so many persons have: concept, name, unit; the commonest first."""
    if "measurement" not in origin:
        return []
    rows = origin.workspace.connection.execute(
        f"""
        select measurement_concept_id, arg_max(unit, n), sum(n) from (
            select measurement_concept_id, coalesce(unit_source_value, '') as unit, count(distinct person_id) as n
            from src_measurement semi join person on person.patient = person_id
            where try_cast(value_as_number as double) is not null and measurement_concept_id <> '0'
            group by all
        ) group by 1 having max(n) >= {at_least} order by max(n) desc, 1 limit {most}
        """
    ).fetchall()
    vocabulary = Vocabulary(origin, concepts_of(origin, "measurement", "measurement_concept_id"))
    return [(concept, vocabulary.name(concept) or concept, unit) for concept, unit, _ in rows]
