"""Ten thousand sequences of random, overlapping, differencing and tracking questions isolate nobody."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from corpora.cohorts.disclosure.policy import Policy
from corpora.cohorts.disclosure.releases import Releases
from tests.corpora.cohorts.disclosure.derivable import smallest_derivable
from tests.corpora.cohorts.disclosure.questions import Asker, Mask

SEQUENCES = 10_000
QUESTIONS = 6
# The checker forms all combinations of so many independent counts.
_MOST_RELEASED = 13
SMALLEST = 11


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one: the record is synced to the disk after every question."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(dir=shared) as folder:
        yield Path(folder)


def test_no_sequence_of_questions_isolates_fewer_than_eleven_patients(memory: Path) -> None:
    shown = 0
    for seed in range(SEQUENCES):
        asker = Asker(np.random.default_rng(seed))
        counted, with_outcomes = _released(asker, memory / str(seed))
        shown += len(counted) - 1
        assert smallest_derivable(np.array(counted)) >= SMALLEST, f"sequence {seed}"
        assert all(_apart(a, b) for a in with_outcomes for b in with_outcomes), f"sequence {seed}"
    # Refusing everything would pass too.
    assert shown > 2 * SEQUENCES


def _released(asker: Asker, folder: Path) -> tuple[list[Mask], list[Mask]]:
    """The groups whose counts, and whose outcomes, were released; the record is opened anew on the way of some."""
    folder.mkdir()
    releases = Releases(folder, asker.n, Policy())
    counted, with_outcomes = [np.ones(asker.n, bool)], []
    for question in range(QUESTIONS):
        if question == QUESTIONS // 2 and asker.n % 4 == 0:
            releases = Releases(folder, asker.n, Policy())
        groups = asker.ask()
        bears_outcomes = bool(asker.random.random() < 0.3)
        if len(counted) + len(groups) > _MOST_RELEASED:
            continue
        allowed = releases.release_all(groups, bears_outcomes=bears_outcomes)
        released = [group for group, fit in zip(groups, allowed, strict=True) if fit]
        counted += released
        with_outcomes += released if bears_outcomes else []
    return counted, with_outcomes


def _apart(a: Mask, b: Mask) -> bool:
    return not 0 < int((a ^ b).sum()) < SMALLEST
