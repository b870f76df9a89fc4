"""A file that is being fetched: what has arrived survives an interruption, and is hashed as it comes."""

import hashlib
import os
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from indexes.weights.stored import write_whole

_CHUNK = 1 << 20


class _Mark(BaseModel):
    """How much of the file is surely on disk, and what it was read from."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: str
    bytes: int
    parts: int


class PartialFile:
    """An unfinished file and its mark. A context manager; leaving it keeps what was marked.

    Parameters
    ----------
    path
        The unfinished file; its mark lies beside it.
    source
        Names exactly what is read. What arrived from anything else is thrown away.

    Attributes
    ----------
    size
        Bytes so far.
    parts
        Parts so far, where the file comes in parts.
    """

    def __init__(self, path: Path, source: str) -> None:
        self.path = path
        self._source = source
        self._mark_file = path.with_name(f"{path.name}.mark")
        self._digest = hashlib.sha256()
        self.size = 0
        self.parts = 0

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        mark = self._read_mark()
        self._handle = self.path.open("r+b" if mark else "w+b")
        if mark:
            self._hash_kept(mark.bytes)
            self.size, self.parts = mark.bytes, mark.parts
        return self

    def __exit__(self, *_: object) -> None:
        self._handle.close()

    def write(self, data: bytes) -> None:
        """Append."""
        self._handle.write(data)
        self._digest.update(data)
        self.size += len(data)

    def mark(self, parts: int = 0) -> None:
        """Make sure that all so far is on disk and will be kept."""
        self._handle.flush()
        os.fsync(self._handle.fileno())
        self.parts = parts
        write_whole(self._mark_file, _Mark(source=self._source, bytes=self.size, parts=parts).model_dump_json())

    def restart(self) -> None:
        """Throw away what arrived."""
        self._handle.seek(0)
        self._handle.truncate()
        self._digest = hashlib.sha256()
        self.size = self.parts = 0
        self._mark_file.unlink(missing_ok=True)

    def sha256(self) -> str:
        """Of all so far."""
        return self._digest.hexdigest()

    def move_to(self, final: Path) -> None:
        """Put the finished file in its place, in one step."""
        self.mark(self.parts)
        self._handle.close()
        final.parent.mkdir(parents=True, exist_ok=True)
        self.path.replace(final)
        self._mark_file.unlink()

    def _read_mark(self) -> _Mark | None:
        try:
            mark = _Mark.model_validate_json(self._mark_file.read_bytes())
        except (FileNotFoundError, ValidationError):
            return None
        usable = mark.source == self._source and self.path.exists() and self.path.stat().st_size >= mark.bytes
        return mark if usable else None

    def _hash_kept(self, size: int) -> None:
        self._handle.truncate(size)
        while chunk := self._handle.read(_CHUNK):
            self._digest.update(chunk)
