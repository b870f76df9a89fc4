"""What a library's derived indexes hold at one moment, for any number of threads to search."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexes.dense.index import DenseIndex
from indexes.dense.snapshot import DenseSnapshot
from indexes.following import removed_keys
from indexes.lexical.index import LexicalIndex
from indexes.store.connections import Connections

Signature = tuple[int, ...]


@dataclass(frozen=True)
class View:
    """The dense snapshot and the lexical index that belong together, and the files' state when they were opened."""

    signature: Signature
    dense: DenseSnapshot | None
    lexical: LexicalIndex


def signature_of(folder: Path) -> Signature:
    """Changes whenever a derived index does; costs a few microseconds, so every search asks."""
    return tuple(_changed_at(folder / name) for name in ("dense/vectors.json", "dense/main.json", "lexical.json"))


def open_view(folder: Path, connections: Connections, library: str, dense: DenseIndex | None) -> View:
    """The indexes as they are now."""
    signature = signature_of(folder)
    snapshot = None
    if dense is not None:
        with connections.borrow() as connection:
            removed = np.array(removed_keys(connection), np.int64)
        snapshot = dense.snapshot(removed)
    return View(signature, snapshot, LexicalIndex(folder / "lexical", library))


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
