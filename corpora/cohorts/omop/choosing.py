"""Which conditions an OMOP database holds: what somebody chooses the patients of a cohort by."""

from collections import deque
from dataclasses import dataclass
from pathlib import Path

from corpora.cohorts.omop.conditions import read_conditions
from corpora.cohorts.omop.opening import opened
from corpora.cohorts.omop.persons import read_persons
from corpora.cohorts.omop.vocabulary import Vocabulary

# A condition that fewer persons have makes no cohort.
_FEWEST = 11
_MOST = 24


@dataclass(frozen=True)
class ConditionFound:
    """A condition by its standard concept, what the database calls it, and how many persons have it."""

    concept: int
    name: str
    persons: int


@dataclass(frozen=True)
class Conditions:
    """What can be chosen, for whoever has the database anyway: nothing here has passed the disclosure policy.

    Attributes
    ----------
    malignancies
        Persons with a primary malignancy: the cohort if nothing is chosen.
    commonest
        The commonest conditions, most persons first.
    """

    malignancies: int
    commonest: tuple[ConditionFound, ...]


def conditions_of(origin: str | Path) -> Conditions:
    """Look at a database's persons and conditions. Raises as :func:`corpora.cohorts.omop.stage_omop`."""
    with opened(origin) as found:
        for reading in (read_persons(found), read_conditions(found, ())):
            deque(reading, maxlen=0)
        rows = found.workspace.connection.execute(
            "select condition_concept_id, count(distinct person_id) as persons from src_condition_occurrence "
            "semi join person on person.patient = person_id where try_cast(condition_concept_id as bigint) > 0 "
            f"group by all having persons >= {_FEWEST} order by persons desc, condition_concept_id limit {_MOST}"
        ).fetchall()
        vocabulary = Vocabulary(found, {concept for concept, _ in rows})
        commonest = tuple(ConditionFound(int(id), vocabulary.name(id), persons) for id, persons in rows)
        malignancies = int(found.workspace.one("select count(distinct patient) from diagnosis where code is not null"))
        found.workspace.close()
    return Conditions(malignancies, commonest)
