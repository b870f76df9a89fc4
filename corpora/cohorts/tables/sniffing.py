"""How a delimited file is written, found out from its beginning: delimiter, decimal sign, header."""

import csv
import io
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpora.cohorts.tables.decoding import Utf8Stream
from corpora.errors import SourcierError

_SAMPLE = 1 << 18
_DELIMITERS = (",", ";", "\t", "|")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
_DECIMAL_POINT = re.compile(r"-?\d+\.\d+")


@dataclass(frozen=True)
class Dialect:
    """How a file is written. ``header`` are its columns' names."""

    delimiter: str
    decimal: str
    header: tuple[str, ...]


def sniff(path: Path, encoding: str = "", delimiter: str = "", decimal: str = "") -> Dialect:
    """The dialect of a delimited file; what is given is taken as given.

    Raises
    ------
    SourcierError
        The file is empty, holds bytes that are no text, or two columns have one name.
    """
    sample = _beginning(path, encoding)
    if not sample.strip():
        raise SourcierError("cohort_import.file_empty", file=path.name)
    if "\0" in sample:
        raise SourcierError("cohort_import.not_text", file=path.name)
    lines = sample.splitlines()
    found = delimiter or max(_DELIMITERS, key=lambda each: _regularity(lines, each))
    rows = _rows(io.StringIO(sample), found)
    header = tuple(name.strip() for name in rows[0])
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise SourcierError("cohort_import.column_twice", file=path.name, column=twice[0] or "—")
    return Dialect(found, decimal or _decimal(rows[1:], found), header)


def _beginning(path: Path, encoding: str) -> str:
    with Utf8Stream(path, encoding) as stream:
        pieces, size = [], 0
        while size < _SAMPLE and (piece := stream.read(_SAMPLE - size)):
            pieces.append(piece)
            size += len(piece)
    text = b"".join(pieces).decode("utf-8", "ignore")
    # The last line of a sample that was cut would look irregular.
    return text if size < _SAMPLE else text[: text.rfind("\n") + 1]


def _rows(lines: Iterable[str], delimiter: str) -> list[list[str]]:
    """The rows up to the first that cannot be parsed: whether that is an error is for the reader of the whole to say."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(csv.reader(lines, delimiter=delimiter))
    return rows


def _regularity(lines: list[str], delimiter: str) -> tuple[float, int]:
    """How many of the first rows have as many fields as the header, and how many those are; nothing for one field."""
    rows = [row for row in _rows(lines[:200], delimiter) if row]
    if not rows:
        return (0.0, 0)
    fields = len(rows[0])
    if fields < 2:
        return (0.0, 0)
    return (sum(len(row) == fields for row in rows) / len(rows), fields)


def _decimal(rows: list[list[str]], delimiter: str) -> str:
    """The comma only if some number has one and none has a point."""
    if delimiter == ",":
        cells = [cell for row in rows for cell in row if "," in cell or "." in cell]
    else:
        cells = [cell for row in rows for cell in row]
    commas = sum(bool(_DECIMAL_COMMA.fullmatch(cell.strip())) for cell in cells)
    points = sum(bool(_DECIMAL_POINT.fullmatch(cell.strip())) for cell in cells)
    return "," if commas > points else "."
