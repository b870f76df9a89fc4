"""Files that a browser has sent: where they lie, and that they go when they have been read."""

import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from corpora.errors import SourcierError


def received(paths: Sequence[str], folder: Path) -> list[Path]:
    """The paths, if each is a file that was sent through the page.

    Raises
    ------
    SourcierError
        If one is not below ``folder``: a request may name any file of this machine, and must not read it.
    """
    root = folder.resolve()
    files = [Path(path).resolve() for path in paths]
    if any(root not in file.parents or not file.is_file() for file in files):
        raise SourcierError("ui.upload_foreign")
    return files


def discard(files: Sequence[Path], folder: Path) -> None:
    """Delete what was sent, with the folders that were made for it."""
    root = folder.resolve()
    for file in files:
        if file.parent == root:
            file.unlink(missing_ok=True)
        else:
            shutil.rmtree(file.parent, ignore_errors=True)


def discard_forgotten(folder: Path, older_than_s: float) -> None:
    """Delete what was sent and then left lying: nobody has touched it for so long."""
    limit = time.time() - older_than_s
    for sent in folder.iterdir() if folder.is_dir() else ():
        if sent.stat().st_mtime < limit:
            shutil.rmtree(sent, ignore_errors=True) if sent.is_dir() else sent.unlink(missing_ok=True)
