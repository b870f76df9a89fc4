"""What a library holds, in numbers."""

from dataclasses import dataclass
from pathlib import Path

from indexes.dense.index import DenseIndex, DenseStatus
from indexes.lexical.index import LexicalIndex
from indexes.store.connections import Connections
from indexes.store.migrations import schema_version
from indexes.store.sources import read_manifest


@dataclass(frozen=True)
class LibraryStatus:
    """What a library holds.

    Attributes
    ----------
    kinds, languages
        Number of sources by kind and language, most frequent first.
    dense
        Kind and measured recall of the dense index; ``None`` before the first import.
    lexical_passages
        Passages in the lexical index.
    schema
        Version of the store.
    bytes_on_disk
        Of the whole folder.
    """

    sources: int
    passages: int
    retracted: int
    kinds: dict[str, int]
    languages: dict[str, int]
    embedding: str
    dense: DenseStatus | None
    lexical_passages: int
    schema: int
    bytes_on_disk: int


def library_status(
    folder: Path, connections: Connections, dense: DenseIndex | None, lexical: LexicalIndex
) -> LibraryStatus:
    """Count what the store and the indexes hold."""
    with connections.borrow() as connection:

        def counts(column: str) -> dict[str, int]:
            return dict(connection.execute(f"SELECT {column}, count(*) FROM sources GROUP BY 1 ORDER BY 2 DESC, 1"))

        total, retracted = connection.execute("SELECT count(*), total(retracted) FROM sources").fetchone()
        passages = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
        kinds, languages = counts("kind"), counts("language")
        embedding, schema = read_manifest(connection, "embedding") or "", schema_version(connection)
    return LibraryStatus(
        sources=total,
        passages=passages,
        retracted=int(retracted),
        kinds=kinds,
        languages=languages,
        embedding=embedding,
        dense=dense.status() if dense else None,
        lexical_passages=lexical.count(),
        schema=schema,
        bytes_on_disk=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
    )
