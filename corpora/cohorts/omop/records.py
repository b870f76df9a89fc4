"""Records of a table by what their concept means: each distinct concept is understood once, not each row."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from corpora.cohorts.events.diagnosis import Coding
from corpora.cohorts.omop.origin import Origin
from corpora.cohorts.omop.vocabulary import Vocabulary, concepts_of

_SEPARATOR = "\x1f"


def key_of(*columns: str) -> str:
    """SQL that joins columns to one text, as :func:`meanings` keys them."""
    joined = ", ".join(f"coalesce({column}, '')" for column in columns)
    return f"concat_ws(chr(31), {joined})"


def meanings(
    origin: Origin,
    table: str,
    columns: tuple[str, str, str],
    understand: Callable[[Sequence[Coding], str], Iterable[tuple[Any, ...]]],
    into: str,
    shape: str,
) -> None:
    """Make the table ``into`` (key, …): what each distinct concept, source concept and source value means.

    Parameters
    ----------
    columns
        The table's columns of concept, source concept and source value.
    understand
        From codings and the concept's id to rows of ``shape``; none where the concept does not matter.
    shape
        SQL columns of the new table after ``key``.
    """
    connection = origin.workspace.connection
    vocabulary = Vocabulary(origin, concepts_of(origin, table, *columns[:2]))
    found = connection.execute(f"select distinct {', '.join(columns)} from src_{table}").fetchall()
    rows: list[tuple[Any, ...]] = []
    for concept, source_concept, source_value in found:
        key = _SEPARATOR.join(part or "" for part in (concept, source_concept, source_value))
        codings = vocabulary.codings(concept, source_concept, source_value)
        rows.extend((key, *row) for row in understand(codings, concept or ""))
    origin.workspace.make(into, f"key varchar, {shape}", rows)
