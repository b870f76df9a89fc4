"""A cohort without a cancer: what most of its patients have on record, as plain variables."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from corpora.catalogue import say
from corpora.cohorts.cohort import Kind, Label, Role, Variable
from corpora.cohorts.events.described import flag_variable
from corpora.cohorts.omop.findings import numeric_tests
from corpora.cohorts.omop.origin import Origin
from corpora.cohorts.omop.vocabulary import Vocabulary, concepts_of

# Fewer patients than this cannot be shown in any count, so a variable of theirs would say nothing.
_FEWEST = 11
_MOST = 20
_LONGEST_NAME = 40


def read_general(origin: Origin) -> tuple[tuple[Variable, ...], tuple[Variable, ...]]:
    """Fill ``flag`` (conditions, drugs) and ``finding`` (measurements) with the commonest.

    Returns
    -------
    tuple
        Variables of findings, variables of flags.
    """
    return tuple(_measurements(origin)), (
        *_flags(origin, "condition_occurrence", "condition_concept_id", "condition", Role.COVARIATE),
        *_flags(origin, "drug_exposure", "drug_concept_id", "drug", Role.TREATMENT),
    )


def _measurements(origin: Origin) -> Iterator[Variable]:
    tests = numeric_tests(origin, _FEWEST, _MOST)
    names = _names("measured", [(concept, name) for concept, name, _ in tests])
    for concept, name, unit in tests:
        origin.workspace.connection.execute(
            "insert into finding select person_id, as_day(measurement_date), ?, null, "
            "try_cast(value_as_number as double) from src_measurement "
            "semi join person on person.patient = person_id where measurement_concept_id = ? "
            "and coalesce(unit_source_value, '') = ? and as_day(measurement_date) is not null "
            "and try_cast(value_as_number as double) is not null",
            [names[concept], concept, unit],
        )
        yield Variable(names[concept], Role.COVARIATE, Kind.NUMBER, _label("first_measurement", name), unit=unit)


def _flags(origin: Origin, table: str, column: str, prefix: str, role: Role) -> Iterator[Variable]:
    if table not in origin:
        return
    connection = origin.workspace.connection
    rows = connection.execute(
        f"select {column}, count(distinct person_id) as n from src_{table} "
        f"semi join person on person.patient = person_id where {column} <> '0' group by 1 having n >= {_FEWEST} "
        f"order by n desc, 1 limit {_MOST}"
    ).fetchall()
    vocabulary = Vocabulary(origin, concepts_of(origin, table, column))
    found = [(concept, vocabulary.name(concept) or concept) for concept, _ in rows]
    names = _names(prefix, found)
    for concept, name in found:
        connection.execute(
            f"insert into flag select distinct person_id, ? from src_{table} "
            f"semi join person on person.patient = person_id where {column} = ?",
            [names[concept], concept],
        )
        yield flag_variable(names[concept], role, _label(f"ever_{prefix}", name))


def _names(prefix: str, found: Sequence[tuple[str, str]]) -> dict[str, str]:
    """A column's name by concept, from what the concept is called; its id where two are called the same."""
    names: dict[str, str] = {}
    for concept, name in found:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_NAME].strip("_")
        made = f"{prefix}_{slug}" if slug else f"{prefix}_{concept}"
        names[concept] = f"{prefix}_{concept}" if made in names.values() else made
    return names


def _label(entry: str, name: str) -> Label:
    return Label(*(say(f"cohort_events.{entry}", language, name=name) for language in ("en", "fr")))
