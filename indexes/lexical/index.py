"""The lexical index of a library: tantivy, following the store."""

import json
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tantivy

from indexes.dense.vector_file import write_json
from indexes.lexical.analysis import ENGLISH
from indexes.lexical.schema import (
    BOOSTS,
    KEY,
    VERSION,
    IndexedPassage,
    document,
    keys_above,
    keys_in,
    register_analyzers,
    schema,
)

LexicalTerm = tuple[str, float]
"""An index term as its analyzer makes it, and how much it counts."""

# Of the terms with a prefix, so many are considered, the most frequent first.
_VOCABULARY = 4_000
_HEAP = 64_000_000
_CHECKED_ON_OPENING = 32 << 20


class DamagedIndexError(Exception):
    """The lexical index cannot be read. Its owner rebuilds it; it never reaches a user."""


@dataclass(frozen=True)
class Followed:
    """How far the index has followed the store: the highest passage key, the removals, and the latest import."""

    watermark: int = 0
    removals: int = 0
    import_name: str = ""


class LexicalIndex:
    """BM25 over a library's passages.

    Parameters
    ----------
    folder
        Of the index's files.
    library
        Names the library; files of another are ignored and replaced.
    """

    def __init__(self, folder: Path, library: str) -> None:
        self._folder, self._library = folder, library
        self._state_path = folder.with_suffix(".json")
        self._index: Any = None
        self._vocabulary: dict[str, list[tuple[str, int]]] = {}

    @property
    def watermark(self) -> int:
        """The highest passage key that the index holds; 0 where it is absent, foreign or of another version."""
        state = self._state()
        return int(state["watermark"]) if state else 0

    @property
    def removals(self) -> int:
        """How many removed passages the index has followed."""
        state = self._state()
        return int(state["removals"]) if state else 0

    @property
    def followed(self) -> str:
        """The import that the index was last brought up to."""
        state = self._state()
        return str(state["import_name"]) if state else ""

    def undamaged(self, *, thoroughly: bool = False) -> bool:
        """Whether the files are those that were written; large ones are only read ``thoroughly``."""
        state = self._state()
        if state is None:
            return False
        try:
            sizes = {name: (self._folder / name).stat().st_size for name in state["files"]}
            if sizes != {name: size for name, (size, _) in state["files"].items()}:
                return False
            if thoroughly or sum(sizes.values()) <= _CHECKED_ON_OPENING:
                return all(_crc(self._folder / name) == crc for name, (_, crc) in state["files"].items())
        except OSError:
            return False
        return True

    def follow(self, added: Iterable[IndexedPassage], removed: Sequence[int], followed: Followed) -> None:
        """Add and remove passages, after which the index has followed so far; needs the writer's lock.

        May be repeated after a crash: passages beyond the known watermark are removed before they are added.
        """
        before = self.watermark
        index = self._open_or_create()
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        with _readable():
            writer.delete_documents_by_query(keys_above(index.schema, before))
            for start in range(0, len(removed), 10_000):
                keys = [int(key) for key in removed[start : start + 10_000]]
                writer.delete_documents_by_query(keys_in(index.schema, keys))
            for passage in added:
                writer.add_document(document(passage))
            writer.commit()
            writer.wait_merging_threads()
        self._record(followed)
        self._index = None

    def clear(self) -> None:
        """Forget everything; needs the writer's lock."""
        self._index = None
        self._state_path.unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def search(
        self, terms: Mapping[str, Sequence[LexicalTerm]], k: int
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Keys and BM25 scores of the ``k`` best passages, best first.

        Parameters
        ----------
        terms
            By language of the fields to search (``"en"``, ``"fr"``).
        """
        with _readable():
            searcher = self._searcher()
            query = self._query(terms)
            return self._hits(searcher, query, k) if query is not None else _NOTHING

    def search_among(
        self, terms: Mapping[str, Sequence[LexicalTerm]], keys: Sequence[int] | npt.NDArray[np.int64], k: int
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """The same among these passages only, with the scores that they have among all."""
        with _readable():
            searcher = self._searcher()
            query = self._query(terms)
            if query is None or not len(keys):
                return _NOTHING
            among = keys_in(self._open().schema, [int(key) for key in keys])
            silent = tantivy.Query.const_score_query(among, 0.0)
            both = tantivy.Query.boolean_query([(tantivy.Occur.Must, silent), (tantivy.Occur.Must, query)])
            return self._hits(searcher, both, k)

    def vocabulary(self, prefix: str) -> list[tuple[str, int]]:
        """The English terms of the library's texts that begin so, with their document frequency."""
        known = self._vocabulary.get(prefix)
        if known is None:
            with _readable():
                known = list(self._searcher().terms_with_prefix(f"text_{ENGLISH}", prefix, limit=_VOCABULARY))
            self._vocabulary[prefix] = known
        return known

    def count(self) -> int:
        """How many passages the index holds."""
        with _readable():
            return int(self._searcher().num_docs)

    def _searcher(self) -> Any:
        return self._open().searcher()

    def _open(self) -> Any:
        index = self._index
        if index is None:
            there = self._folder.is_dir() and tantivy.Index.exists(str(self._folder))
            index = tantivy.Index.open(str(self._folder)) if there else tantivy.Index(schema())
            register_analyzers(index)
            index.config_reader("manual")
            index.reload()
            self._index = index
        return index

    def _open_or_create(self) -> Any:
        if self._state() is None:
            self.clear()
        self._folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(schema(), str(self._folder))
        register_analyzers(index)
        return index

    def _query(self, terms: Mapping[str, Sequence[LexicalTerm]]) -> Any:
        schema = self._open().schema
        clauses = []
        for language, weighted in terms.items():
            for term, weight in weighted:
                fields = [
                    tantivy.Query.boost_query(
                        tantivy.Query.term_query(schema, f"{field}_{language}", term, "freq"), boost * weight
                    )
                    for field, boost in BOOSTS.items()
                ]
                clauses += [(tantivy.Occur.Should, field) for field in fields]
        return tantivy.Query.boolean_query(clauses) if clauses else None

    @staticmethod
    def _hits(searcher: Any, query: Any, k: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        hits = searcher.search(query, limit=k, count=False).hits
        if not hits:
            return _NOTHING
        keys = np.array(searcher.fast_field_values(KEY, [address for _, address in hits]), np.int64)
        scores = np.array([score for score, _ in hits], np.float32)
        order = np.lexsort((keys, -scores))
        return keys[order], scores[order]

    def _state(self) -> dict[str, Any] | None:
        try:
            state: dict[str, Any] = json.loads(self._state_path.read_text(encoding="utf-8"))
            ours = (state["library"], state["version"]) == (self._library, VERSION) and "import_name" in state
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return state if ours else None

    def _record(self, followed: Followed) -> None:
        files = {
            path.name: (path.stat().st_size, _crc(path))
            for path in self._folder.iterdir()
            if path.is_file() and not path.name.startswith(".")
        }
        state = {"library": self._library, "version": VERSION, **asdict(followed), "files": files}
        write_json(self._state_path, state)


_NOTHING = (np.empty(0, np.int64), np.empty(0, np.float32))


def _crc(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            crc = zlib.crc32(chunk, crc)
    return crc


@contextmanager
def _readable() -> Iterator[None]:
    """What tantivy raises, or panics with, on damaged files, as one error."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise DamagedIndexError(str(error)) from error
    except BaseException as error:
        # A panic in Rust arrives as a BaseException of a class that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise DamagedIndexError(str(error)) from error
