"""Text from bytes, in the encodings that files really have: UTF-8, UTF-16, and what older programs wrote."""

import codecs
import io
from collections.abc import Iterator

from corpora.errors import SourcierError
from corpora.literature.readers.streams import BufferedBounded

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = 0.3
"""Share of zero bytes at even or odd places above which a text is UTF-16 without a mark."""
_CONTROLS = frozenset(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F}
_JUNK = 0.01
"""Share of control characters above which bytes are no text."""


def encoding_of(head: bytes) -> str:
    """The encoding that the beginning of a file suggests; ``"utf-8"`` stands for it or an older 8-bit one."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    pairs = len(head) // 2
    if pairs >= 2:
        if head[1::2].count(0) > _WIDE * pairs and head[0::2].count(0) == 0:
            return "utf-16-le"
        if head[0::2].count(0) > _WIDE * pairs and head[1::2].count(0) == 0:
            return "utf-16-be"
    return "utf-8"


def decoded(content: bytes, encoding: str | None = None) -> str:
    """Bytes as text. What is not valid UTF-8 is read as Windows-1252, and then as Latin-1, which takes any byte."""
    encoding = encoding or encoding_of(content[:4_096])
    if encoding != "utf-8":
        return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError:
            return content.decode("latin-1")


def decoded_lines(stream: BufferedBounded) -> Iterator[tuple[int, str]]:
    """Lines of a stream with their numbers from 1, without holding more than one of them.

    Each line is a record for the stream's limits. A line that is not valid UTF-8 is decoded by itself, so that files
    glued together from several sources are read right.
    """
    encoding = encoding_of(stream.peek(4_096)[:4_096])
    stream.next_record()
    if encoding in ("utf-8", "utf-8-sig"):
        for number, line in enumerate(iter(stream.readline, b""), start=1):
            stream.next_record()
            yield number, decoded(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line, "utf-8")
        return
    with io.TextIOWrapper(stream, encoding=encoding, errors="replace") as text:
        for number, wide_line in enumerate(text, start=1):
            stream.next_record()
            yield number, wide_line


def looks_binary(head: bytes) -> bool:
    """Whether the beginning of a file is no text in any encoding."""
    if not head or encoding_of(head) != "utf-8":
        return False
    return sum(byte in _CONTROLS for byte in head) > _JUNK * len(head)


def whole_text(stream: BufferedBounded, name: str, limit: int) -> str:
    """All of a stream as text.

    Raises
    ------
    SourcierError
        ``readers.too_large`` beyond ``limit`` bytes; ``readers.binary`` where it is no text.
    """
    content = stream.whole(limit)
    if looks_binary(content[:65_536]):
        raise SourcierError("readers.binary", file=name)
    return decoded(content)
