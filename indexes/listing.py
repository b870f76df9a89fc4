"""The library's sources as a list: a page of it at a time, without reading any text."""

import json
import sqlite3
from dataclasses import dataclass

from corpora.literature.source import NoticeKind, SourceKind
from indexes.store.connections import Connections


@dataclass(frozen=True)
class ListedSource:
    """A source as a list shows it. ``passages`` is how many of it can be found."""

    id: str
    title: str
    kind: SourceKind
    year: int
    journal: str
    passages: int
    notices: tuple[NoticeKind, ...]
    origin: str


def list_sources(
    connections: Connections, words: str = "", offset: int = 0, limit: int = 40
) -> tuple[list[ListedSource], int]:
    """Sources, the latest added first, and how many there are.

    Parameters
    ----------
    words
        Each must be in the title, an identifier or the file's name; all sources where empty.
    """
    terms = [f"%{_literal(word)}%" for word in words.split()]
    condition = " AND ".join([_HAS_WORD] * len(terms)) or "1"
    given = [term for term in terms for _ in range(4)]
    with connections.borrow() as connection:
        count = connection.execute(f"SELECT count(*) FROM sources s WHERE {condition}", given).fetchone()[0]
        rows = connection.execute(
            f"SELECT s.id, s.title, s.kind, s.year, s.origin, s.details, "
            f"(SELECT count(*) FROM passages p WHERE p.source_key = s.key) "
            f"FROM sources s WHERE {condition} ORDER BY s.key DESC LIMIT ? OFFSET ?",
            [*given, limit, offset],
        ).fetchall()
    return [_listed(row) for row in rows], int(count)


_HAS_WORD = (
    "(s.title LIKE ? ESCAPE '\\' OR s.id LIKE ? ESCAPE '\\' OR s.origin LIKE ? ESCAPE '\\' "
    "OR json_extract(s.details, '$.identifiers') LIKE ? ESCAPE '\\')"
)


def _literal(word: str) -> str:
    """A word without wildcards."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _listed(row: sqlite3.Row | tuple[str, str, str, int, str, str, int]) -> ListedSource:
    source_id, title, kind, year, origin, details, passages = row
    given = json.loads(details)
    notices = tuple(NoticeKind(notice) for notice in given["notices"])
    return ListedSource(source_id, title, SourceKind(kind), year, given["journal"], passages, notices, origin)
