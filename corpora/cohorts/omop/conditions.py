"""Primary malignancies, and metastases, among the conditions."""

from collections.abc import Iterator, Sequence

from corpora.cohorts.events.answers import coded_answer
from corpora.cohorts.events.diagnosis import Coding, is_metastasis, tumour_of
from corpora.cohorts.omop.origin import Origin
from corpora.cohorts.omop.persons import reject_dates_and_strangers
from corpora.cohorts.omop.records import key_of, meanings
from corpora.cohorts.omop.vocabulary import with_descendants
from corpora.cohorts.staged import Reject

_COLUMNS = ("condition_concept_id", "condition_source_concept_id", "condition_source_value")
_TABLE = "condition_occurrence"
_DATE = "condition_start_date"


def read_conditions(origin: Origin, concepts: Sequence[int]) -> Iterator[Reject]:
    """Fill ``diagnosis``, and what a diagnosis says of stage and spread into ``finding``.

    Parameters
    ----------
    concepts
        Only these conditions (and what is a kind of them) make the cohort; empty takes every primary malignancy.
    """
    chosen = with_descendants(origin, (str(concept) for concept in concepts))

    def understand(codings: Sequence[Coding], concept: str) -> Iterator[tuple[str | None, ...]]:
        tumour = tumour_of(codings)
        code = tumour.code if tumour else None
        if chosen:
            code = (code or concept) if concept in chosen else None
        names = " ".join(coding.display for coding in codings)
        stage = coded_answer("stage", [], names) if tumour and "stage" in names.lower() else ""
        spread = "M1" if is_metastasis(codings) else ""
        if code or spread:
            yield code, tumour.morphology if tumour else "", stage, spread

    shape = "code varchar, morphology varchar, stage varchar, spread varchar"
    meanings(origin, _TABLE, _COLUMNS, understand, "condition_meaning", shape)
    key = key_of(*_COLUMNS)
    yield from reject_dates_and_strangers(origin, _TABLE, _DATE, f"{key} in (select key from condition_meaning)")
    connection = origin.workspace.connection
    source = (
        f"from src_{_TABLE} join condition_meaning on key = {key} "
        f"semi join person on person.patient = person_id where as_day({_DATE}) is not null"
    )
    connection.execute(
        f"insert into diagnosis select person_id, as_day({_DATE}), code, morphology {source} and code is not null"
    )
    for variable, column in (("stage", "stage"), ("m_category", "spread")):
        connection.execute(
            f"insert into finding select person_id, as_day({_DATE}), '{variable}', {column}, null {source} "
            f"and {column} <> ''"
        )
