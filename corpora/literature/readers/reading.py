"""Reading a file of literature, whatever its format."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from corpora.errors import SourcierError
from corpora.literature.readers.detect import Format, format_of
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.record import Read
from corpora.literature.readers.rejected import Rejected
from corpora.literature.readers.streams import BufferedBounded, opened, shown_name
from corpora.literature.source import Source

Reader = Callable[[BufferedBounded, str, ReadLimits], Iterator[Read]]

# Each reader is imported when its format is met: some need libraries that are slow to load.
_READERS = {
    Format.PUBMED_XML: ("pubmed", "read_pubmed"),
    Format.JATS: ("jats", "read_jats"),
    Format.NBIB: ("nbib", "read_nbib"),
    Format.RIS: ("ris", "read_ris"),
    Format.JSON: ("json_file", "read_json"),
    Format.JSONL: ("jsonl", "read_jsonl"),
    Format.PDF: ("pdf", "read_pdf"),
    Format.DOCX: ("docx", "read_docx"),
    Format.HTML: ("html", "read_html"),
    Format.MARKDOWN: ("markdown", "read_markdown"),
    Format.TEXT: ("plain", "read_plain"),
    Format.CIVIC: ("civic", "read_civic"),
}
_HEAD = 65_536


def read(
    path: Path, limits: ReadLimits | None = None, rejected: Callable[[Rejected], object] | None = None
) -> Iterator[Source]:
    """The sources of one file, plain or gzipped, as they are read; memory does not grow with the file.

    Parameters
    ----------
    path
        A file. A folder is for the caller to walk.
    rejected
        Called with each record that is left out, for example ``list.append``. Without it the first malformed one
        is an error, so that nothing is left out unnoticed; a record without any text is no error.

    Raises
    ------
    SourcierError
        Where the file cannot be read, is too large, or holds no source at all. Sources yielded before an error in the
        middle of a file (cut off, corrupt) are whole.
    """
    found = 0
    first: Rejected | None = None
    limits, name = limits or ReadLimits(), shown_name(path)
    with opened(path, limits) as stream:
        for item in _items(stream, name, limits):
            if isinstance(item, Source):
                found += 1
                yield item
                continue
            first = first or item
            if rejected is not None:
                rejected(item)
            elif item.malformed:
                raise item.error()
    if not found:
        if first:
            raise SourcierError("readers.no_good_record", file=name, first=first.place, reason=first.reason("en"))
        raise SourcierError("readers.no_record", file=name)


def _items(stream: BufferedBounded, name: str, limits: ReadLimits) -> Iterator[Read]:
    head = bytes(stream.peek(_HEAD)[:_HEAD])
    if not head:
        raise SourcierError("readers.empty", file=name)
    module, function = _READERS[format_of(head, name)]
    reader: Reader = getattr(import_module(f"corpora.literature.readers.{module}"), function)
    yield from reader(stream, name, limits)
