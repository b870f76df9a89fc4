"""A run's finished items on disk, one line each, whole or not there: what a stop leaves is what a resumed run keeps."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from corpora.errors import SourcierError

ITEMS = "items.jsonl"
TIMINGS = "timings.jsonl"


class Journal:
    """The two files that grow with a run: items with outputs and verdicts, and their times apart.

    Parameters
    ----------
    folder
        Of the run; exists.
    expected
        Ids of the run's items, in order. What is on disk has to be a beginning of it.

    Raises
    ------
    SourcierError
        If the folder holds other items.
    """

    def __init__(self, folder: Path, expected: Sequence[str]) -> None:
        self._folder = folder
        self.finished = _mend(folder, expected)
        self._items = (folder / ITEMS).open("ab", buffering=0)
        self._timings = (folder / TIMINGS).open("ab", buffering=0)

    def __enter__(self) -> "Journal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._items.close()
        self._timings.close()

    def append(self, item: Mapping[str, Any], measured: Mapping[str, float]) -> None:
        """Write an item; it is on disk when this returns.

        Raises
        ------
        SourcierError
            If there is no room: what was written of this item is taken back, the items before it stay.
        """
        self._write(self._timings, {"id": item["id"], "measured": dict(measured)})
        self._write(self._items, item)

    def _write(self, file: BinaryIO, record: Mapping[str, Any]) -> None:
        before = os.fstat(file.fileno()).st_size
        line = (json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n").encode()
        try:
            written = file.write(line)
            if written != len(line):
                file.write(line[written:])
            os.fsync(file.fileno())
        except OSError as error:
            os.ftruncate(file.fileno(), before)
            raise SourcierError("eval.cannot_write", folder=self._folder, problem=error.strerror) from error


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a journal file; none where there is no file.

    Raises
    ------
    SourcierError
        If a line but the last is not JSON.
    """
    return [record for record, _ in _whole_lines(path)]


def _mend(folder: Path, expected: Sequence[str]) -> int:
    """Cut off what a stop left half written; returns how many items are finished."""
    items, timings = _whole_lines(folder / ITEMS), _whole_lines(folder / TIMINGS)
    finished = min(len(items), len(timings))
    for lines in (items, timings):
        if [record["id"] for record, _ in lines[:finished]] != list(expected[:finished]):
            raise SourcierError("eval.other_items", folder=folder)
    for name, lines in ((ITEMS, items), (TIMINGS, timings)):
        path = folder / name
        if path.is_file():
            os.truncate(path, lines[finished - 1][1] if finished else 0)
    return finished


def _whole_lines(path: Path) -> list[tuple[dict[str, Any], int]]:
    """Each record that ends with its line, and the offset of that end in bytes."""
    if not path.is_file():
        return []
    lines, end = [], 0
    content = path.read_bytes()
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        end += len(line)
        if not line.endswith(b"\n"):
            break
        try:
            lines.append((json.loads(line), end))
        except json.JSONDecodeError as error:
            if end == len(content):
                break
            raise SourcierError("eval.bad_line", file=path.name, line=number, why=error.msg) from error
    return lines
