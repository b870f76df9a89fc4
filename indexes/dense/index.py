"""The dense index of a library: follows the store, and rebuilds itself where it is damaged."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from indexes.dense.engine import faiss
from indexes.dense.kinds import IndexKind, IndexLimits, add_rows, build_index, exact_index, kind_for
from indexes.dense.recall import MeasuredRecall, shallowest_sufficient_depth
from indexes.dense.snapshot import DenseSnapshot
from indexes.dense.vector_file import Keys, VectorFile, VectorFileState, Vectors, write_json

# The main index takes in the exactly searched rows when they are more than this share of its own.
_TAIL_SHARE = 0.05
# Lists are trained anew when the library has outgrown their number this many times.
_OUTGROWN = 4


@dataclass(frozen=True)
class DenseStatus:
    """What the dense index is: its kind, rows, and measured recall@10 (1 for exact search)."""

    kind: IndexKind
    rows: int
    recall: float
    depth: int


class DenseIndex:
    """Dense search over a library's folder.

    Parameters
    ----------
    folder
        Of the index's files; created by the first writer.
    library
        Names the library and its embedding model; files of any other are ignored and replaced.
    dimension
        Of the vectors.
    limits
        Which kind of index serves which size.
    threads
        For building.
    """

    def __init__(self, folder: Path, library: str, dimension: int, limits: IndexLimits, threads: int) -> None:
        self._folder = folder
        self._file = VectorFile(folder, library, dimension)
        self._library, self._limits, self._threads = library, limits, threads
        self._opening = Lock()
        self._main: tuple[tuple[object, ...], Any] | None = None
        self._snapshot: DenseSnapshot | None = None

    @property
    def watermark(self) -> int:
        """The highest passage key that the index holds; 0 where it is empty."""
        keys, _ = self._file.open(self._file.state())
        return int(keys[-1]) if len(keys) else 0

    @property
    def followed(self) -> str:
        """The import that the index was last brought up to."""
        return self._file.state().followed

    def undamaged(self, *, thoroughly: bool = False) -> bool:
        """Whether the files hold the bytes that were written."""
        state = self._file.state()
        if not self._file.undamaged(state, thoroughly=thoroughly):
            return False
        description = self._main_state()
        if description is None or not thoroughly:
            return True
        return bool(_crc_of(self._main_path) == description["crc"])

    def append(self, batches: Iterable[tuple[Keys, Vectors]], followed: str) -> None:
        """Add an import's passages after those that the index holds; needs the writer's lock."""
        self._folder.mkdir(exist_ok=True)
        self._file.append(batches, followed)

    def clear(self) -> None:
        """Forget everything; needs the writer's lock."""
        self._file.clear()
        for path in (self._main_path, self._main_state_path):
            path.unlink(missing_ok=True)

    def consolidate(self) -> None:
        """Build the index that the library's size calls for, or add to it what it lacks; needs the writer's lock."""
        state = self._file.state()
        keys, vectors = self._file.open(state)
        kind = kind_for(state.rows, self._limits)
        if kind is IndexKind.EXACT:
            self._main_state_path.unlink(missing_ok=True)
            self._main_path.unlink(missing_ok=True)
            return
        description = self._main_state()
        held = description["rows"] if description else 0
        if description and state.rows - held <= _TAIL_SHARE * held and description["kind"] == kind:
            return
        fitting = description and description["kind"] == kind and state.rows <= _OUTGROWN * description["built_for"]
        index = self._read_main(mapped=False) if fitting else None
        if index is None:
            index, built_for = build_index(kind, vectors, self._threads), state.rows
        else:
            assert description is not None
            built_for = description["built_for"]
            add_rows(index, vectors)
        measured = self._measure(index, keys, vectors)
        draft = self._main_path.with_suffix(".new")
        faiss.write_index(index, str(draft))
        draft.replace(self._main_path)
        content = {
            **{"library": self._library, "kind": str(kind), "rows": state.rows, "built_for": built_for},
            **{"depth": measured.depth, "recall": measured.recall, "first_key": int(keys[0])},
            **{"size": self._main_path.stat().st_size, "crc": _crc_of(self._main_path)},
        }
        write_json(self._main_state_path, content)

    def snapshot(self, removed: Keys) -> DenseSnapshot:
        """A view of what the files hold now, without the passages that the store has removed."""
        with self._opening:
            state = self._file.state()
            keys, vectors = self._file.open(state)
            description, main = self._open_main(state)
            main_rows = main.ntotal if main is not None else 0
            tail = exact_index(vectors[main_rows:]) if state.rows > main_rows else None
            gone = np.isin(keys, removed) if len(removed) else np.zeros(len(keys), bool)
            depth = description["depth"] if description and main is not None else 0
            return DenseSnapshot(keys, vectors, main, main_rows, depth, tail, gone)

    def status(self) -> DenseStatus:
        """What the index is now."""
        rows, description = self._file.state().rows, self._main_state()
        if description is None:
            return DenseStatus(IndexKind.EXACT, rows, 1.0, 0)
        return DenseStatus(IndexKind(description["kind"]), rows, description["recall"], description["depth"])

    @property
    def _main_path(self) -> Path:
        return self._folder / "main.faiss"

    @property
    def _main_state_path(self) -> Path:
        return self._folder / "main.json"

    def _main_state(self) -> dict[str, Any] | None:
        try:
            description: dict[str, Any] = json.loads(self._main_state_path.read_text(encoding="utf-8"))
            size = self._main_path.stat().st_size
            keys, _ = self._file.open(self._file.state())
            usable = (
                description["library"] == self._library
                and description["size"] == size
                and 0 < description["rows"] <= len(keys)
                and description["first_key"] == int(keys[0])
            )
        except (OSError, ValueError, KeyError):
            return None
        return description if usable else None

    def _open_main(self, state: VectorFileState) -> tuple[dict[str, Any] | None, Any]:
        description = self._main_state()
        if description is None:
            self._main = None
            return None, None
        version = (description["size"], description["crc"], description["rows"])
        if self._main is None or self._main[0] != version:
            index = self._read_main()
            self._main = (version, index) if index is not None else None
        return description, self._main[1] if self._main else None

    def _read_main(self, *, mapped: bool = True) -> Any:
        try:
            # A mapped index takes no memory of its own, but cannot grow.
            return faiss.read_index(str(self._main_path), faiss.IO_FLAG_MMAP_IFC if mapped else 0)
        except RuntimeError:
            # Damaged: its rows are searched exactly until the next consolidation builds it anew.
            return None

    @staticmethod
    def _measure(index: Any, keys: Keys, vectors: Vectors) -> MeasuredRecall:
        gone = np.zeros(len(keys), bool)
        rows = np.arange(len(keys), dtype=np.int64)

        def search_at(query: Any, depth: int, k: int) -> Any:
            return DenseSnapshot(rows, vectors, index, len(keys), depth, None, gone).search(query, k)[0]

        return shallowest_sufficient_depth(vectors, search_at)


def _crc_of(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            crc = zlib.crc32(chunk, crc)
    return crc
