"""Libraries of a suite's own corpus, kept so that a second run need not embed it again."""

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from corpora.literature.source import Source
from indexes.importing import AddReport
from indexes.library import Library, LibraryEmbedder

_COMPLETE = "complete"


def corpus_library(
    home: Path,
    sources: Sequence[Source],
    name: str,
    embedder: LibraryEmbedder,
    progress: Callable[[AddReport], object] | None = None,
) -> Library:
    """A library of exactly these sources, open; one that was stopped half-way goes on where it was.

    Parameters
    ----------
    home
        The user's folder; the library is in ``evaluation/libraries`` there.
    name
        Of the corpus; the folder is called by it and by a hash of the sources and of the embedder.
    """
    digest = hashlib.sha256(embedder.fingerprint.encode())
    for source in sources:
        digest.update(f"{source.id}\0{source.title}\0{source.text}\0{source.language}\0".encode())
    readable = re.sub(r"[^\w-]+", "-", name.lower()).strip("-")
    folder = home / "evaluation" / "libraries" / f"{readable}-{digest.hexdigest()[:12]}"
    library = Library.open(folder, embedder)
    if not (folder / _COMPLETE).exists():
        try:
            library.add(sources, progress)
        except BaseException:
            library.close()
            raise
        (folder / _COMPLETE).touch()
    return library
