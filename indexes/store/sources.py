"""Reading and writing the store's rows. Every function works inside the caller's transaction."""

import sqlite3
import uuid
from collections.abc import Iterator, Sequence, Set
from typing import Any

from corpora.literature.identity import identity_keys
from corpora.literature.source import Passage, Source
from indexes.store.source_rows import SOURCE_COLUMNS, details_of, passage_of_row, source_of_row

_MANY = 500


def aliases_of(source: Source) -> tuple[str, ...]:
    """The names by which only this source is known: its id, and its identifiers as ``"<scheme>:<value>"``."""
    return tuple(dict.fromkeys((source.id.lower(), *identity_keys(source.identifiers))))


def keys_of(connection: sqlite3.Connection, source: Source) -> list[int]:
    """Keys of the known sources that share a name with this one, oldest first."""
    found = (key_of_id(connection, alias) for alias in aliases_of(source))
    return sorted({key for key in found if key is not None})


def known_aliases(connection: sqlite3.Connection, key: int) -> set[str]:
    """The names by which a known source is known."""
    return {alias for (alias,) in connection.execute("SELECT alias FROM aliases WHERE source_key = ?", (key,))}


def key_of_id(connection: sqlite3.Connection, source_id: str) -> int | None:
    """The key of the source with this id or alias, e.g. ``"pmid:123"``."""
    row = connection.execute("SELECT source_key FROM aliases WHERE alias = ?", (source_id.lower(),)).fetchone()
    return int(row[0]) if row else None


def read_sources(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, Source]:
    """The sources with these keys, as far as they exist."""
    rows = _where_in(connection, f"SELECT key, {SOURCE_COLUMNS} FROM sources WHERE key IN", keys)
    return {row[0]: source_of_row(row[1:]) for row in rows}


def read_passages(connection: sqlite3.Connection, keys: Sequence[int]) -> dict[int, tuple[Passage, Source]]:
    """The passages with these keys, each with its source, as far as they exist."""
    columns = "key, source_key, ordinal, start, stop, section, page"
    rows = list(_where_in(connection, f"SELECT {columns} FROM passages WHERE key IN", keys))
    sources = read_sources(connection, list({row[1] for row in rows}))
    return {
        row[0]: (passage_of_row(sources[row[1]].id, sources[row[1]].text, row[2:]), sources[row[1]]) for row in rows
    }


def source_keys_of(connection: sqlite3.Connection, passage_keys: Sequence[int]) -> dict[int, int]:
    """The source key of each of these passages, as far as they exist."""
    return dict(_where_in(connection, "SELECT key, source_key FROM passages WHERE key IN", passage_keys))


def passages_of_source(connection: sqlite3.Connection, source_key: int) -> list[Passage]:
    """All passages of a source, in the order of its text."""
    source_id, text = connection.execute("SELECT id, text FROM sources WHERE key = ?", (source_key,)).fetchone()
    rows = connection.execute(
        "SELECT ordinal, start, stop, section, page FROM passages WHERE source_key = ? ORDER BY ordinal", (source_key,)
    )
    return [passage_of_row(source_id, text, row) for row in rows]


def vectors_by_text(connection: sqlite3.Connection, source_key: int) -> dict[bytes, bytes]:
    """A source's stored vectors by the hash of the text that was embedded, to be used again where it is unchanged."""
    rows = connection.execute(
        "SELECT text_hash, vector FROM passages JOIN embeddings ON passage_key = key WHERE source_key = ?",
        (source_key,),
    )
    return dict(rows)


def insert_source(
    connection: sqlite3.Connection,
    source: Source,
    passages: Sequence[Passage],
    vectors: Sequence[tuple[bytes, bytes]],
    versions: Set[bytes],
    aliases: Set[str],
) -> int:
    """Write a source that the store does not hold, and return its key.

    Parameters
    ----------
    vectors
        For each passage, the hash of the text that was embedded, and its vector as float16 bytes.
    versions
        Content hashes under which the source has arrived.
    aliases
        Every name by which only this source is known.
    """
    randomised = source.design.randomised
    key = connection.execute(
        "INSERT INTO sources"
        " (id, kind, title, language, year, origin, details, text, randomised, retracted, trial_name)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(source.id, str(source.kind), source.title, source.language, source.year, source.origin),
            *(details_of(source), source.text, None if randomised is None else int(randomised), int(source.retracted)),
            str(source.about.get("trial_name", "")),
        ),
    ).lastrowid
    assert key is not None
    connection.executemany("INSERT INTO aliases VALUES (?, ?)", [(alias, key) for alias in sorted(aliases)])
    connection.executemany("INSERT INTO versions VALUES (?, ?)", [(version, key) for version in sorted(versions)])
    for passage, (text_hash, vector) in zip(passages, vectors, strict=True):
        passage_key = connection.execute(
            "INSERT INTO passages (source_key, ordinal, start, stop, section, page, text_hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key, passage.ordinal, passage.start, passage.end, passage.section, passage.page, text_hash),
        ).lastrowid
        connection.execute("INSERT INTO embeddings VALUES (?, ?)", (passage_key, vector))
    return key


def delete_source(connection: sqlite3.Connection, key: int) -> None:
    """Remove a source with all that hangs on it."""
    # Passages are deleted by name and not by cascade: SQLite fires their trigger either way, but only this is plain.
    connection.execute("DELETE FROM passages WHERE source_key = ?", (key,))
    connection.execute("DELETE FROM sources WHERE key = ?", (key,))


def versions_of(connection: sqlite3.Connection, key: int) -> set[bytes]:
    """The content hashes under which a source has arrived."""
    return {
        bytes(row[0]) for row in connection.execute("SELECT content_hash FROM versions WHERE source_key = ?", (key,))
    }


def add_version(connection: sqlite3.Connection, key: int, version: bytes) -> None:
    """Remember a content hash under which a source has arrived."""
    connection.execute("INSERT OR IGNORE INTO versions VALUES (?, ?)", (version, key))


def read_manifest(connection: sqlite3.Connection, name: str) -> str | None:
    """An entry of the manifest."""
    row = connection.execute("SELECT value FROM manifest WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def write_manifest(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Set an entry of the manifest; one that is as it should be is not written."""
    if read_manifest(connection, name) == value:
        return
    connection.execute(
        "INSERT INTO manifest VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (name, value)
    )


def begin_import(connection: sqlite3.Connection) -> None:
    """Give this import a name that no other copy of the library has."""
    connection.execute("INSERT INTO imports (name) VALUES (?)", (str(uuid.uuid4()),))


def last_import(connection: sqlite3.Connection) -> str:
    """The name of the latest import; empty before the first."""
    row = connection.execute("SELECT name FROM imports ORDER BY number DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def knows_import(connection: sqlite3.Connection, name: str) -> bool:
    """Whether an import happened to this copy of the library."""
    return not name or connection.execute("SELECT 1 FROM imports WHERE name = ?", (name,)).fetchone() is not None


def _where_in(connection: sqlite3.Connection, select: str, keys: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(keys), _MANY):
        chunk = keys[start : start + _MANY]
        yield from connection.execute(f"{select} ({','.join('?' * len(chunk))})", [int(key) for key in chunk])
