"""The starter library's vectors, computed once and shipped, so that a fresh installation need not embed it.

They are used only with the very model that made them (its fingerprint), and only for the very texts (their hashes);
any other text is embedded as usual. `python -m indexes.starter_vectors FOLDER` writes them anew from a library.
"""

import hashlib
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import numpy as np
import numpy.typing as npt

from indexes.library import LibraryEmbedder

_FILE = "starter_vectors.npz"
_HASH_BYTES = 16


class RecallingEmbedder:
    """An embedder that knows some passages' vectors already."""

    def __init__(self, embedder: LibraryEmbedder, known: dict[bytes, npt.NDArray[np.float16]]) -> None:
        self._embedder, self._known = embedder, known

    @property
    def dimension(self) -> int:
        """Of each vector."""
        return self._embedder.dimension

    @property
    def fingerprint(self) -> str:
        """That of the embedder which made the known vectors and makes the others."""
        return self._embedder.fingerprint

    def embed_passages(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """Normalised vectors, of shape (texts, dimension): the known recalled, the others embedded."""
        found = [self._known.get(text_hash(text)) for text in texts]
        unknown = [text for text, vector in zip(texts, found, strict=True) if vector is None]
        fresh = iter(self._embedder.embed_passages(unknown) if unknown else ())
        rows = [next(fresh) if vector is None else vector for vector in found]
        return np.asarray(rows, np.float32).reshape(len(texts), self.dimension)

    def embed_queries(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """Normalised vectors, of shape (texts, dimension)."""
        return self._embedder.embed_queries(texts)


def recalling(embedder: LibraryEmbedder) -> LibraryEmbedder:
    """The embedder, with the shipped vectors where they are its own."""
    known = shipped_vectors(embedder.fingerprint)
    return RecallingEmbedder(embedder, known) if known else embedder


def shipped_vectors(fingerprint: str) -> dict[bytes, npt.NDArray[np.float16]]:
    """The shipped vectors by the hash of their text; none where another model made them."""
    with (files("indexes") / _FILE).open("rb") as file, np.load(file) as stored:
        if str(stored["fingerprint"]) != fingerprint:
            return {}
        return {row.tobytes(): vector for row, vector in zip(stored["hashes"], stored["vectors"], strict=True)}


def text_hash(text: str) -> bytes:
    """What identifies a text."""
    return hashlib.sha256(text.encode()).digest()[:_HASH_BYTES]


def write(file: IO[bytes], fingerprint: str, texts: Sequence[str], vectors: npt.NDArray[np.float32]) -> None:
    """Write vectors, of shape (texts, dimension), as they are shipped."""
    hashes = np.frombuffer(b"".join(map(text_hash, texts)), np.uint8).reshape(len(texts), _HASH_BYTES)
    np.savez_compressed(file, fingerprint=fingerprint, hashes=hashes, vectors=vectors.astype(np.float16))


def main(weights: Path) -> None:
    """Embed the starter library with the default model and write its vectors into the package.

    A text whose vector is shipped already keeps it.
    """
    from corpora.cohorts.gbsg2 import install_gbsg2
    from corpora.cohorts.summaries import strata_of
    from corpora.literature.passages import passages_of
    from corpora.literature.starter.cards import starter_sources
    from indexes.embedding import load_embedder
    from indexes.importing import embedded_text

    embedder = recalling(load_embedder("multilingual-e5-small", weights))
    with TemporaryDirectory() as folder:
        strata = strata_of(install_gbsg2(Path(folder) / "cohorts", Path(folder) / "key"))
    sources = [*starter_sources(), *strata]
    texts = [embedded_text(source, passage) for source in sources for passage in passages_of(source)]
    vectors = embedder.embed_passages(texts)
    with (Path(__file__).parent / _FILE).open("wb") as file:
        write(file, embedder.fingerprint, texts, vectors)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
