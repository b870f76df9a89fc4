"""Formats of tagged lines, NBIB and RIS: fields by tag, one record after another."""

import re
from collections.abc import Iterator

from corpora.literature.readers.encoding import decoded_lines
from corpora.literature.readers.streams import BufferedBounded

Fields = dict[str, list[str]]

_NBIB_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) *- ?(?P<value>.*)")
_RIS_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: (?P<value>.*)|$)")

_HYPHENATED = re.compile(r"\w-\Z")
_SUSPENDED = re.compile(r"(?:and|or|to|versus|vs|et|ou|à)\b")
"""Words behind a hyphen that is left hanging: "5- and 10-year survival"."""


def tagged_records(stream: BufferedBounded, first_tag: str, ris: bool) -> Iterator[tuple[int, Fields]]:
    """Records with the line on which each begins.

    Parameters
    ----------
    first_tag
        The tag that begins a record.
    ris
        Two-letter tags; a line without a tag continues the field before it. Else MEDLINE's, where continuations are
        indented and an empty line ends a record.
    """
    pattern = _RIS_LINE if ris else _NBIB_LINE
    fields: Fields = {}
    began = 1
    values: list[str] | None = None
    for number, line in _lines(stream):
        match = None if line[:1].isspace() else pattern.match(line)
        if match and (match["tag"] == first_tag or (ris and match["tag"] == "ER")) and fields:
            yield began, fields
            fields, values = {}, None
        if match:
            if match["tag"] == "ER":
                continue
            began = number if not fields else began
            values = fields.setdefault(match["tag"], [])
            values.append((match["value"] or "").strip())
        elif line.strip() and values is not None:
            values[-1] = _continued(values[-1], line.strip())
        elif not line.strip() and not ris and fields:
            yield began, fields
            fields, values = {}, None
    if fields:
        yield began, fields


def _lines(stream: BufferedBounded) -> Iterator[tuple[int, str]]:
    """Numbered lines, also of a file whose lines end in a carriage return alone."""
    number = 0
    for _, raw in decoded_lines(stream):
        for line in raw.strip("\ufeff\r\n").split("\r"):
            number += 1
            yield number, line


def _continued(value: str, line: str) -> str:
    """A value and its next line: with a space between them, but where the line was broken behind a hyphen."""
    hyphenated = _HYPHENATED.search(value) and not _SUSPENDED.match(line)
    return f"{value}{line}" if hyphenated else f"{value} {line}".strip()
