"""Formats of tagged lines, NBIB and RIS: fields by tag, one record after another."""

import re
from collections.abc import Iterator

from corpora.literature.readers.encoding import decoded_lines
from corpora.literature.readers.streams import BufferedBounded

Fields = dict[str, list[str]]

_NBIB_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) *- ?(?P<value>.*)")
_RIS_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: (?P<value>.*)|$)")


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
    for number, raw in decoded_lines(stream):
        line = raw.strip("\ufeff\r\n")
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
            values[-1] = f"{values[-1]} {line.strip()}".strip()
        elif not line.strip() and not ris and fields:
            yield began, fields
            fields, values = {}, None
    if fields:
        yield began, fields
