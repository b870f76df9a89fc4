"""A file's bytes as UTF-8, whatever wrote them: read on the way, a block at a time."""

import codecs
import gzip
import io
from pathlib import Path
from typing import BinaryIO

from corpora.errors import SourcierError

_BLOCK = 1 << 22
# A line beyond this is no row of a table: a damaged file, or one that is something else.
_LONGEST_LINE = 1 << 25
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Spreadsheets on Windows write it; it reads all that Latin-1 writes, and the euro sign and French quotes besides.
_FALLBACK = "cp1252"


def open_bytes(path: Path) -> BinaryIO:
    """The file's bytes, unpacked where it is gzip."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if packed else path.open("rb")  # type: ignore[return-value]


class Utf8Stream(io.RawIOBase):
    """A readable stream of UTF-8.

    Without a named encoding, each line is UTF-8, or else Windows-1252: files glued together from two exports are read
    right, and ``other_lines`` holds the first lines (from 1) that were not UTF-8, ``others`` how many there were.
    ``lines`` counts the lines read; it stays 0 for a named encoding.
    """

    def __init__(self, path: Path, encoding: str = "") -> None:
        self._name = path.name
        self._file = open_bytes(path)
        self._encoding = encoding
        self._ready = b""
        self._rest = b""
        self._line = 1
        self._ended = False
        self.lines = 0
        self.others = 0
        self.other_lines: list[int] = []
        self._skip_mark()

    def _skip_mark(self) -> None:
        head = self._file.read(3)
        for mark, encoding in _MARKS:
            if head.startswith(mark):
                self._rest = head[len(mark) :]
                self._encoding = encoding if encoding != "utf-8" else self._encoding
                break
        else:
            self._rest = head
        # An encoding of several bytes a character can be cut by a block anywhere: its own decoder keeps the remainder.
        self._decoder = codecs.getincrementaldecoder(self._encoding)("replace") if self._encoding else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ready and not self._ended:
            self._fill()
        taken = self._ready[: len(view)]
        view[: len(taken)] = taken
        self._ready = self._ready[len(taken) :]
        return len(taken)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _fill(self) -> None:
        block = self._file.read(_BLOCK)
        self._ended = not block
        if self._decoder is not None:
            self._ready = self._decoder.decode(self._rest + block, final=self._ended).encode()
            self._rest = b""
            return
        whole = self._rest + block
        cut = len(whole) if self._ended else whole.rfind(b"\n") + 1
        if len(whole) - cut > _LONGEST_LINE:
            raise SourcierError("cohort_import.damaged", file=self._name, line=self._line + whole.count(b"\n"))
        self._rest, whole = whole[cut:], whole[:cut]
        self._ready = self._decoded(whole)
        self._line += whole.count(b"\n")
        self.lines = self._line - 1 + (self._ended and bool(whole) and not whole.endswith(b"\n"))

    def _decoded(self, block: bytes) -> bytes:
        try:
            block.decode()
            return block
        except UnicodeDecodeError:
            lines = block.splitlines(keepends=True)
        for position, line in enumerate(lines):
            try:
                line.decode()
            except UnicodeDecodeError:
                lines[position] = line.decode(_FALLBACK, "replace").encode()
                self.others += 1
                if len(self.other_lines) < 5:
                    self.other_lines.append(self._line + position)
        return b"".join(lines)
