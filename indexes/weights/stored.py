"""What lies in the weights folder, and whether it is what it should be.

``<weights>/<model>/`` holds a model's files and ``receipt.json``: each file's hash as it was when it was checked, with
its size and time of change. A file that has changed since is hashed again before it is loaded.
``<weights>/pins/<model>.json`` keeps the hashes that were learnt at a first fetch, for files whose hash the registry
does not know.
"""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpora.errors import SourcierError
from indexes.weights.registry import Model, WeightsFile, known_model

_RECEIPT = "receipt.json"
_CHUNK = 1 << 20


class FileReceipt(BaseModel):
    """A file as it was when its hash was checked."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    sha256: str
    size: int
    changed_ns: int


class Receipt(BaseModel):
    """A model's files as they were when their hashes were checked; ``origin`` says where they came from."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    origin: str
    files: dict[str, FileReceipt]


class Pins(BaseModel):
    """Hashes learnt at a first fetch, by file, and the hub's commit that they belong to."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    revision: str | None = None
    sha256: dict[str, str]


def is_present(name: str, weights: Path) -> bool:
    """Whether all files of the model have been fetched. Cheap: nothing is hashed.

    Raises
    ------
    SourcierError
        If the registry has no such model.
    """
    model = known_model(name, weights)
    receipt = read_receipt(model, weights)
    if receipt is None:
        return False
    folder = weights / model.name
    return all(_size(folder / file.path) == _receipt_size(receipt, file) for file in model.files)


def weights_folder(name: str, weights: Path) -> Path:
    """The folder of a model whose files are all there, each with the right hash.

    Raises
    ------
    SourcierError
        If a file is missing or is not the one that was fetched; the hint names the command that fetches it.
    """
    model = known_model(name, weights)
    if not is_present(name, weights):
        raise SourcierError("weights.missing", model=name, folder=weights)
    receipt = read_receipt(model, weights)
    assert receipt is not None
    folder = weights / model.name
    for file in model.files:
        expected, path = receipt.files[file.path], folder / file.path
        if file.sha256 not in (None, expected.sha256):
            raise SourcierError("weights.damaged", model=name, file=path)
        if path.stat().st_mtime_ns != expected.changed_ns and hash_of(path) != expected.sha256:
            raise SourcierError("weights.damaged", model=name, file=path)
    return folder


def weights_path(name: str, weights: Path) -> Path:
    """The file of a model that a loader opens: its first. Raises as :func:`weights_folder` does."""
    return weights_folder(name, weights) / known_model(name, weights).files[0].path


def weights_hash(name: str, weights: Path) -> str:
    """One SHA-256 for all files of a fetched model: the file's own where there is only one.

    Raises
    ------
    SourcierError
        If the model has not been fetched.
    """
    receipt = read_receipt(known_model(name, weights), weights)
    if receipt is None:
        raise SourcierError("weights.missing", model=name, folder=weights)
    hashes = [receipt.files[path].sha256 for path in sorted(receipt.files)]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()


def hash_of(path: Path, progress: Callable[[int], None] | None = None) -> str:
    """SHA-256 of a file, read in pieces; ``progress`` is told the bytes read so far."""
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            if progress:
                progress(done)
    return digest.hexdigest()


def read_receipt(model: Model, weights: Path) -> Receipt | None:
    """The model's receipt; ``None`` where there is none, or it does not list every file."""
    try:
        receipt = Receipt.model_validate_json((weights / model.name / _RECEIPT).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
    return receipt if all(file.path in receipt.files for file in model.files) else None


def write_receipt(model: Model, weights: Path, origin: str, hashes: dict[str, str]) -> None:
    """Note the hashes that the model's files were just found to have."""
    folder = weights / model.name
    noted = {
        path: FileReceipt(
            sha256=sha256, size=(folder / path).stat().st_size, changed_ns=(folder / path).stat().st_mtime_ns
        )
        for path, sha256 in hashes.items()
    }
    write_whole(folder / _RECEIPT, Receipt(origin=origin, files=noted).model_dump_json(indent=1))


def read_pins(model: Model, weights: Path) -> Pins:
    """The hashes learnt for this model so far.

    Raises
    ------
    SourcierError
        If the file of pins cannot be read: passing over it would trust whatever is fetched next.
    """
    file = _pins_file(model, weights)
    try:
        return Pins.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return Pins(sha256={})
    except ValidationError as error:
        raise SourcierError("weights.pins_unreadable", file=file) from error


def write_pins(model: Model, weights: Path, pins: Pins) -> None:
    """Keep hashes that were learnt."""
    file = _pins_file(model, weights)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps(pins.model_dump(), indent=1, sort_keys=True))


def write_whole(file: Path, text: str) -> None:
    """Write a file so that after a power cut it is either the old one or the new one."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    with temporary.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(file)


def _pins_file(model: Model, weights: Path) -> Path:
    return weights / "pins" / f"{model.name}.json"


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def _receipt_size(receipt: Receipt, file: WeightsFile) -> int:
    return receipt.files[file.path].size
