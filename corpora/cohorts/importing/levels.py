"""Levels of variables whose coding nobody declared: taken from the data, the rare ones together."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import Kind, Label, Level, Variable

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OTHER = "other"
_NUMBER = re.compile(r"-?\d{1,4}(\.\d{1,2})?")
_MOST = 400


def undeclared(variable: Variable) -> bool:
    """Whether a variable's levels are still to be found."""
    return variable.kind is not Kind.NUMBER and not variable.levels


def found_levels(
    connection: "DuckDBPyConnection", variable: Variable, table: str, fewest: int
) -> tuple[Variable, frozenset[str]]:
    """The variable with the levels that the data have, and the codes to keep: all others become ``"other"``.

    A value of fewer than ``fewest`` patients is kept only if it is a short number (a year, a grade): rare text can be a
    name. Categories come in order of frequency, ordered ones in their natural order, ``"other"`` last.
    """
    name = variable.name
    counts = connection.execute(
        f'select "{name}", count(*) as n from {table} where "{name}" is not null group by 1 order by n desc, 1'
    ).fetchall()
    kept = [code for code, n in counts if n >= fewest or _NUMBER.fullmatch(code)][:_MOST]
    codes = sorted(kept, key=_natural) if variable.kind is Kind.ORDERED else kept
    levels = [Level(code, Label(code, code)) for code in codes if code != OTHER]
    if len(levels) < len(counts):
        levels.append(Level(OTHER, Label("Other", "Autre")))
    concepts = tuple(pair for pair in variable.concepts if pair[0] in {"", *codes})
    return replace(variable, levels=tuple(levels), concepts=concepts), frozenset(kept)


def _natural(code: str) -> tuple[bool, float, str]:
    numeric = _NUMBER.fullmatch(code) is not None
    return (not numeric, float(code) if numeric else 0.0, code)
