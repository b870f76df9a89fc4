"""Questions that honest and curious people ask of a small cohort, one after another, drawn at random."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


class Asker:
    """Asks of one cohort. Knows its patients, so differs from an attacker only in asking better."""

    def __init__(self, random: np.random.Generator) -> None:
        self.random = random
        self.n = int(random.integers(30, 81))
        self.numbers = random.normal(size=(3, self.n))
        self.levels = [random.integers(0, int(random.integers(2, 5)), self.n) for _ in range(4)]
        self.asked: list[Mask] = [np.ones(self.n, bool)]

    def ask(self) -> list[Mask]:
        """The groups of the next question, in order."""
        kinds: list[Callable[[], list[Mask]]] = [
            self._filter, self._filter, self._neighbours, self._differencing, self._differencing,
            self._tracker, self._partition, self._cells, self._stranger,
        ]  # fmt: skip
        groups = kinds[int(self.random.integers(len(kinds)))]()
        self.asked += groups
        return groups

    def _condition(self) -> Mask:
        if self.random.random() < 0.5:
            number = self.numbers[self.random.integers(3)]
            mask: Mask = number < self.random.choice(number)
        else:
            level = self.levels[self.random.integers(4)]
            mask = level == self.random.choice(level)
        return ~mask if self.random.random() < 0.3 else mask

    def _filter(self) -> list[Mask]:
        mask = self._condition()
        for _ in range(int(self.random.integers(0, 3))):
            mask = mask & self._condition() if self.random.random() < 0.5 else mask | self._condition()
        return [mask]

    def _neighbours(self) -> list[Mask]:
        distance = np.abs(self.numbers - self.numbers[:, [self.random.integers(self.n)]]).sum(axis=0)
        near = distance <= np.sort(distance)[int(self.random.integers(11, self.n))]
        arm = self.levels[0] == 0
        return [near & arm, near & ~arm]

    def _earlier(self) -> Mask:
        return self.asked[self.random.integers(len(self.asked))]

    def _differencing(self) -> list[Mask]:
        """An earlier group with a few patients more or fewer."""
        mask = self._earlier().copy()
        changed = self.random.choice(self.n, int(self.random.integers(1, 13)), replace=False)
        mask[changed] = bool(self.random.random() < 0.5)
        return [mask]

    def _tracker(self) -> list[Mask]:
        a, b = self._earlier(), self._condition() if self.random.random() < 0.5 else self._earlier()
        return [[a | b], [a & b], [a & ~b], [~a], [a ^ b], [a | b, a & b], [a | b, a, b]][self.random.integers(7)]

    def _partition(self) -> list[Mask]:
        level = self.levels[self.random.integers(4)]
        within = self._earlier()
        return [within & (level == each) for each in np.unique(level)]

    def _cells(self) -> list[Mask]:
        rows, columns = self.levels[self.random.integers(4)], self.levels[self.random.integers(4)]
        margins = [rows == each for each in np.unique(rows)] + [columns == each for each in np.unique(columns)]
        cells = [(rows == one) & (columns == other) for one in np.unique(rows) for other in np.unique(columns)]
        return [*margins, *cells]

    def _stranger(self) -> list[Mask]:
        return [self.random.random(self.n) < self.random.random()]
