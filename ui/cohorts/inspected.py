"""A file before it is imported: what its columns hold, and what it is proposed that they are."""

from dataclasses import dataclass

from corpora.cohorts.importing.origin import Format
from corpora.cohorts.omop.choosing import Conditions
from corpora.cohorts.tables.mapping import Mapping


@dataclass(frozen=True)
class Column:
    """A column as it was found, for whoever has the file anyway: nothing here has passed the disclosure policy.

    Attributes
    ----------
    missing
        Share of the rows looked at in which it is empty, 0 to 1.
    bars
        Heights of a small histogram, 0 to 1: of a number by equal steps, of a category by value.
    words
        What was found, in words: the range of a number, the number of values, the coding.
    """

    name: str
    missing: float
    bars: tuple[float, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Inspected:
    """A proposal to import an origin.

    Attributes
    ----------
    origin
        What a later request names it by.
    format
        Tables alone have a mapping to be corrected.
    mapping
        As proposed; ``None`` for what needs none.
    columns
        All of a table, in order, those too that the mapping leaves out.
    remarks
        What was noticed and should be looked at, in the reader's language.
    conditions
        Of an OMOP database: what its patients can be chosen by.
    """

    origin: str
    name: str
    format: Format
    mapping: Mapping | None = None
    columns: tuple[Column, ...] = ()
    remarks: tuple[str, ...] = ()
    conditions: Conditions | None = None
