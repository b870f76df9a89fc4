"""Embedding a whole library anew, with another model: resumable, and visible only when it is complete."""

from collections.abc import Callable
from itertools import islice

from indexes.importing import PassageEmbedder, embedded, embedded_text
from indexes.store.connections import Connections
from indexes.store.sources import read_manifest, read_passages, write_manifest

_BATCH = 256
_STAGED = "staged_embedding"


def embed_anew(
    connections: Connections,
    embedder: PassageEmbedder,
    fingerprint: str,
    dimension: int,
    done: Callable[[int, int], object],
) -> None:
    """Replace every vector by the embedder's.

    Vectors are staged batch by batch and take the old ones' place in one transaction at the end, so the library works
    with its old model until then. Called again after an interruption, it goes on where it stopped.

    Parameters
    ----------
    done
        Called after each batch with the passages done and the passages in all.
    """
    with connections.transaction() as connection:
        if read_manifest(connection, _STAGED) != fingerprint:
            connection.execute("DELETE FROM staged_embeddings")
            write_manifest(connection, _STAGED, fingerprint)
    with connections.borrow() as connection:
        total = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
        staged = connection.execute("SELECT count(*) FROM staged_embeddings").fetchone()[0]
        missing = [
            key
            for (key,) in connection.execute(
                "SELECT key FROM passages WHERE key NOT IN (SELECT passage_key FROM staged_embeddings) ORDER BY key"
            )
        ]
    left = iter(missing)
    while keys := list(islice(left, _BATCH)):
        with connections.borrow() as connection:
            passages = read_passages(connection, keys)
        texts = {str(key).encode(): embedded_text(source, passage) for key, (passage, source) in passages.items()}
        rows = [(int(key), vector) for key, vector in embedded(embedder, texts)]
        with connections.transaction() as connection:
            connection.executemany("INSERT INTO staged_embeddings VALUES (?, ?)", rows)
        staged += len(rows)
        done(staged, total)
    with connections.transaction() as connection:
        connection.execute("DELETE FROM embeddings")
        connection.execute("INSERT INTO embeddings SELECT * FROM staged_embeddings ORDER BY passage_key")
        connection.execute("DELETE FROM staged_embeddings")
        connection.execute("DELETE FROM manifest WHERE name = ?", (_STAGED,))
        write_manifest(connection, "embedding", fingerprint)
        write_manifest(connection, "dimension", str(dimension))
