"""Word documents (DOCX, and DOCM and templates, whose macros are never looked at)."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from corpora.errors import SourcierError
from corpora.literature import identity
from corpora.literature.readers.docx_text import Element, document_blocks, note_texts, style_names
from corpora.literature.readers.headed import headed_parts
from corpora.literature.readers.limits import MEGABYTE, ReadLimits
from corpora.literature.readers.record import Read, Record, year_in, yielded
from corpora.literature.readers.streams import BufferedBounded
from corpora.literature.text import one_line

_MAIN_PART, _STYLES, _CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_FIRST_LINES = 12
_NOBODY = ("python-docx", "user", "utilisateur", "microsoft office user", "utilisateur windows", "windows user")


def read_docx(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The document as one source, as it reads with all changes accepted; styles tell headings.

    Raises
    ------
    SourcierError
        ``readers.not_docx`` for another kind of archive, ``readers.corrupt_docx``, ``readers.encrypted_docx``,
        ``readers.bomb`` or ``readers.too_large`` where it would unpack to more than the limits.
    """
    content = stream.whole(limits.document_bytes)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive, len(content), origin, limits)
            names = style_names(_part(archive, _STYLES))
            blocks = list(document_blocks(_part(archive, _MAIN_PART), names))
            notes = [("notes", text) for name in _NOTES for text in note_texts(_part(archive, name))]
            properties = _properties(_part(archive, _CORE))
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, NotImplementedError, RuntimeError) as error:
        raise SourcierError("readers.corrupt_docx", file=origin) from error
    titled = [text for level, text in blocks if level == -1]
    title, parts = headed_parts(
        [block for block in blocks if block[0] >= 0], (titled or [properties.get("title", "")])[0]
    )
    parts = (*parts, *notes)
    if not parts and not title:
        raise SourcierError("readers.no_text", file=origin)
    author = properties.get("creator", "")
    yield from yielded(
        Record(
            fingerprint=identity.fingerprint(content),
            title=title or (_first_line(parts) if parts else ""),
            parts=parts,
            identifiers={identity.DOI: identity.own_doi_in("\n".join(text for _, text in parts[:_FIRST_LINES]))},
            year=year_in(properties.get("created", "")),
            authors=(author,) if author and author.lower() not in _NOBODY else (),
        ),
        origin,
        1,
    )


def _check(archive: zipfile.ZipFile, packed: int, origin: str, limits: ReadLimits) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if "EncryptedPackage" in names:
        raise SourcierError("readers.encrypted_docx", file=origin)
    if _MAIN_PART not in names:
        raise SourcierError("readers.not_docx", file=origin)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.expansion * max(packed, MEGABYTE // 10):
        raise SourcierError("readers.bomb", file=origin, times=limits.expansion)
    if unpacked > 4 * limits.document_bytes:
        raise SourcierError("readers.too_large", file=origin, limit=limits.document_bytes // MEGABYTE)


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """A part of the document; ``None`` where it has no such part."""
    if name not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)


def _properties(core: Element | None) -> dict[str, str]:
    listed = () if core is None else core
    return {etree.QName(item).localname: one_line(item.text or "") for item in listed if isinstance(item.tag, str)}


def _first_line(parts: tuple[tuple[str, str], ...]) -> str:
    """A short first paragraph is the title of a document that marks none."""
    first = one_line(parts[0][1])
    return first if len(first) < 250 and not first.endswith(".") else ""
