"""Hashes fetched weights again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from indexes.weights.origins import FetchProgress
from indexes.weights.registry import known_model
from indexes.weights.stored import hash_of, read_receipt, write_receipt


@dataclass(frozen=True)
class FileState:
    """Whether a file is what it should be."""

    model: str
    file: str
    state: Literal["ok", "damaged", "missing"]


def verify(name: str, weights: Path, progress: Callable[[FetchProgress], None] = lambda _: None) -> Iterator[FileState]:
    """Each file of a model, hashed and compared with the registry, or else with the hash it had when it was fetched.

    Where all are intact this is noted, so that a folder that was copied here loads without hashing again.

    Raises
    ------
    SourcierError
        If the registry has no such model.
    """
    model = known_model(name, weights)
    receipt = read_receipt(model, weights)
    intact = {}
    for file in model.files:
        path = weights / model.name / file.path
        expected = file.sha256 or (receipt.files[file.path].sha256 if receipt else None)
        if expected is None or not path.is_file():
            yield FileState(name, file.path, "missing")
            continue
        size = path.stat().st_size

        def tell(done: int, path: str = file.path, size: int = size) -> None:
            progress(FetchProgress(name, path, done, size))

        if hash_of(path, tell) == expected:
            intact[file.path] = expected
            yield FileState(name, file.path, "ok")
        else:
            yield FileState(name, file.path, "damaged")
    if receipt and len(intact) == len(model.files):
        write_receipt(model, weights, receipt.origin, intact)
