"""Import speed against the bare embedding model on the same texts: ``python -m eval.bench.importing --weights FOLDER``.

Both run in this process on the starter library's sources. Time is the processor's, which other programs on the machine
do not distort; ``ratio`` is the share of it that goes into the model. Resident memory is read after each commit.
"""

import argparse
import json
import tempfile
import time
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpora.literature.starter.cards import starter_sources
from indexes.embedding import load_embedder
from indexes.importing import AddReport
from indexes.library import Library, LibraryEmbedder


@dataclass(frozen=True)
class ImportSpeed:
    """Passages a second of processor time, with the model alone and imported; MiB resident after the first commit and
    at most after any later one.
    """

    sources: int
    passages: int
    bare: float
    imported: float
    ratio: float
    first_mib: float
    most_mib: float


class _Timed:
    """An embedder that notes the processor time that it takes."""

    def __init__(self, embedder: LibraryEmbedder) -> None:
        self._embedder = embedder
        self.dimension, self.fingerprint = embedder.dimension, embedder.fingerprint
        self.seconds = 0.0

    def embed_passages(self, texts: list[str]) -> npt.NDArray[np.float32]:
        started = time.process_time()
        vectors = self._embedder.embed_passages(texts)
        self.seconds += time.process_time() - started
        return vectors

    def embed_queries(self, texts: list[str]) -> npt.NDArray[np.float32]:
        return self._embedder.embed_queries(texts)


def measure(embedder: LibraryEmbedder, sources: int) -> ImportSpeed:
    """Import so many starter sources into a new library."""
    import psutil

    timed, process = _Timed(embedder), psutil.Process()
    resident: list[float] = []

    def committed(_: AddReport) -> None:
        resident.append(process.memory_info().rss / 2**20)

    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), timed) as library:
        started = time.process_time()
        report = library.add(islice(starter_sources(), sources), committed)
        whole = time.process_time() - started
        passages = library.status().passages
    return ImportSpeed(
        sources=report.added,
        passages=passages,
        bare=passages / timed.seconds,
        imported=passages / whole,
        ratio=timed.seconds / whole,
        first_mib=resident[0],
        most_mib=max(resident[1:], default=resident[0]),
    )


def main() -> None:
    """Measure and print JSON."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--weights", type=Path, required=True)
    arguments.add_argument("--model", default="multilingual-e5-small")
    arguments.add_argument("--sources", type=int, default=573)
    given = arguments.parse_args()
    print(json.dumps(asdict(measure(load_embedder(given.model, given.weights), given.sources)), indent=2))


if __name__ == "__main__":
    main()
