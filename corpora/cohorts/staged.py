"""What a reader of records (table, OMOP, FHIR) hands to the import, before anything is banded, checked or written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import Dictionary

if TYPE_CHECKING:
    from pyarrow import RecordBatch


@dataclass(frozen=True)
class Reject:
    """A row that was not taken, and why. Holds no value of the row: only where it is and what is wrong with it.

    ``line`` counts from 1, the header included; 0 where the format has no lines. ``reason`` is an entry of
    ``cohort.toml`` (``"cohort.reject_negative_time"``, …), ``details`` its placeholders.
    """

    file: str
    line: int
    column: str
    reason: str
    details: dict[str, str | int] = field(default_factory=dict)


@dataclass
class Staged:
    """A stream of patients from one origin.

    Attributes
    ----------
    dictionary
        What the batches hold. ``n`` is 0: nobody has counted yet. Levels may be empty where they are known only
        after reading; the import fills them from the data, in order of frequency.
    patients
        One row a patient: column ``patient`` (the origin's own identifier, a string; it is replaced by a keyed
        pseudonym and never written), each variable of the dictionary by name (strings for categories, float64 for
        numbers, an exact age in years as float64 for the variable of role AGE), and per outcome ``<name>_days``
        (float64, whole or not) and ``<name>_event`` (int8). A column ``line`` (int64) may say where each row stands
        in ``file``, so that what the import rejects can be found there.
    lines
        One row a line of treatment, in order: ``patient``, ``line`` (int16 from 1), ``regimen``, ``start_day``,
        ``end_day`` (float64, days from the outcomes' origin).
    notes
        ``patient``, ``text``: de-identified by the import, not by the reader.
    rejects
        Filled while the batches are read: final once all of them are.
    warnings
        As ``rejects``, of what was read nevertheless.
    rows_read
        Rows (or records) read so far, the rejected ones among them; patients read where the reader does not count.
    file
        Name of the file that ``line`` counts in.
    max_rejects
        Share of rows from which the import refuses.
    """

    dictionary: Dictionary
    patients: Iterator["RecordBatch"]
    lines: Iterator["RecordBatch"] = field(default_factory=lambda: iter(()))
    notes: Iterator["RecordBatch"] = field(default_factory=lambda: iter(()))
    rejects: list[Reject] = field(default_factory=list)
    warnings: list[Reject] = field(default_factory=list)
    rows_read: int = 0
    file: str = ""
    max_rejects: float = 0.05
