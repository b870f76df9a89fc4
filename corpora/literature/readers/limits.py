"""How much a file may ask of the machine."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class ReadLimits:
    """Limits, in bytes after decompression unless said.

    Attributes
    ----------
    document_bytes
        Of a file that is one document held in memory: text, HTML, Markdown, DOCX, JSON.
    pdf_bytes, pdf_pages
        Of a PDF.
    record_bytes
        Of one record in a file of many.
    file_bytes
        Of a file of many records, which is streamed.
    expansion
        How many times its size a compressed file may grow. Text compresses five- to twentyfold.
    """

    document_bytes: int = 50 * MEGABYTE
    pdf_bytes: int = 250 * MEGABYTE
    pdf_pages: int = 3_000
    record_bytes: int = 30 * MEGABYTE
    file_bytes: int = 100_000 * MEGABYTE
    expansion: int = 150
