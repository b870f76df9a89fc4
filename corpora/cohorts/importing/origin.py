"""What an origin of records is (a table, an OMOP database, a FHIR export), told from what it holds; and its reader."""

import re
import zipfile
from collections.abc import Sequence
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
_SPREADSHEET = re.compile(r".*\.(xls[xmb]?|ods|sav|sas7bdat|dta|rda|rds)", re.IGNORECASE)
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
    if _SPREADSHEET.fullmatch(path.name):
        raise SourcierError("cohort_import.spreadsheet", name=path.name)
    raise SourcierError("cohort_import.origin_unknown", name=path.name)


def stage_origin(
    origin: str | Path, mapping: Mapping | None = None, cohort_id: str = "", conditions: Sequence[int] = ()
) -> Staged:
    """The patients of an origin, whatever it is.

    Parameters
    ----------
    mapping
        Of a table.
    cohort_id
        The id of the cohort, in place of the one that the mapping or the reader gives.
    conditions
        Of an OMOP database: standard concept ids of the conditions that make the cohort, in place of all malignancies.

    Raises
    ------
    SourcierError
        As :func:`format_of` and the readers; a table comes without a mapping, something else with one; the id cannot be
        one.
    """
    if cohort_id and not _ID.fullmatch(cohort_id):
        raise SourcierError("cohort_import.bad_id", id=cohort_id)
    kind = format_of(origin)
    if conditions and kind is not Format.OMOP:
        raise SourcierError("cohort_import.conditions_omop_only", name=Path(origin).name)
    if mapping is not None and kind is not Format.TABLE:
        raise SourcierError("cohort_import.mapping_tables_only", name=_shown(origin))
    if kind is Format.OMOP:
        from corpora.cohorts.omop import stage_omop

        return stage_omop(origin, id=cohort_id, condition_concepts=conditions)
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


def _shown(origin: str | Path) -> str:
    """An origin's name as it may be repeated: of an address, which can hold a password, nothing."""
    return "PostgreSQL" if isinstance(origin, str) and _DATABASE.match(origin) else Path(origin).name


def _of_names(names: list[str], name: str) -> Format:
    if any(_PERSON.fullmatch(each) for each in names):
        return Format.OMOP
    if any(_FHIR.fullmatch(each) for each in names):
        return Format.FHIR
    raise SourcierError("cohort_import.origin_unknown", name=name)
