"""The search for a small group among the combinations of released counts that a base allows."""

from collections.abc import Callable
from itertools import product
from math import comb

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.disclosure.bases import PRIME

# Values looked at, for one base, before the search gives up.
_MOST_VALUES = 300_000_000
_AT_ONCE = 50_000
_BLOCK = 1024
# Patients among whom the two are chosen on which words differ most, and choices left to look at on all.
_LOOKED_OVER = 64
_MOST_IN_QUESTION = 3_000_000


class TooMany(Exception):
    """The search would take too long; nothing is known."""


def has_small_word(
    words: Callable[[NDArray[np.int64]], NDArray[np.float64]],
    n: int,
    first: NDArray[np.int64],
    most: int,
    smallest: int,
) -> bool:
    """Whether a sum of 1 to ``most`` words is 0 or 1 on every patient, and 1 on fewer than ``smallest`` of them.

    Parameters
    ----------
    words
        The values of all words on some patients, integers modulo a prime. Patients of shape (k,) give shape (m, k).
    n
        Patients.
    first
        Patients to look at first, without repetition.

    Raises
    ------
    TooMany
        Too many sums stay in question for too long.
    """
    rest = np.setdiff1d(np.arange(n), first) if n <= 65_536 else None
    blocks = _Blocks(words, n, first, rest)
    budget = [_MOST_VALUES]
    return any(_any_small(size, blocks, smallest, budget) for size in range(1, most + 1))


class _Blocks:
    """The words' values, block of patients by block, computed once."""

    def __init__(
        self,
        words: Callable[[NDArray[np.int64]], NDArray[np.float64]],
        n: int,
        first: NDArray[np.int64],
        rest: NDArray[np.int64] | None,
    ) -> None:
        self._words = words
        self._order = np.concatenate([first, rest]) if rest is not None else None
        self._first, self._n = first, n
        self._done: list[NDArray[np.int32]] = []

    def __getitem__(self, index: int) -> NDArray[np.int32] | None:
        if index < len(self._done):
            return self._done[index]
        columns = self._columns(index)
        if not len(columns):
            return None
        self._done.append(self._words(columns).astype(np.int32))
        return self._done[-1]

    def _columns(self, index: int) -> NDArray[np.int64]:
        if self._order is not None:
            return self._order[index * _BLOCK : (index + 1) * _BLOCK]
        ahead = -(-len(self._first) // _BLOCK)
        if index < ahead:
            return self._first[index * _BLOCK : (index + 1) * _BLOCK]
        start = (index - ahead) * _BLOCK
        block = np.arange(start, min(start + _BLOCK, self._n))
        return np.setdiff1d(block, self._first)


def _any_small(size: int, blocks: _Blocks, smallest: int, budget: list[int]) -> bool:
    block = blocks[0]
    if block is None or len(block) < size:
        return False
    sums = choices(len(block), 1) if size == 1 else _in_question(block, size)
    weight = np.zeros(len(sums), np.int64)
    index = 0
    while block is not None and len(sums):
        start = 0
        while start < block.shape[1] and len(sums):
            width = max(1, min(block.shape[1] - start, _AT_ONCE // len(sums)))
            part = block[:, start : start + width]
            budget[0] -= len(sums) * width * size
            if budget[0] < 0:
                raise TooMany
            values = part[sums[:, 0]].astype(np.int64)
            for place in range(1, size):
                values += part[sums[:, place]]
            values %= PRIME
            weight += values.sum(axis=1)
            kept = (values <= 1).all(axis=1) & (weight < smallest)
            sums, weight = sums[kept], weight[kept]
            start += width
        index += 1
        block = blocks[index]
    return bool(len(sums))


def work(count: int, most: int) -> int:
    """How many sums are formed to look at all of 1 to ``most`` of ``count`` words."""
    return sum(comb(count, size - size // 2) for size in range(1, most + 1))


def _in_question(block: NDArray[np.int32], size: int) -> NDArray[np.int16]:
    """The choices of ``size`` words that are 0 or 1 on two patients, met in the middle.

    A choice is one of its smaller half, in order, and one of its larger half; for each larger half, the smaller halves
    that make 0 or 1 of it are looked up.
    """
    values = [np.unique(block[:, column]).size for column in range(min(block.shape[1], _LOOKED_OVER))]
    patients = np.argsort(values, kind="stable")[-2:]
    smaller, larger = choices(len(block), size // 2), choices(len(block), size - size // 2)
    of_smaller = [block[:, patient][smaller].sum(axis=1, dtype=np.int64) % PRIME for patient in patients]
    of_larger = [block[:, patient][larger].sum(axis=1, dtype=np.int64) % PRIME for patient in patients]
    keys = _key(of_smaller)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    found = []
    for wanted in product((0, 1), repeat=len(patients)):
        missing = _key([(one - values) % PRIME for one, values in zip(wanted, of_larger, strict=True)])
        start, end = np.searchsorted(keys, missing, "left"), np.searchsorted(keys, missing, "right")
        many = end - start
        if many.sum() > _MOST_IN_QUESTION:
            raise TooMany
        which = np.repeat(np.arange(len(larger)), many)
        offset = np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many)
        low, high = smaller[order[np.repeat(start, many) + offset]], larger[which]
        in_order = low[:, -1] < high[:, 0]
        found.append(np.hstack([low[in_order], high[in_order]]))
    return np.concatenate(found)


def _key(values: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    key = np.zeros_like(values[0])
    for each in values:
        key = key * PRIME + each
    return key


def choices(count: int, size: int) -> NDArray[np.int16]:
    """Every choice of ``size`` of ``count`` things, in rising order. Shape (choices, size)."""
    chosen = np.arange(count, dtype=np.int16)[:, None]
    for _ in range(size - 1):
        more = count - 1 - chosen[:, -1].astype(np.int64)
        repeated = np.repeat(chosen, more, axis=0)
        offset = np.arange(len(repeated)) - np.repeat(np.cumsum(more) - more, more)
        chosen = np.column_stack([repeated, repeated[:, -1] + 1 + offset.astype(np.int16)])
    return chosen
