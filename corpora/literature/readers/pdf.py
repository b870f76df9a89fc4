"""PDF articles, through pypdf: pages kept, columns in reading order, what is printed on every page left out."""

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from corpora.errors import SourcierError
from corpora.literature import identity
from corpora.literature.readers.limits import MEGABYTE, ReadLimits
from corpora.literature.readers.pdf_layout import Line, lines_of_page, without_running_lines
from corpora.literature.readers.pdf_paragraphs import document_of
from corpora.literature.readers.pdf_title import stated_title, title_of
from corpora.literature.readers.record import Read, Record, year_in, yielded
from corpora.literature.readers.streams import BufferedBounded

_FEWEST_LETTERS = 30
"""A document with fewer letters than this a page, on average, is a scan."""
_BROKEN = (AttributeError, IndexError, KeyError, NotImplementedError, OSError, OverflowError, RecursionError, TypeError,
           ValueError, AssertionError, zlib.error)  # fmt: skip
"""What pypdf lets through from a damaged file, besides its own errors."""


def read_pdf(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The document as one source.

    Raises
    ------
    SourcierError
        ``readers.corrupt_pdf``, ``readers.encrypted_pdf`` (one that opens without a password is read),
        ``readers.scanned_pdf``, ``readers.too_many_pages``, ``readers.too_large``.
    """
    content = stream.whole(limits.pdf_bytes)
    from pypdf.errors import PyPdfError

    try:
        with _quiet():
            pages, metadata = _pages(content, origin, limits)
    except (PyPdfError, *_BROKEN) as error:
        raise SourcierError("readers.corrupt_pdf", file=origin) from error
    letters = sum(character.isalpha() for lines in pages for line in lines for character in line.text)
    if letters < _FEWEST_LETTERS * min(len(pages), 3):
        raise SourcierError("readers.scanned_pdf", file=origin, pages=len(pages))
    first = "\n".join(line.text for line in pages[0])
    title = title_of(pages[0], stated_title(metadata.get("/Title", "")))
    text, sections, spans = document_of(without_running_lines(pages), title)
    yield from yielded(
        Record(
            fingerprint=identity.fingerprint(content),
            title=title,
            text=text,
            sections=sections,
            pages=spans,
            identifiers={
                identity.DOI: identity.own_doi_in(first)
                or identity.doi_in(f"{metadata.get('/Subject', '')} {metadata.get('/doi', '')}"),
                identity.PMID: "",
            },
            year=_year(first, metadata),
            authors=_authors(metadata.get("/Author", "")),
        ),
        origin,
        1,
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what pypdf logs of a damaged file: whether it could be read is said once, by us."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _pages(content: bytes, origin: str, limits: ReadLimits) -> tuple[list[list[Line]], dict[str, str]]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourcierError("readers.encrypted_pdf", file=origin)
        count = len(reader.pages)
    except (DependencyError, FileNotDecryptedError, WrongPasswordError) as error:
        raise SourcierError("readers.encrypted_pdf", file=origin) from error
    if not count:
        raise SourcierError("readers.corrupt_pdf", file=origin)
    if count > limits.pdf_pages:
        raise SourcierError("readers.too_many_pages", file=origin, pages=count, limit=limits.pdf_pages)
    pages = []
    for number, page in enumerate(reader.pages, start=1):
        drawing = page.get_contents()
        if drawing is not None and len(drawing.get_data()) > limits.record_bytes:
            raise SourcierError(
                "readers.page_too_large", file=origin, page=number, limit=limits.record_bytes // MEGABYTE
            )
        pages.append(lines_of_page(page, reader))
    metadata = {str(key): str(value) for key, value in (reader.metadata or {}).items() if isinstance(value, str)}
    return pages, metadata


def _year(first_page: str, metadata: dict[str, str]) -> int:
    """The year that the first page prints beside a mark of publication, else that of the file's making."""
    for line in first_page.split("\n"):
        if any(mark in line.lower() for mark in ("©", "published", "publié", "copyright", "vol", "doi")) and (
            year := year_in(line)
        ):
            return year
    return year_in(metadata.get("/CreationDate", "").removeprefix("D:")[:8])


def _authors(stated: str) -> tuple[str, ...]:
    separator = ";" if ";" in stated else ","
    return tuple(name.strip() for name in stated.split(separator) if name.strip())
