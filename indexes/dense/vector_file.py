"""The stored embeddings in one flat file, memory-mapped: what search reads exactly, and indexes are built from."""

import json
import os
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float16]

# Up to this size the whole file is checked whenever it is opened for writing; beyond it, only by ``verify``.
_CHECKED_ON_OPENING = 32 << 20


@dataclass(frozen=True)
class VectorFileState:
    """What the files hold, written after them: whatever lies beyond it is ignored.

    ``library`` names the library and embedding model that the vectors belong to, ``followed`` the import that the
    rows were last added from.
    """

    library: str
    dimension: int
    followed: str = ""
    rows: int = 0
    keys_crc: int = 0
    vectors_crc: int = 0


class VectorFile:
    """Vectors as float16 rows, with the passage key of each, ascending.

    Parameters
    ----------
    folder
        Where ``vectors.f16``, ``keys.i64`` and ``vectors.json`` lie.
    library
        What the vectors must belong to; files that belong to anything else are empty.
    dimension
        Of each vector.
    """

    def __init__(self, folder: Path, library: str, dimension: int) -> None:
        self._vectors, self._keys, self._state = (folder / name for name in ("vectors.f16", "keys.i64", "vectors.json"))
        self._empty = VectorFileState(library, dimension)
        self._width = 2 * dimension

    def state(self) -> VectorFileState:
        """What the files hold now; nothing where they are absent, foreign, unreadable or cut short."""
        try:
            state = VectorFileState(**json.loads(self._state.read_text(encoding="utf-8")))
            complete = (
                self._vectors.stat().st_size >= state.rows * self._width and self._keys.stat().st_size >= state.rows * 8
            )
        except (OSError, ValueError, TypeError):
            return self._empty
        same = (state.library, state.dimension) == (self._empty.library, self._empty.dimension)
        return state if same and complete else self._empty

    def open(self, state: VectorFileState) -> tuple[Keys, Vectors]:
        """The keys and vectors of a state, of shapes (rows,) and (rows, dimension), mapped and read-only."""
        if not state.rows:
            return np.empty(0, np.int64), np.empty((0, state.dimension), np.float16)
        keys: Keys = np.memmap(self._keys, np.int64, "r", shape=(state.rows,))
        vectors: Vectors = np.memmap(self._vectors, np.float16, "r", shape=(state.rows, state.dimension))
        return keys, vectors

    def append(self, batches: Iterable[tuple[Keys, Vectors]], followed: str) -> VectorFileState:
        """Add rows of an import after those of the present state, whose keys must all be lower."""
        state = replace(self.state(), followed=followed)
        if not state.rows:
            # What lies there is foreign or cut short, and may be mapped by a reader: it gets a new file, not that one.
            self.clear()
        with (
            self._to_append(self._keys, state.rows * 8) as keys_file,
            self._to_append(self._vectors, state.rows * self._width) as vectors_file,
        ):
            for keys, vectors in batches:
                key_bytes = np.ascontiguousarray(keys, np.int64).tobytes()
                vector_bytes = np.ascontiguousarray(vectors, np.float16).tobytes()
                keys_file.write(key_bytes)
                vectors_file.write(vector_bytes)
                state = replace(
                    state,
                    rows=state.rows + len(keys),
                    keys_crc=zlib.crc32(key_bytes, state.keys_crc),
                    vectors_crc=zlib.crc32(vector_bytes, state.vectors_crc),
                )
            for file in (keys_file, vectors_file):
                file.flush()
                os.fsync(file.fileno())
        write_json(self._state, asdict(state))
        return state

    def clear(self) -> None:
        """Forget every row. Readers keep what they have mapped."""
        for path in (self._state, self._keys, self._vectors):
            path.unlink(missing_ok=True)

    def undamaged(self, state: VectorFileState, *, thoroughly: bool = False) -> bool:
        """Whether the bytes are those that were written; large files are only read ``thoroughly``."""
        if not thoroughly and state.rows * self._width > _CHECKED_ON_OPENING:
            return True
        return (
            _crc(self._keys, state.rows * 8) == state.keys_crc
            and _crc(self._vectors, state.rows * self._width) == state.vectors_crc
        )

    @staticmethod
    def _to_append(path: Path, size: int) -> BinaryIO:
        file = path.open("r+b" if path.exists() else "w+b")
        file.truncate(size)
        file.seek(size)
        return file


def write_json(path: Path, content: dict[str, object]) -> None:
    """Replace a small file as a whole, so that a reader or a power cut never meets half of it."""
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _crc(path: Path, size: int) -> int:
    crc = 0
    if not size:
        return crc
    with path.open("rb") as file:
        while size > 0 and (chunk := file.read(min(size, 1 << 20))):
            crc = zlib.crc32(chunk, crc)
            size -= len(chunk)
    return crc
