"""Opening a file, unpacked where it is gzipped, and bounded whatever it holds."""

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from corpora.errors import SourcierError
from corpora.literature.readers.limits import MEGABYTE, ReadLimits
from corpora.literature.text import one_line

_GZIP_MAGIC = b"\x1f\x8b"
_RATIO_FROM = 2 * MEGABYTE
"""Below this size a file is harmless, however well it was compressed."""


class BoundedStream(io.RawIOBase):
    """The unpacked bytes of a file, counted as they are read.

    Parameters
    ----------
    packed
        The file as it is on disk.
    name
        For messages.

    Raises
    ------
    SourcierError
        On reading: ``readers.bomb`` where it grows suspiciously, ``readers.file_too_large`` past the limit,
        ``readers.record_too_large`` where ``record_bytes`` pass without ``next_record`` being called,
        ``readers.corrupt_gzip`` where it cannot be unpacked.
    """

    def __init__(self, packed: BinaryIO, name: str, limits: ReadLimits) -> None:
        self.name = name
        self._packed = packed
        self._limits = limits
        self.gzipped = _head(packed, name) == _GZIP_MAGIC
        self._bytes: BinaryIO = gzip.GzipFile(fileobj=packed) if self.gzipped else packed  # type: ignore[assignment]
        self._read = 0
        self._record_start = 0
        self._records = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            chunk = self._bytes.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise SourcierError("readers.corrupt_gzip", file=self.name) from error
        except OSError as error:
            raise SourcierError("readers.unreadable", file=self.name, problem=error.strerror or str(error)) from error
        self._read += len(chunk)
        self._check()
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def next_record(self) -> None:
        """Tell that a record is complete: the next one has its own allowance."""
        self._record_start = self._read
        self._records = True

    def _check(self) -> None:
        limits = self._limits
        if self.gzipped and self._read > _RATIO_FROM and self._read > limits.expansion * self._packed.tell():
            raise SourcierError("readers.bomb", file=self.name, times=limits.expansion)
        if self._read > limits.file_bytes:
            raise SourcierError("readers.file_too_large", file=self.name, limit=limits.file_bytes // MEGABYTE)
        if self._read - self._record_start > limits.record_bytes + io.DEFAULT_BUFFER_SIZE:
            if self._records:
                raise SourcierError("readers.record_too_large", file=self.name, limit=limits.record_bytes // MEGABYTE)
            if self._read > max(limits.record_bytes, limits.document_bytes, limits.pdf_bytes):
                raise SourcierError("readers.too_large", file=self.name, limit=limits.document_bytes // MEGABYTE)


def _head(packed: BinaryIO, name: str) -> bytes:
    try:
        head = packed.read(len(_GZIP_MAGIC))
        packed.seek(0)
    except OSError as error:
        raise SourcierError("readers.unreadable", file=name, problem=error.strerror or str(error)) from error
    return head


@contextmanager
def opened(path: Path, limits: ReadLimits) -> Iterator["BufferedBounded"]:
    """A file for reading, unpacked and bounded.

    Raises
    ------
    SourcierError
        ``readers.unreadable`` where the file cannot be opened.
    """
    try:
        packed = path.open("rb")
    except OSError as error:
        raise SourcierError("readers.unreadable", file=shown_name(path), problem=error.strerror or "") from error
    with packed:
        yield BufferedBounded(BoundedStream(packed, shown_name(path), limits))


def shown_name(path: Path) -> str:
    """A file's name as it is stored and shown: bytes that are no text are marked, controls and line breaks are gone."""
    return one_line(os.fsencode(path.name).decode(errors="replace")) or "?"


class BufferedBounded(io.BufferedReader):
    """A bounded stream with lines and a look ahead."""

    raw: BoundedStream

    def __init__(self, raw: BoundedStream) -> None:
        super().__init__(raw, buffer_size=1 << 16)
        self._bounded = raw

    def next_record(self) -> None:
        """Tell that a record is complete."""
        self._bounded.next_record()

    def whole(self, limit: int) -> bytes:
        """All that is left.

        Raises
        ------
        SourcierError
            ``readers.too_large`` where it is more than ``limit`` bytes.
        """
        content = self.read(limit + 1)
        if len(content) > limit:
            raise SourcierError("readers.too_large", file=self._bounded.name, limit=limit // MEGABYTE)
        return content
