"""The cohorts of an installation, on disk: found, opened and read. What writes them is the import."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from corpora.cohorts.cohort import Dictionary, Kind
from corpora.errors import SourcierError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PATIENTS = "patients.parquet"
LINES = "lines.parquet"
NOTES = "notes.parquet"
DICTIONARY = "dictionary.json"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_dictionaries: TypeAdapter[Dictionary] = TypeAdapter(Dictionary)


@dataclass(frozen=True)
class Cohort:
    """One cohort, open for reading. Its rows keep one order: a patient is a position in every array.

    What is read here is not yet fit to be shown: :mod:`corpora.cohorts.disclosure` decides that.
    """

    folder: Path
    dictionary: Dictionary

    @classmethod
    def open(cls, folder: Path) -> "Cohort":
        """Open the cohort in a folder.

        Raises
        ------
        SourcierError
            The folder holds no cohort, or its dictionary cannot be read.
        """
        return cls(folder, read_dictionary(folder / DICTIONARY))

    @property
    def n(self) -> int:
        """Patients."""
        return self.dictionary.n

    @cached_property
    def _columns(self) -> dict[str, NDArray[Any]]:
        return {}

    def codes(self, variable: str) -> NDArray[np.int16]:
        """A categorical variable: positions in its ``levels``, -1 where missing. Shape (n,)."""
        levels = [level.code for level in self.dictionary.variable(variable).levels]
        return self._read(variable, lambda column: _positions(column, levels))

    def numbers(self, variable: str) -> NDArray[np.float32]:
        """A ``NUMBER`` variable, NaN where missing. Shape (n,)."""
        return self._read(variable, lambda column: column.to_numpy(zero_copy_only=False).astype(np.float32))

    def times(self, outcome: str) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
        """An outcome's days (NaN where missing) and events (see ``Status``; -1 where missing). Shapes (n,), (n,)."""
        named = self.dictionary.outcome(outcome)
        days = self._read(named.days, lambda column: column.to_numpy(zero_copy_only=False).astype(np.float64))
        event = self._read(named.event, lambda column: column.fill_null(-1).to_numpy().astype(np.int8))
        return days, event

    def matrix(self, variables: tuple[str, ...]) -> NDArray[np.float32]:
        """Variables side by side, categories as positions, NaN where missing. Shape (n, len(variables))."""
        columns = []
        for name in variables:
            if self.dictionary.variable(name).kind is Kind.NUMBER:
                columns.append(self.numbers(name))
            else:
                codes = self.codes(name)
                columns.append(np.where(codes < 0, np.nan, codes).astype(np.float32))
        return np.column_stack(columns) if columns else np.empty((self.n, 0), np.float32)

    def derived(self, name: str, compute: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        """An array computed from the columns: once, for as long as the cohort is open. ``name`` is no column's."""
        if name not in self._columns:
            computed = compute()
            computed.flags.writeable = False
            self._columns[name] = computed
        return self._columns[name]

    def connect(self) -> "DuckDBPyConnection":
        """A connection in memory with the views ``patients`` (with its ``row``, from 0), ``lines`` and ``notes``."""
        import duckdb

        connection = duckdb.connect()
        for name in (PATIENTS, LINES, NOTES):
            path = self.folder / name
            if path.is_file():
                view = name.removesuffix(".parquet")
                escaped = str(path).replace("'", "''")
                row = "file_row_number as row, " if name == PATIENTS else ""
                options = ", file_row_number=true" if name == PATIENTS else ""
                exclude = " exclude (file_row_number)" if name == PATIENTS else ""
                connection.execute(
                    f"create view {view} as select {row}*{exclude} from read_parquet('{escaped}'{options})"
                )
        return connection

    def _read(self, column: str, convert: Callable[[Any], NDArray[Any]]) -> NDArray[Any]:
        if column not in self._columns:
            from pyarrow import parquet

            table = parquet.read_table(self.folder / PATIENTS, columns=[column], memory_map=True)
            array = table.column(0).combine_chunks()
            converted = convert(array)
            converted.flags.writeable = False
            self._columns[column] = converted
        return self._columns[column]


def list_cohorts(folder: Path) -> Iterator[Cohort]:
    """The cohorts under a folder, by id."""
    if folder.is_dir():
        for child in sorted(folder.iterdir()):
            if (child / DICTIONARY).is_file():
                yield Cohort.open(child)


def find_cohort(folder: Path, cohort_id: str) -> Cohort:
    """The cohort of that id.

    Raises
    ------
    SourcierError
        There is none.
    """
    if not _ID.fullmatch(cohort_id) or not (folder / cohort_id / DICTIONARY).is_file():
        known = ", ".join(cohort.dictionary.id for cohort in list_cohorts(folder))
        raise SourcierError("cohort.unknown", id=cohort_id, known=known or "—")
    return Cohort.open(folder / cohort_id)


def remove_cohort(folder: Path, cohort_id: str) -> None:
    """Delete a cohort's folder. Raises as :func:`find_cohort`."""
    shutil.rmtree(find_cohort(folder, cohort_id).folder)


def read_dictionary(path: Path) -> Dictionary:
    """Read a data dictionary. Raises :class:`SourcierError` where it is missing or not one."""
    try:
        return _dictionaries.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise SourcierError("cohort.unreadable", folder=path.parent.name) from error


def write_dictionary(dictionary: Dictionary, path: Path) -> None:
    """Write a data dictionary as JSON, whole or not at all."""
    partial = path.with_suffix(".part")
    partial.write_bytes(_dictionaries.dump_json(dictionary, indent=2))
    partial.replace(path)


def _positions(column: Any, levels: list[str]) -> NDArray[np.int16]:
    import pyarrow as pa
    from pyarrow import compute

    text = column.cast(pa.string()) if not pa.types.is_string(column.type) else column
    found = compute.index_in(text, value_set=pa.array(levels, pa.string())).fill_null(-1)
    return np.asarray(found.to_numpy(zero_copy_only=False), np.int16)
