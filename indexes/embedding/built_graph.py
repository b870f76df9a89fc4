"""Keeps the ONNX graph that was built from a model's weights, beside them."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from corpora.errors import SourcierError
from indexes.embedding.bert import BertWeights
from indexes.embedding.bert_graph import GRAPH_VERSION, save_graph

_FILE = "encoder.onnx"


def built_graph(folder: Path, weights_hash: str, read: Callable[[], BertWeights]) -> Path:
    """The graph of the weights with this hash, built on the first call.

    A folder is complete or absent: it is written under another name, flushed to disk and renamed.

    Parameters
    ----------
    folder
        Of the model's weights.
    read
        Reads the weights; called only when there is something to build.

    Raises
    ------
    SourcierError
        If the folder cannot be written to.
    """
    final = folder / f"runtime-{weights_hash[:12]}-v{GRAPH_VERSION}"
    if (final / _FILE).exists():
        return final / _FILE
    try:
        with tempfile.TemporaryDirectory(prefix=".runtime-", dir=folder) as name:
            building = Path(name) / final.name
            building.mkdir()
            save_graph(read(), building / _FILE)
            for file in building.iterdir():
                file.chmod(0o644)  # the library that writes it leaves it to the owner alone
                with file.open("rb+") as handle:
                    os.fsync(handle.fileno())
            _put(building, final)
    except OSError as error:
        raise SourcierError("weights.cannot_write", folder=folder, problem=error.strerror or str(error)) from error
    return final / _FILE


def _put(building: Path, final: Path) -> None:
    """Rename, unless another process was first: its folder holds the same."""
    try:
        building.rename(final)
    except OSError:
        if not (final / _FILE).exists():
            raise
        shutil.rmtree(building)
