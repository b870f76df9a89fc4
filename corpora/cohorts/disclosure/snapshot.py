"""The bases of a cohort's releases, kept beside the record so that opening it need not find them again.

Derived from the record: a snapshot that is missing, damaged or of another record is not used, and nothing is lost.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.disclosure.bases import Bases

SNAPSHOT = "bases.npz"


@dataclass(frozen=True)
class Snapshot:
    """The state after some releases.

    Attributes
    ----------
    digests
        Of each release's members, in order. Shape (releases, 16).
    bases
        Of the span of those that are not derived.
    """

    digests: NDArray[np.uint8]
    bases: Bases


def save_snapshot(folder: Path, snapshot: Snapshot, checksums: Sequence[int], smallest: int) -> None:
    """Write a snapshot, whole or not at all.

    Parameters
    ----------
    checksums
        Of the releases' records, in order: what ties the snapshot to the record.
    """
    partial = folder / f"{SNAPSHOT}.part"
    with partial.open("wb") as file:
        np.savez(
            file,
            checksums=np.asarray(checksums, np.uint32),
            smallest=np.int64(smallest),
            digests=snapshot.digests,
            patients=snapshot.bases.patients,
            inverse=snapshot.bases.inverse.astype(np.float32),
        )
    partial.replace(folder / SNAPSHOT)


def load_snapshot(folder: Path, checksums: Sequence[int], smallest: int) -> Snapshot | None:
    """The snapshot of the first of these releases, if there is one that fits."""
    path = folder / SNAPSHOT
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as held:
            count = len(held["checksums"])
            if int(held["smallest"]) != smallest or held["checksums"].tolist() != list(checksums[:count]):
                return None
            bases = Bases(held["patients"].astype(np.int64), held["inverse"].astype(np.float64))
            return Snapshot(held["digests"], bases)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
