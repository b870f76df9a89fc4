"""Bringing the derived indexes to where the store is."""

import sqlite3
from collections.abc import Iterator

import numpy as np

from indexes.dense.index import DenseIndex
from indexes.dense.vector_file import Keys, Vectors
from indexes.lexical.index import Followed, LexicalIndex
from indexes.lexical.schema import IndexedPassage
from indexes.store.connections import Connections
from indexes.store.sources import knows_import, last_import

_BATCH = 4_096
_REMOVED_SHARE = 0.25
_REMOVED_AT_LEAST = 1_000


def follow_dense(connections: Connections, dense: DenseIndex, dimension: int) -> None:
    """Append the vectors that the dense index lacks."""
    with connections.borrow() as connection:
        if last_key(connection) > dense.watermark:
            dense.append(stored_vectors(connection, dense.watermark, dimension), last_import(connection))


def follow_lexical(connections: Connections, lexical: LexicalIndex) -> None:
    """Add the passages that the lexical index lacks, and drop those that the store has removed."""
    with connections.borrow() as connection:
        connection.execute("BEGIN")
        last, removals, before = last_key(connection), removed_count(connection), lexical.watermark
        if last <= before and removals == lexical.removals:
            return
        removed = removed_keys(connection) if removals != lexical.removals else []
        lexical.follow(
            _indexed_passages(connection, before),
            [key for key in removed if key <= before],
            Followed(last, removals, last_import(connection)),
        )


def agrees_with_store(connections: Connections, index: DenseIndex | LexicalIndex) -> bool:
    """Whether the index follows this store, and not one that was since replaced, say by an older copy."""
    with connections.borrow() as connection:
        return index.watermark <= last_key(connection) and knows_import(connection, index.followed)


def is_mostly_removed(connections: Connections, dense: DenseIndex) -> bool:
    """Whether so many of the dense index's rows are of removed passages that building it anew is worth it."""
    rows = dense.status().rows
    with connections.borrow() as connection:
        passages = int(
            connection.execute("SELECT count(*) FROM passages WHERE key <= ?", (dense.watermark,)).fetchone()[0]
        )
    return rows - passages > max(_REMOVED_SHARE * rows, _REMOVED_AT_LEAST)


def stored_vectors(connection: sqlite3.Connection, after: int, dimension: int) -> Iterator[tuple[Keys, Vectors]]:
    """The store's vectors with keys above ``after``, in batches of shape (n,) and (n, dimension)."""
    rows = connection.execute("SELECT passage_key, vector FROM embeddings WHERE passage_key > ? ORDER BY 1", (after,))
    while batch := rows.fetchmany(_BATCH):
        vectors = np.frombuffer(b"".join(vector for _, vector in batch), np.float16).reshape(len(batch), dimension)
        yield np.array([key for key, _ in batch], np.int64), vectors


def last_key(connection: sqlite3.Connection) -> int:
    """The highest passage key that was ever given; 0 before the first."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
    return int(row[0]) if row else 0


def removed_count(connection: sqlite3.Connection) -> int:
    """How many passages have ever been removed."""
    return int(connection.execute("SELECT count(*) FROM removed_passages").fetchone()[0])


def removed_keys(connection: sqlite3.Connection) -> list[int]:
    """The keys of the passages that have been removed."""
    return [key for (key,) in connection.execute("SELECT passage_key FROM removed_passages")]


def _indexed_passages(connection: sqlite3.Connection, after: int) -> Iterator[IndexedPassage]:
    # The passages of a source have successive keys, so its text is read once and kept for the next passage.
    rows = connection.execute(
        "SELECT key, source_key, start, stop, section FROM passages WHERE key > ? ORDER BY key", (after,)
    )
    held, title, text, language = 0, "", "", ""
    for key, source_key, start, stop, section in rows:
        if source_key != held:
            title, text, language = connection.execute(
                "SELECT title, text, language FROM sources WHERE key = ?", (source_key,)
            ).fetchone()
            held = source_key
        yield IndexedPassage(key, title, text[start:stop], section, language)
