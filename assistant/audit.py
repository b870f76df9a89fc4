"""The log of answers: one JSON line each, chained by hash, so that a change, a gap or a reordering shows.

What is logged is what was shown, after redaction; with the fingerprints needed to produce it again.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpora.errors import SourcierError

_START = "0" * 64


@dataclass(frozen=True)
class LogEntry:
    """One line of the log. ``kind`` is ``"answer"`` or ``"feedback"``."""

    number: int
    time: str
    kind: str
    body: dict[str, Any]
    previous: str
    hash: str


class AuditLog:
    """An append-only file. Each entry's hash covers its content and the hash of the entry before."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, kind: str, body: Mapping[str, Any]) -> LogEntry:
        """Add an entry; on disk when this returns."""
        import fcntl

        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            last = self._last()
            number, previous = (last.number + 1, last.hash) if last else (1, _START)
            time = datetime.now(UTC).isoformat(timespec="seconds")
            entry = LogEntry(number, time, kind, dict(body), previous, _hash(number, time, kind, body, previous))
            file.write(json.dumps(entry.__dict__, ensure_ascii=False, sort_keys=True) + "\n")
            file.flush()
        return entry

    def entries(self) -> Iterator[LogEntry]:
        """All entries, oldest first, unchecked."""
        if self._path.exists():
            with self._path.open(encoding="utf-8") as file:
                for line in file:
                    yield LogEntry(**json.loads(line))

    def verify(self) -> int:
        """Check the whole chain.

        Returns
        -------
        int
            How many entries it has.

        Raises
        ------
        SourcierError
            Names the first entry that was changed, removed or moved.
        """
        previous, count = _START, 0
        for count, entry in enumerate(self.entries(), start=1):
            expected = _hash(entry.number, entry.time, entry.kind, entry.body, previous)
            if entry.number != count or entry.previous != previous or entry.hash != expected:
                raise SourcierError("audit.broken", file=self._path.name, number=count)
            previous = entry.hash
        return count

    def _last(self) -> LogEntry | None:
        """The last entry, read from the file's end."""
        size = self._path.stat().st_size
        if not size:
            return None
        with self._path.open("rb") as file:
            block, tail = min(size, 65_536), b""
            while b"\n" not in tail.rstrip(b"\n") and len(tail) < size:
                tail_size = min(size, len(tail) + block)
                file.seek(size - tail_size)
                tail = file.read(tail_size)
        return LogEntry(**json.loads(tail.rstrip(b"\n").rsplit(b"\n", 1)[-1]))


def _hash(number: int, time: str, kind: str, body: Mapping[str, Any], previous: str) -> str:
    content = json.dumps([number, time, kind, body, previous], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()
