"""Importing sources: what is new is cut into passages, embedded and committed, a batch at a time."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpora.errors import SourcierError
from corpora.literature.merging import merged
from corpora.literature.passages import passages_of
from corpora.literature.source import Passage, Source
from indexes.store.connections import Connections
from indexes.store.source_rows import content_hash
from indexes.store.sources import (
    add_version,
    aliases_of,
    begin_import,
    delete_source,
    insert_source,
    keys_of,
    known_aliases,
    read_sources,
    vectors_by_text,
    versions_of,
)

# Passages that are embedded and committed together: what a power cut may cost.
_BATCH = 128


class PassageEmbedder(Protocol):
    """What importing needs of an embedder."""

    def embed_passages(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """Normalised vectors, of shape (texts, dimension)."""


@dataclass(frozen=True)
class RejectedSource:
    """A source that was not imported, and why."""

    id: str
    error: SourcierError


@dataclass(frozen=True)
class AddReport:
    """What an import did, as numbers of sources."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: tuple[RejectedSource, ...] = ()

    @property
    def seen(self) -> int:
        """How many sources were read."""
        return self.added + self.updated + self.unchanged + len(self.rejected)


@dataclass
class _Pending:
    """A source that waits for its vectors."""

    source: Source
    passages: list[Passage]
    text_hashes: list[bytes]
    known_vectors: dict[bytes, bytes]
    replaces: list[int]
    versions: set[bytes]
    aliases: set[str]


@dataclass
class _Batch:
    """Sources that are written together."""

    pending: list[_Pending] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    passages: int = 0


def embedded_text(source: Source, passage: Passage) -> str:
    """What of a passage is embedded: the title says what the passage is about."""
    return f"{source.title}. {passage.text}" if source.title else passage.text


def import_sources(
    connections: Connections,
    embedder: PassageEmbedder,
    sources: Iterable[Source],
    committed: Callable[[AddReport], object],
) -> AddReport:
    """Import sources into the store; memory does not grow with their number.

    Parameters
    ----------
    committed
        Called after each commit with what has been done so far.
    """
    added = updated = unchanged = 0
    rejected: list[RejectedSource] = []
    batch = _Batch()

    def report() -> AddReport:
        return AddReport(added, updated, unchanged, tuple(rejected))

    def flush() -> None:
        nonlocal added, updated, batch
        if batch.pending:
            _write(connections, embedder, batch.pending, first=not added + updated)
            updated += sum(bool(each.replaces) for each in batch.pending)
            added += sum(not each.replaces for each in batch.pending)
            batch = _Batch()
            committed(report())

    for source in sources:
        if not batch.aliases.isdisjoint(aliases_of(source)):
            flush()
        try:
            pending = _prepare(connections, source)
        except SourcierError as error:
            rejected.append(RejectedSource(source.id, error))
            continue
        if pending is None:
            unchanged += 1
            continue
        batch.pending.append(pending)
        batch.aliases |= pending.aliases
        batch.passages += len(pending.passages)
        if batch.passages >= _BATCH:
            flush()
    flush()
    return report()


def _prepare(connections: Connections, source: Source) -> _Pending | None:
    """What is to be written of an arriving source; ``None`` where the library has it already."""
    aliases = set(aliases_of(source))
    try:
        version = content_hash(source)
        source.text.encode()
        source.title.encode()
    except UnicodeEncodeError as error:
        raise SourcierError("library.not_text", id=source.id) from error
    with connections.borrow() as connection:
        replaces = keys_of(connection, source)
        versions = set().union(*(versions_of(connection, key) for key in replaces))
        if version in versions and len(replaces) == 1:
            return None
        known_vectors: dict[bytes, bytes] = {}
        for key in replaces:
            known_vectors |= vectors_by_text(connection, key)
            aliases |= known_aliases(connection, key)
            known = read_sources(connection, [key])[key]
            source = merged(known, source)
    if len(replaces) == 1 and source == known:
        with connections.transaction() as connection:
            add_version(connection, replaces[0], version)
        return None
    passages = passages_of(source)
    if not passages:
        raise SourcierError("library.no_text", id=source.id)
    hashes = [hashlib.sha256(embedded_text(source, passage).encode()).digest()[:16] for passage in passages]
    aliases |= set(aliases_of(source))
    return _Pending(source, passages, hashes, known_vectors, replaces, versions | {version}, aliases)


def _write(connections: Connections, embedder: PassageEmbedder, batch: list[_Pending], *, first: bool) -> None:
    vectors = {text_hash: vector for each in batch for text_hash, vector in each.known_vectors.items()}
    wanted = {
        text_hash: embedded_text(each.source, passage)
        for each in batch
        for text_hash, passage in zip(each.text_hashes, each.passages, strict=True)
        if text_hash not in vectors
    }
    vectors |= dict(embedded(embedder, wanted))
    with connections.transaction() as connection:
        if first:
            begin_import(connection)
        for each in batch:
            for key in each.replaces:
                delete_source(connection, key)
            stored = [(text_hash, vectors[text_hash]) for text_hash in each.text_hashes]
            insert_source(connection, each.source, each.passages, stored, each.versions, each.aliases)


def embedded(embedder: PassageEmbedder, texts: dict[bytes, str]) -> Iterator[tuple[bytes, bytes]]:
    """The vectors of some texts as float16 bytes, by the key of each; texts of like length are embedded together."""
    ordered = sorted(texts.items(), key=lambda item: len(item[1]))
    if not ordered:
        return
    vectors = embedder.embed_passages([text for _, text in ordered])
    if not np.isfinite(vectors).all():
        raise SourcierError("library.not_numbers")
    for (key, _), vector in zip(ordered, vectors.astype(np.float16), strict=True):
        yield key, vector.tobytes()
