"""Cells into values: text, numbers and codes. Each converter says which cells it could not read; none guesses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpora.cohorts.tables.mapping import folded

if TYPE_CHECKING:
    from pyarrow import Array

_NUMBER = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$"


@dataclass(frozen=True)
class Converted:
    """Values, null where missing, and a mask of the cells that hold something which could not be read."""

    values: "Array"
    bad: "Array"


def as_text(column: "Array", nulls: Sequence[str]) -> "Array":
    """Cells as trimmed strings; null where they say that nothing is known."""
    import pyarrow as pa
    from pyarrow import compute

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_floating(column.type):
        column = compute.if_else(compute.is_finite(column), column, None)
    text = compute.utf8_trim_whitespace(column if pa.types.is_string(column.type) else column.cast(pa.string()))
    missing = compute.is_in(
        compute.utf8_lower(text), value_set=pa.array(sorted({null.lower() for null in nulls}), pa.string())
    )
    return compute.if_else(missing, None, text)


def as_number(column: "Array", nulls: Sequence[str], decimal: str) -> Converted:
    """Cells as float64."""
    import pyarrow as pa
    from pyarrow import compute

    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
        values = column.cast(pa.float64())
        values = compute.if_else(compute.is_finite(values), values, None)
        return Converted(values, _none_of(values))
    text = as_text(column, nulls)
    if decimal == ",":
        text = compute.replace_substring(text, ",", ".")
    readable = compute.match_substring_regex(text, _NUMBER)
    bad = compute.fill_null(compute.invert(readable), False)
    return Converted(compute.if_else(readable, text, None).cast(pa.float64()), bad)


def as_codes(column: "Array", nulls: Sequence[str], codes: Mapping[str, str]) -> Converted:
    """Cells as codes.

    Parameters
    ----------
    codes
        From a folded raw value to its code; empty takes the cells as they are.
    """
    from pyarrow import compute

    # A value that the coding lists is a value, even if it looks like "nothing known" ("NA" is a country, "ND" a status).
    text = as_text(column, [null for null in nulls if folded(null) not in codes])
    if not codes:
        return by_distinct(text, _as_written)
    return (
        by_distinct(text, lambda raw: codes.get(folded(raw))) if len(text) else Converted(text, compute.is_null(text))
    )


def by_distinct(text: "Array", convert: Callable[[str], Any], kind: Any = None) -> Converted:
    """Convert each distinct cell once; ``None`` is a cell that cannot be read.

    Parameters
    ----------
    kind
        Arrow type of the values; string by default.
    """
    import pyarrow as pa
    from pyarrow import compute

    encoded = text.dictionary_encode()
    converted = [convert(raw) for raw in encoded.dictionary.to_pylist()]
    values = pa.array(converted, kind or pa.string()).take(encoded.indices)
    bad = compute.and_(compute.is_null(values), compute.is_valid(text))
    return Converted(values, bad)


def is_among(column: "Array", values: Sequence[str]) -> "Array":
    """Whether each cell holds one of these values; never null."""
    from pyarrow import compute

    wanted = {folded(value): value for value in values}
    return compute.is_valid(as_codes(column, (), wanted).values)


def _as_written(raw: str) -> str:
    text = " ".join(raw.split())
    return folded(text) if text.replace(".", "").lstrip("-").isdigit() else text


def _none_of(values: "Array") -> "Array":
    from pyarrow import compute

    return compute.and_(compute.is_null(values), compute.is_valid(values))
