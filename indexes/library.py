"""The library on disk: one folder that knows its sources, and finds them."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpora.errors import SourcierError
from corpora.literature.source import Passage, Source
from indexes.checking import problems_of
from indexes.dense.index import DenseIndex
from indexes.dense.kinds import IndexLimits
from indexes.filters import Filters
from indexes.following import agrees_with_store, follow_dense, follow_lexical, is_mostly_removed, stored_vectors
from indexes.full_disk import told_when_full
from indexes.importing import AddReport, import_sources
from indexes.lexical.index import LexicalIndex
from indexes.library_status import LibraryStatus, library_status
from indexes.reembedding import embed_anew
from indexes.store.connections import FILE_NAME, Connections
from indexes.store.migrations import migrate, refuse_newer, refuse_older
from indexes.store.sources import (
    begin_import,
    delete_source,
    key_of_id,
    passages_of_source,
    read_manifest,
    read_passages,
    read_sources,
    source_keys_of,
    write_manifest,
)
from indexes.store.writer_lock import WriterLock
from indexes.view import View, open_view, signature_of

# The lexical index costs a commit of its own, so it follows the store at longer intervals than the vectors do.
_SOURCES_BETWEEN_LEXICAL_COMMITS = 1_000


class LibraryEmbedder(Protocol):
    """What a library needs of an embedder."""

    @property
    def dimension(self) -> int:
        """Of each vector."""

    @property
    def fingerprint(self) -> str:
        """Names the weights, tokenizer, pooling and prefixes: equal for embedders that give the same vectors."""

    def embed_passages(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """Normalised vectors, of shape (texts, dimension)."""

    def embed_queries(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """Normalised vectors, of shape (texts, dimension)."""


class Library:
    """A library's folder, open. Any number of threads may read it; one process at a time writes.

    Open one with ``Library.open``.
    """

    def __init__(
        self,
        folder: Path,
        embedder: LibraryEmbedder | None,
        *,
        read_only: bool,
        limits: IndexLimits,
        threads: int,
    ) -> None:
        self.folder = folder
        self.embedder = embedder
        self._read_only, self._limits, self._threads = read_only, limits, threads
        if not read_only:
            folder.mkdir(parents=True, exist_ok=True)
        self._connections = Connections(folder, read_only=read_only)
        self._lock = WriterLock(folder)
        self._viewing = Lock()
        self._view: View | None = None
        self._dense_index: tuple[str, DenseIndex] | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        embedder: LibraryEmbedder | None = None,
        *,
        read_only: bool = False,
        limits: IndexLimits | None = None,
        threads: int = 2,
    ) -> "Library":
        """Open a library, or create it; whatever its indexes lack is added, and damaged ones are built anew.

        Parameters
        ----------
        embedder
            Without one, the library can be listed, checked and searched by words, but not added to.
        read_only
            Change nothing, not even to repair.
        limits
            Which dense index serves which size.
        threads
            For building indexes.

        Raises
        ------
        SourcierError
            If the library is absent and ``read_only``, unreadable, newer than this program, or was embedded with
            another model (``library.other_embedding``).
        """
        library = cls(folder, embedder, read_only=read_only, limits=limits or IndexLimits(), threads=threads)
        try:
            with told_when_full(folder):
                library._prepare()
        except BaseException:
            library.close()
            raise
        return library

    @staticmethod
    def check_exists(folder: Path) -> None:
        """Raise ``library.absent`` unless the folder holds a library: to look at one must not create it."""
        if not (folder / FILE_NAME).is_file():
            raise SourcierError("library.absent", folder=str(folder))

    def close(self) -> None:
        """Release what is open."""
        self._view = None
        self._connections.close()
        self._lock.release()

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def add(self, sources: Iterable[Source], progress: Callable[[AddReport], object] | None = None) -> AddReport:
        """Import sources; what the library has already is left as it is.

        Parameters
        ----------
        progress
            Called after each commit with what has been done so far.

        Raises
        ------
        SourcierError
            If another import is running (``library.busy``), or there is no embedder. A source that cannot be imported
            is in the report and does not stop the others.
        """
        embedder = self._embedder()
        with told_when_full(self.folder), self._writing():
            self._claim(embedder)
            lexical, dense, followed = self._lexical(), self._dense(), 0

            def committed(report: AddReport) -> None:
                nonlocal followed
                follow_dense(self._connections, self._known(dense), embedder.dimension)
                if report.added + report.updated - followed >= _SOURCES_BETWEEN_LEXICAL_COMMITS:
                    follow_lexical(self._connections, lexical)
                    followed = report.added + report.updated
                if progress:
                    progress(report)

            try:
                return import_sources(self._connections, embedder, sources, committed)
            finally:
                self._follow()

    def remove(self, source_id: str) -> bool:
        """Remove a source by id or alias; whether there was one."""
        with told_when_full(self.folder), self._writing():
            with self._connections.transaction() as connection:
                key = key_of_id(connection, source_id)
                if key is not None:
                    begin_import(connection)
                    delete_source(connection, key)
            self._follow()
        return key is not None

    def source(self, source_id: str) -> Source | None:
        """The source with this id or alias (``"pmid:…"``)."""
        with self._connections.borrow() as connection:
            key = key_of_id(connection, source_id)
            return read_sources(connection, [key]).get(key) if key is not None else None

    def passages(self, source_id: str) -> list[Passage]:
        """A source's passages, in the order of its text; none where there is no such source."""
        with self._connections.borrow() as connection:
            key = key_of_id(connection, source_id)
            return passages_of_source(connection, key) if key is not None else []

    def sources(self, filters: Filters | None = None) -> Iterator[Source]:
        """The sources that pass the filters, in the order in which they came; read as they are asked for."""
        where, parameters = (filters or Filters()).where()
        with self._connections.borrow() as connection:
            keys = [key for (key,) in connection.execute(f"SELECT key FROM sources s WHERE {where}", parameters)]
        for key in sorted(keys):
            with self._connections.borrow() as connection:
                found = read_sources(connection, [key])
            yield from found.values()

    def trial_names(self) -> frozenset[str]:
        """Names of the trials that the sources report, as printed, such as ``"KEYNOTE-189"``."""
        with self._connections.borrow() as connection:
            rows = connection.execute("SELECT DISTINCT trial_name FROM sources WHERE trial_name != ''")
            return frozenset(name for (name,) in rows)

    def status(self) -> LibraryStatus:
        """What the library holds, and with what it is searched."""
        return library_status(self.folder, self._connections, self._dense(), self._lexical())

    def rebuild(
        self, embedder: LibraryEmbedder | None = None, progress: Callable[[int, int], object] | None = None
    ) -> None:
        """Build the derived indexes anew; with another embedder, embed every passage anew first.

        Parameters
        ----------
        progress
            Called with the passages embedded and the passages in all.
        """
        with self._writing():
            if embedder is not None:
                self.embedder = embedder
                if self._manifest("embedding") not in (None, embedder.fingerprint):
                    embed_anew(
                        self._connections,
                        embedder,
                        embedder.fingerprint,
                        embedder.dimension,
                        progress or (lambda done, total: None),
                    )
            self._discard_indexes()
            self._follow()

    def verify(self) -> tuple[SourcierError, ...]:
        """Everything that is wrong with the library, each with its remedy; empty when all is well. Changes nothing."""
        return problems_of(self._connections, self._dense(), self._lexical())

    def repair(self, *, thoroughly: bool = False) -> bool:
        """Build anew whatever index is damaged, unless another process is writing; whether it could look.

        Large files are only read to the end ``thoroughly``.
        """
        if self._read_only or not self._lock.try_acquire():
            return False
        try:
            dense, lexical = self._dense(), self._lexical()
            if dense and not (dense.undamaged(thoroughly=thoroughly) and agrees_with_store(self._connections, dense)):
                dense.clear()
            if not (lexical.undamaged(thoroughly=thoroughly) and agrees_with_store(self._connections, lexical)):
                lexical.clear()
            self._follow()
        finally:
            self._lock.release()
        return True

    def view(self) -> View:
        """The indexes as they are now: what another process has imported meanwhile is seen."""
        view = self._view
        if view is None or view.signature != signature_of(self.folder):
            with self._viewing:
                view = self._view
                if view is None or view.signature != signature_of(self.folder):
                    view = open_view(self.folder, self._connections, self._id(), self._dense())
                    self._view = view
        return view

    @property
    def connections(self) -> Connections:
        """To the store, for retrieval."""
        return self._connections

    def vectors(self) -> Iterator[list[tuple[int, npt.NDArray[np.float16]]]]:
        """Every passage's key and stored vector, in batches, in the order in which they came."""
        after = 0
        dimension = int(self._manifest("dimension") or 0)
        while True:
            with self._connections.borrow() as connection:
                batch = next(stored_vectors(connection, after, dimension), None)
            if batch is None:
                return
            yield list(zip(batch[0].tolist(), batch[1], strict=True))
            after = int(batch[0][-1])

    def read_passages(self, keys: list[int]) -> dict[int, tuple[Passage, Source]]:
        """Passages by the store's key, each with its source, as far as they still exist."""
        with self._connections.borrow() as connection:
            return read_passages(connection, keys)

    def source_keys(self, keys: list[int]) -> dict[int, int]:
        """The store's key of the source of each passage, as far as it still exists."""
        with self._connections.borrow() as connection:
            return source_keys_of(connection, keys)

    def _prepare(self) -> None:
        with self._connections.borrow() as connection:
            if self._read_only:
                refuse_newer(connection)
                refuse_older(connection)
            else:
                migrate(connection)
        if not self._read_only:
            with self._connections.transaction() as connection:
                if read_manifest(connection, "library") is None:
                    write_manifest(connection, "library", str(uuid.uuid4()))
        self._check_embedding()
        self.repair()

    def _writing(self) -> WriterLock:
        if self._read_only:
            raise SourcierError("library.read_only")
        return self._lock

    def _check_embedding(self) -> None:
        known = self._manifest("embedding")
        if self.embedder is not None and known not in (None, self.embedder.fingerprint):
            raise SourcierError("library.other_embedding", library=known, model=self.embedder.fingerprint)

    def _claim(self, embedder: LibraryEmbedder) -> None:
        """Note the embedding model with the first import."""
        with self._connections.transaction() as connection:
            if read_manifest(connection, "embedding") is None:
                write_manifest(connection, "embedding", embedder.fingerprint)
                write_manifest(connection, "dimension", str(embedder.dimension))
        self._check_embedding()

    def _embedder(self) -> LibraryEmbedder:
        if self.embedder is None:
            raise SourcierError("library.no_embedder")
        return self.embedder

    def _follow(self) -> None:
        """Bring both indexes to where the store is; needs the writer's lock."""
        dense = self._dense()
        if dense:
            if is_mostly_removed(self._connections, dense):
                dense.clear()
            follow_dense(self._connections, dense, int(self._manifest("dimension") or 0))
            dense.consolidate()
            status = dense.status()
            with self._connections.transaction() as connection:
                write_manifest(connection, "dense_kind", str(status.kind))
                write_manifest(connection, "dense_recall", f"{status.recall:.4f}")
        follow_lexical(self._connections, self._lexical())

    def _discard_indexes(self) -> None:
        if dense := self._dense():
            dense.clear()
        self._lexical().clear()

    def _dense(self) -> DenseIndex | None:
        fingerprint, dimension = self._manifest("embedding"), self._manifest("dimension")
        if fingerprint is None or dimension is None:
            return None
        belongs = f"{self._id()} {fingerprint}"
        if self._dense_index is None or self._dense_index[0] != belongs:
            index = DenseIndex(self.folder / "dense", belongs, int(dimension), self._limits, self._threads)
            self._dense_index = (belongs, index)
        return self._dense_index[1]

    @staticmethod
    def _known(dense: DenseIndex | None) -> DenseIndex:
        if dense is None:
            raise SourcierError("library.no_embedder")
        return dense

    def _lexical(self) -> LexicalIndex:
        return LexicalIndex(self.folder / "lexical", self._id())

    def _id(self) -> str:
        return self._manifest("library") or ""

    def _manifest(self, name: str) -> str | None:
        with self._connections.borrow() as connection:
            return read_manifest(connection, name)
