"""Word documents (DOCX)."""

import io
import zipfile
from collections.abc import Iterator

from corpora.errors import SourcierError
from corpora.literature import identity
from corpora.literature.readers.headed import Block, headed_parts
from corpora.literature.readers.limits import MEGABYTE, ReadLimits
from corpora.literature.readers.record import Read, Record, yielded
from corpora.literature.readers.streams import BufferedBounded
from corpora.literature.text import one_line

_MAIN_PART = "word/document.xml"
_FIRST_LINES = 12


def read_docx(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The document as one source; styles tell headings.

    Raises
    ------
    SourcierError
        ``readers.not_docx`` for another kind of archive, ``readers.corrupt_docx``, ``readers.encrypted_docx``,
        ``readers.bomb`` or ``readers.too_large`` where it would unpack to more than the limits.
    """
    content = stream.whole(limits.document_bytes)
    _check(content, origin, limits)
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(content))
        blocks = list(_blocks(document))
        properties = document.core_properties
        stated, author, created = properties.title or "", properties.author or "", properties.created
    except (OpcError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as error:
        raise SourcierError("readers.corrupt_docx", file=origin) from error
    titled = [text for level, text in blocks if level == -1]
    title, parts = headed_parts([block for block in blocks if block[0] >= 0], (titled or [stated])[0])
    if not parts and not title:
        raise SourcierError("readers.no_text", file=origin)
    beginning = " ".join(text for _, text in parts[:_FIRST_LINES])
    yield from yielded(
        Record(
            fingerprint=identity.fingerprint(content),
            title=title or _first_line(parts),
            parts=parts,
            identifiers={identity.DOI: identity.doi_in(beginning)},
            year=created.year if created else 0,
            authors=(author,) if author and author.lower() not in ("python-docx", "user") else (),
        ),
        origin,
        1,
    )


def _check(content: bytes, origin: str, limits: ReadLimits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise SourcierError("readers.corrupt_docx", file=origin) from error
    names = {entry.filename for entry in entries}
    if "EncryptedPackage" in names:
        raise SourcierError("readers.encrypted_docx", file=origin)
    if _MAIN_PART not in names:
        raise SourcierError("readers.not_docx", file=origin)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.expansion * max(len(content), MEGABYTE // 10):
        raise SourcierError("readers.bomb", file=origin, times=limits.expansion)
    if unpacked > 4 * limits.document_bytes:
        raise SourcierError("readers.too_large", file=origin, limit=limits.document_bytes // MEGABYTE)


def _blocks(document: object) -> Iterator[Block]:
    """Paragraphs, headings and table rows in their order; the title's level is -1."""
    from docx.table import Table

    for item in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(item, Table):
            for row in item.rows:
                cells = [one_line(cell.text) for cell in row.cells]
                yield 0, " | ".join(dict.fromkeys(cell for cell in cells if cell))
            continue
        style = (item.style.name or "").lower() if item.style is not None else ""
        text = item.text.strip()
        if style in ("title", "titre"):
            yield -1, one_line(text)
        elif style.startswith(("heading", "titre")) and style[-1:].isdigit():
            yield int(style[-1]), one_line(text)
        else:
            yield 0, text


def _first_line(parts: tuple[tuple[str, str], ...]) -> str:
    """A short first paragraph is the title of a document that marks none."""
    first = one_line(parts[0][1])
    return first if len(first) < 250 and not first.endswith(".") else ""
