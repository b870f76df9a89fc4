"""An OMOP database as a stream of patients."""

import re
from collections.abc import Sequence
from pathlib import Path

from corpora.catalogue import say
from corpora.cohorts.cohort import Label
from corpora.cohorts.events.described import Shape
from corpora.cohorts.events.indexing import Index
from corpora.cohorts.events.staging import stage_events
from corpora.cohorts.omop.conditions import read_conditions
from corpora.cohorts.omop.episodes import read_episodes
from corpora.cohorts.omop.findings import read_findings
from corpora.cohorts.omop.general import read_general
from corpora.cohorts.omop.opening import opened
from corpora.cohorts.omop.origin import Origin, add_from_server
from corpora.cohorts.omop.persons import read_persons
from corpora.cohorts.omop.rejecting import ill_formed_rows
from corpora.cohorts.omop.tables import VERSION
from corpora.cohorts.omop.treatments import read_treatments
from corpora.cohorts.omop.vocabulary import Vocabulary
from corpora.cohorts.staged import Reject, Staged
from corpora.errors import SourcierError

_WHOLE_RECORD = (36_525, 36_525)


def stage_omop(
    origin: str | Path, *, id: str = "", title: Label | None = None, condition_concepts: Sequence[int] = ()
) -> Staged:
    """Read an OMOP CDM 5.4 database.

    Patients are those with a primary malignancy, from its first diagnosis. Without any in the data, they are all
    persons, from their first record, described by what most of them have on record.

    Parameters
    ----------
    origin
        A folder or zip archive of CSV or Parquet files, a DuckDB file, or a ``postgresql://`` address.
    id, title
        Of the cohort; from the origin's name where not given.
    condition_concepts
        Standard concept ids of the conditions that make the cohort instead, from the first of them on; what the
        vocabulary says is a kind of them counts.

    Raises
    ------
    SourcierError
        The origin is not there or not OMOP CDM 5.4, lacks a table or a column, or no patient is in it.
    """
    with opened(origin) as found:
        _check_version(found)
        return _stage(found, id, title, condition_concepts)


def _stage(origin: Origin, id: str, title: Label | None, condition_concepts: Sequence[int]) -> Staged:
    workspace = origin.workspace
    rejects: list[Reject] = [*read_persons(origin)]
    if not workspace.one("select count(*) from person"):
        raise SourcierError("cohort_omop.no_person", origin=origin.name)
    rejects.extend(read_conditions(origin, condition_concepts))
    found = workspace.one("select count(*) from diagnosis")
    if condition_concepts and not found:
        raise SourcierError("cohort_omop.no_such_condition", origin=origin.name)
    tumours = workspace.one("select count(*) from diagnosis where regexp_matches(code, '^[CD][0-9]')")
    index = Index.DIAGNOSIS if found else Index.OBSERVATION
    shape = Shape(index)
    if tumours:
        rejects.extend(read_findings(origin))
        rejects.extend(read_treatments(origin))
        rejects.extend(read_episodes(origin))
    else:
        findings, flags = read_general(origin)
        window = shape.window if found else _WHOLE_RECORD
        shape = Shape(index, window, findings, flags, _names_of_conditions(origin))
    if "note" in origin:
        if origin.server:
            of = "diagnosis" if found else "person"
            add_from_server(origin, "note", workspace.column(f"select distinct patient from {of}"))
        # Not copied: a hospital's notes are larger than all the rest.
        workspace.connection.execute("drop table note")
        workspace.connection.execute("create view note as select person_id as patient, note_text as text from src_note")
    rejects.extend(ill_formed_rows(origin))
    name = re.sub(r"[^a-z0-9]+", "-", Path(origin.name).stem.lower()).strip("-") or "omop"
    made = title or Label(*(say("cohort_omop.title", language, name=name) for language in ("en", "fr")))
    return stage_events(workspace, shape, id=id or name, title=made, rejects=rejects)


def _names_of_conditions(origin: Origin) -> dict[str, Label]:
    codes = {row[0] for row in origin.workspace.connection.execute("select distinct code from diagnosis").fetchall()}
    vocabulary = Vocabulary(origin, codes)
    return {code: Label(vocabulary.name(code) or code, vocabulary.name(code) or code) for code in codes}


def _check_version(origin: Origin) -> None:
    if "cdm_source" not in origin:
        return
    for (version,) in origin.workspace.connection.execute("select cdm_version from src_cdm_source").fetchall():
        number = re.search(r"\d+(\.\d+)?", version or "")
        if number and number.group() != VERSION:
            raise SourcierError("cohort_omop.version", found=number.group(), expected=VERSION, origin=origin.name)
