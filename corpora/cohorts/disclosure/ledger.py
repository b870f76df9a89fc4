"""The record, on disk, of the groups of a cohort that have been released: append-only, checked, shared by processes."""

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zlib import crc32

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from corpora.errors import SourcierError

RELEASES = "releases"
_FILE = "released.bin"
_LOCK = "lock"
_WAIT_SECONDS = 60
_MAGIC = b"SRCRLS01"
_HEADER = struct.Struct("<8sQ")
_RECORD = struct.Struct("<BxxxI")


@dataclass(frozen=True)
class Release:
    """A released group: its members as packed bits, and what was released of it.

    Attributes
    ----------
    members
        ``numpy.packbits`` of the mask, filled up with zeros to a multiple of eight bytes.
    bears_outcomes
        Whether outcomes (a curve, a hazard ratio), not its count alone, were released.
    derived
        Whether its count followed from those released before it.
    """

    members: NDArray[np.uint8]
    bears_outcomes: bool
    derived: bool

    @property
    def flags(self) -> int:
        """``bears_outcomes`` and ``derived`` as they are written."""
        return int(self.bears_outcomes) | int(self.derived) << 1

    @cached_property
    def checksum(self) -> int:
        """Of members and flags."""
        return crc32(self.members.tobytes(), self.flags)


class Ledger:
    """A cohort's released groups.

    A record is appended and synced before its release is shown, so a record that a power cut tore was never shown,
    and is overwritten. Any other damage refuses everything.
    """

    def __init__(self, folder: Path, n: int) -> None:
        self._folder = folder
        self.folder = folder / RELEASES
        self._path = self.folder / _FILE
        self._n = n
        self.width = -(-n // 64) * 8
        self._length = _RECORD.size + self.width
        self._read = 0
        # Threads that share this object exclude each other too.
        self._lock = FileLock(self.folder / _LOCK)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the record for this process alone.

        Raises
        ------
        SourcierError
            It cannot be written, or another process holds it for too long.
        """
        try:
            self.folder.mkdir(exist_ok=True)
            self._lock.acquire(timeout=_WAIT_SECONDS)
        except (OSError, Timeout) as error:
            raise self._unwritable() from error
        try:
            yield
        finally:
            self._lock.release()

    def new(self) -> Iterator[Release]:
        """The releases that this object has not read yet, whoever made them. Call while :meth:`locked`.

        Raises
        ------
        SourcierError
            The file is damaged, or is of a cohort with another number of patients.
        """
        if not self._path.exists():
            if self._read:
                raise self._damaged()
            return
        try:
            yield from self._records()
        except OSError as error:
            raise self._damaged() from error

    def _records(self) -> Iterator[Release]:
        with self._path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size - _HEADER.size
            if size < 0 and not self._read:
                # The very first record was torn.
                return
            if file.read(_HEADER.size) != _HEADER.pack(_MAGIC, self._n):
                raise self._damaged()
            if size // self._length < self._read:
                raise self._damaged()
            file.seek(_HEADER.size + self._read * self._length)
            for _ in range(size // self._length - self._read):
                record = file.read(self._length)
                flags, checksum = _RECORD.unpack_from(record)
                members = np.frombuffer(record, np.uint8, offset=_RECORD.size)
                release = Release(members, bool(flags & 1), bool(flags & 2))
                if release.checksum != checksum:
                    raise self._damaged()
                self._read += 1
                yield release

    def append(self, releases: list[Release]) -> None:
        """Write releases down, for good. Call while :meth:`locked`, with everything :meth:`new` read.

        Raises
        ------
        SourcierError
            They cannot be written.
        """
        records = b"".join(_record(release) for release in releases)
        try:
            with self._path.open("r+b" if self._path.exists() else "w+b") as file:
                if not self._read:
                    records = _HEADER.pack(_MAGIC, self._n) + records
                    file.seek(0)
                else:
                    file.seek(_HEADER.size + self._read * self._length)
                file.write(records)
                file.truncate()
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._unwritable() from error
        self._read += len(releases)

    def _damaged(self) -> SourcierError:
        return SourcierError("disclosure.ledger_damaged", folder=self._folder.name)

    def _unwritable(self) -> SourcierError:
        return SourcierError("disclosure.ledger_unwritable", folder=self._folder.name)


def _record(release: Release) -> bytes:
    return _RECORD.pack(release.flags, release.checksum) + release.members.tobytes()
