"""Episodes: when the disease began and progressed, and regimens as the origin's own abstraction of its drugs."""

from collections.abc import Iterator

from corpora.cohorts.events.treatment import drugs_of, regimen_named, regimen_of
from corpora.cohorts.omop.origin import Origin
from corpora.cohorts.omop.persons import reject_dates_and_strangers
from corpora.cohorts.omop.tables import (
    DISEASE_PROGRESSION,
    DISEASE_RECURRENCE,
    DRUG_EXPOSURE_ID_FIELD,
    PROGRESSION,
    TREATMENT_REGIMEN,
)
from corpora.cohorts.omop.vocabulary import Vocabulary, concepts_of
from corpora.cohorts.staged import Reject

_START = "episode_start_date"
_PROGRESSED = f"episode_concept_id in ('{DISEASE_RECURRENCE}', '{DISEASE_PROGRESSION}', '{PROGRESSION}')"
_REGIMEN = f"episode_concept_id = '{TREATMENT_REGIMEN}'"


def read_episodes(origin: Origin) -> Iterator[Reject]:
    """Fill ``progression`` and ``regimen``."""
    if "episode" not in origin:
        return
    yield from reject_dates_and_strangers(origin, "episode", _START, f"{_PROGRESSED} or {_REGIMEN}")
    known = f"semi join person on person.patient = person_id where as_day({_START}) is not null"
    origin.workspace.connection.execute(
        f"insert into progression select person_id, as_day({_START}) from src_episode {known} and {_PROGRESSED}"
    )
    named, by_drugs = _by_name(origin), _by_events(origin)
    rows = origin.workspace.connection.execute(
        f"select person_id, episode_id, episode_object_concept_id, episode_source_value, as_day({_START}), "
        f"as_day(episode_end_date) from src_episode {known} and {_REGIMEN}"
    ).fetchall()
    regimens = []
    for person, episode, concept, value, start, stop in rows:
        name = named.get((concept, value)) or by_drugs.get(episode, "")
        if name:
            regimens.append((person, name, start, stop or start))
    origin.workspace.add("regimen", regimens)


def _by_name(origin: Origin) -> dict[tuple[str | None, str | None], str]:
    """What the object of an episode is called, or its source's own word for it."""
    vocabulary = Vocabulary(origin, concepts_of(origin, "episode", "episode_object_concept_id"))
    pairs = origin.workspace.connection.execute(
        f"select distinct episode_object_concept_id, episode_source_value from src_episode where {_REGIMEN}"
    ).fetchall()
    found = {}
    for concept, value in pairs:
        name = regimen_named(vocabulary.name(concept or "")) or regimen_named(value or "")
        found[concept, value] = name or regimen_of(drugs_of(vocabulary.codings(concept or "", "", value or "")))
    return found


def _by_events(origin: Origin) -> dict[str, str]:
    """The regimen that the drugs of an episode make, where the episode itself does not say."""
    if "episode_event" not in origin or "drug_exposure" not in origin or not _has_drug_meanings(origin):
        return {}
    rows = origin.workspace.connection.execute(
        f"""
        select episode_id, list(distinct drug) from src_episode_event
        join src_drug_exposure on drug_exposure_id = event_id
        join drug_meaning on drug_meaning.key = concat_ws(
            chr(31), coalesce(drug_concept_id, ''), coalesce(drug_source_concept_id, ''), coalesce(drug_source_value, ''))
        where episode_event_field_concept_id = '{DRUG_EXPOSURE_ID_FIELD}' group by episode_id
        """
    ).fetchall()
    return {episode: regimen_of(tuple(sorted(drugs))) for episode, drugs in rows}


def _has_drug_meanings(origin: Origin) -> bool:
    return bool(origin.workspace.one("select count(*) from duckdb_tables() where table_name = 'drug_meaning'"))
