"""Looking for what is wrong with a library, thoroughly."""

import sqlite3
from collections.abc import Iterator

import numpy as np

from corpora.errors import SourcierError
from indexes.dense.index import DenseIndex
from indexes.following import last_key, removed_count
from indexes.lexical.index import LexicalIndex
from indexes.store.connections import Connections


def problems_of(connections: Connections, dense: DenseIndex | None, lexical: LexicalIndex) -> tuple[SourcierError, ...]:
    """Everything found, each with its remedy. Reads every byte of the indexes and every page of the store."""
    with connections.borrow() as connection:
        return (
            *_store_problems(connection),
            *(_dense_problems(connection, dense) if dense else ()),
            *_lexical_problems(connection, lexical),
        )


def _store_problems(connection: sqlite3.Connection) -> Iterator[SourcierError]:
    try:
        answer = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        yield SourcierError("library.store_damaged", problem=answer)
        return
    lacking = connection.execute(
        "SELECT count(*) FROM passages WHERE key NOT IN (SELECT passage_key FROM embeddings)"
    ).fetchone()[0]
    if lacking:
        yield SourcierError("library.vectors_missing", count=lacking)
    outside = connection.execute(
        "SELECT count(*) FROM passages p JOIN sources s ON s.key = p.source_key"
        " WHERE p.start < 0 OR p.stop <= p.start OR p.stop > length(s.text)"
    ).fetchone()[0]
    if outside:
        yield SourcierError("library.passages_outside", count=outside)


def _dense_problems(connection: sqlite3.Connection, dense: DenseIndex) -> Iterator[SourcierError]:
    if not dense.undamaged(thoroughly=True):
        yield SourcierError("library.index_damaged", index="dense")
        return
    snapshot = dense.snapshot(np.empty(0, np.int64))
    held = dict(zip(snapshot.keys.tolist(), range(len(snapshot.keys)), strict=True))
    for key, vector in connection.execute("SELECT passage_key, vector FROM embeddings"):
        row = held.get(key)
        if row is None or snapshot.vectors[row].tobytes() != vector:
            yield SourcierError("library.index_behind", index="dense")
            return


def _lexical_problems(connection: sqlite3.Connection, lexical: LexicalIndex) -> Iterator[SourcierError]:
    passages = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
    if not passages and not last_key(connection):
        return
    if not lexical.undamaged(thoroughly=True):
        yield SourcierError("library.index_damaged", index="lexical")
    elif (lexical.watermark, lexical.removals) != (last_key(connection), removed_count(connection)):
        yield SourcierError("library.index_behind", index="lexical")
    elif lexical.count() != passages:
        yield SourcierError("library.index_damaged", index="lexical")
