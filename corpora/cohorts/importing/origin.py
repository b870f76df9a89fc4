"""What an origin of records is (a table, an OMOP database, a FHIR export), told from what it holds; and its reader."""

import re
import zipfile
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from corpora.cohorts.staged import Staged
from corpora.cohorts.tables.mapping import Mapping
from corpora.errors import SourcierError

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATABASE = re.compile(r"postgres(ql)?://", re.IGNORECASE)
_PERSON = re.compile(r"(.*/)?person\.(csv|tsv|txt|parquet)(\.gz)?", re.IGNORECASE)
_FHIR = re.compile(r".*\.(ndjson|jsonl|json)(\.gz)?", re.IGNORECASE)
_TABLE = re.compile(r".*\.((csv|tsv|txt|tab)(\.gz)?|parquet)", re.IGNORECASE)


class Format(StrEnum):
    """What reads an origin."""

    TABLE = "table"
    OMOP = "omop"
    FHIR = "fhir"


def format_of(origin: str | Path) -> Format:
    """What an origin is.

    Raises
    ------
    SourcierError
        It is nothing that is read, or not there.
    """
    if isinstance(origin, str) and _DATABASE.match(origin):
        return Format.OMOP
    path = Path(origin)
    if not path.exists():
        raise SourcierError("cohort_import.file_missing", file=path.name)
    if path.is_dir():
        names = [child.name for child in path.iterdir()]
        return _of_names(names, path.name)
    if path.suffix.lower() in (".duckdb", ".db"):
        return Format.OMOP
    if path.suffix.lower() == ".zip":
        try:
            with zipfile.ZipFile(path) as archive:
                return _of_names(archive.namelist(), path.name)
        except zipfile.BadZipFile as error:
            raise SourcierError("cohort_import.damaged", file=path.name, line=1) from error
    if _FHIR.fullmatch(path.name):
        return Format.FHIR
    if _TABLE.fullmatch(path.name):
        return Format.TABLE
    raise SourcierError("cohort_import.origin_unknown", name=path.name)


def stage_origin(origin: str | Path, mapping: Mapping | None = None, cohort_id: str = "") -> Staged:
    """The patients of an origin, whatever it is.

    Parameters
    ----------
    mapping
        Of a table.
    cohort_id
        The id of the cohort, in place of the one that the mapping or the reader gives.

    Raises
    ------
    SourcierError
        As :func:`format_of` and the readers; a table comes without a mapping; the id cannot be one.
    """
    if cohort_id and not _ID.fullmatch(cohort_id):
        raise SourcierError("cohort_import.bad_id", id=cohort_id)
    kind = format_of(origin)
    if kind is Format.OMOP:
        from corpora.cohorts.omop import stage_omop

        return stage_omop(origin, id=cohort_id)
    if kind is Format.FHIR:
        from corpora.cohorts.fhir import stage_fhir

        return stage_fhir(Path(origin), id=cohort_id)
    from corpora.cohorts.tables.reading import stage_table

    if mapping is None:
        raise SourcierError("cohort_import.mapping_needed", file=Path(origin).name)
    staged = stage_table(Path(origin), mapping)
    if cohort_id:
        staged.dictionary = replace(staged.dictionary, id=cohort_id)
    return staged


def _of_names(names: list[str], name: str) -> Format:
    if any(_PERSON.fullmatch(each) for each in names):
        return Format.OMOP
    if any(_FHIR.fullmatch(each) for each in names):
        return Format.FHIR
    raise SourcierError("cohort_import.origin_unknown", name=name)
