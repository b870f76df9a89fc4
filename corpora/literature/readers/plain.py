"""Plain text."""

import re
from collections.abc import Iterator

from corpora.literature import identity
from corpora.literature.readers.encoding import whole_text
from corpora.literature.readers.headings import known_heading
from corpora.literature.readers.labels import labelled_parts, marked_parts
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.record import Read, Record, yielded
from corpora.literature.readers.reflow import unwrapped
from corpora.literature.readers.streams import BufferedBounded
from corpora.literature.text import cleaned

_LONGEST_TITLE = 300
_BEGINNING = 3_000
_BLANK_LINE = re.compile(r"\n\s*\n")


def read_plain(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The file as one source: a short first paragraph is its title, lines that are known headings its sections."""
    raw = whole_text(stream, origin, limits.document_bytes)
    text = cleaned(raw)
    identifiers = {identity.DOI: identity.own_doi_in(text[:_BEGINNING])}
    if own := marked_parts(text):
        title, parts = own
    else:
        title, body = _titled(text)
        parts = _parts(body)
    yield from yielded(
        Record(title=title, parts=parts, identifiers=identifiers, fingerprint=identity.fingerprint(raw.encode())),
        origin,
        1,
    )


def _titled(text: str) -> tuple[str, str]:
    """The title and the rest. A first paragraph that is short, no sentence and followed by another is a title."""
    blocks = _BLANK_LINE.split(text, maxsplit=1)
    first = " ".join(blocks[0].split())
    if (
        len(blocks) == 2
        and len(first) <= _LONGEST_TITLE
        and (blocks[0].count("\n") < 4)
        and not first.endswith((".", ";", ":"))
    ):
        return first.removeprefix("Title: ").removeprefix("Titre : "), blocks[1]
    line, _, rest = text.partition("\n")
    if (
        rest
        and len(line) <= _LONGEST_TITLE
        and not line.rstrip().endswith((".", ";", ":", ","))
        and known_heading(rest.split("\n", 1)[0])
    ):
        return line, rest
    return "", text


def _parts(text: str) -> tuple[tuple[str, str], ...]:
    sections: list[tuple[str, list[str]]] = [("", [])]
    for line in text.split("\n"):
        if known_heading(line):
            sections.append((line, []))
        else:
            sections[-1][1].append(line)
    if len(sections) == 1:
        return labelled_parts(unwrapped(text))
    return tuple((name, unwrapped("\n".join(lines))) for name, lines in sections if any(map(str.strip, lines)))
