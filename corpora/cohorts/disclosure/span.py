"""What the counts released so far tell together: their linear span, and a proof that it holds no small group.

Who knows the counts of the groups S1, ..., Sm knows the count of every group U whose indicator is a linear combination
of theirs: differences of nested groups, trackers, complements, what is left of a table's margins are all of that kind.

A *base* is a set of m patients on whom the m released indicators are linearly independent, so that a combination is
zero everywhere if it is zero on a base. Keep q disjoint bases. A group of at most s patients that lies in the span
meets one of them in at most ``s // q`` patients. With q > s it meets one in none, and is empty: nothing small can be
derived, and nothing more need be looked at. With fewer bases, every combination that is 0 or 1 on a base, and 1 on at
most ``s // q`` of its patients, is looked at (Zimmermann's algorithm for the least weight of a linear code, restricted to
indicators). Where that would take too long, the release is refused.

Arithmetic is exact, modulo a prime: a base is independent over the rationals if it is modulo the prime, and a group that
lies in the span over the rationals lies in it modulo the prime; so the prime can only add refusals.
"""

from enum import Enum

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.disclosure.bases import PRIME, Bases, no_bases, times
from corpora.cohorts.disclosure.growth import Growth
from corpora.cohorts.disclosure.small_words import TooMany, has_small_word, work

# Cohorts up to this size are looked at whole; of larger ones a sample first.
_WHOLE = 2048
_SAMPLE = 384
# Bits looked at while searching a large cohort for where a combination is not zero.
_MOST_SCANNED = 400_000_000
# Patients, and groups, that are looked at together: their arrays fit the processor's cache.
_BLOCK = 1 << 14
_DOZEN = 12
# Sums formed while looking for a small group, over all bases.
_MOST_SUMS = 1_000_000
# A dependent group's coefficients are at most this, as integers over a common denominator of at most 6.
_LARGEST_COEFFICIENT = 64


class Verdict(Enum):
    """What releasing a group would mean."""

    KNOWN = "its count follows from those released"
    SAFE = "no small group's count would follow"
    UNSAFE = "a small group's count would follow, or it cannot be shown that none does"
    EXHAUSTED = "too many counts are released for the proof to be possible"


class Span:
    """The span of released groups. Groups are packed bits (``numpy.packbits``), the first one is the whole cohort.

    Parameters
    ----------
    n
        Patients, at least ``smallest``.
    smallest
        Groups with fewer patients must not be derivable.
    """

    def __init__(self, n: int, smallest: int) -> None:
        if n < smallest:
            raise ValueError("a cohort smaller than the smallest group has nothing to release")
        self.n = n
        self.smallest = smallest
        self._rows: list[NDArray[np.uint8]] = [np.packbits(np.ones(n, bool))]
        self._unpacked = np.ones((1, n)) if n <= _WHOLE else None
        self._bases = Bases(np.arange(smallest).reshape(-1, 1), np.ones((smallest, 1, 1)))

    @property
    def bases(self) -> Bases:
        """The bases of what has been released."""
        return self._bases

    def restore(self, groups: list[NDArray[np.uint8]], bases: Bases) -> None:
        """Take in independent groups at once, with the :attr:`bases` that they had."""
        self._rows += groups
        if self._unpacked is not None and groups:
            self._unpacked = np.vstack([self._unpacked, *(np.unpackbits(group, count=self.n) for group in groups)])
        self._bases = bases

    @property
    def rank(self) -> int:
        """Independent counts released."""
        return len(self._rows)

    def consider(self, group: NDArray[np.uint8]) -> tuple[Verdict, Bases | None]:
        """Whether a group may be released, and the bases that prove it. Changes nothing."""
        extended = self._extend(group)
        if isinstance(extended, Verdict):
            return extended, None
        if not len(extended):
            return Verdict.UNSAFE, None
        verdict = self._prove(group, extended)
        return verdict, extended if verdict is Verdict.SAFE else None

    def add(self, group: NDArray[np.uint8], bases: Bases | None = None) -> None:
        """Take a released group in, with the bases that :meth:`consider` gave, or (when read back) without."""
        if bases is None:
            extended = self._extend(group)
            if extended is Verdict.KNOWN:
                return
            # Released under a looser policy than today's: without a base, nothing new can be proved, and all is refused.
            bases = no_bases(self.rank + 1) if isinstance(extended, Verdict) else extended
        self._rows.append(group)
        if self._unpacked is not None:
            self._unpacked = np.vstack([self._unpacked, np.unpackbits(group, count=self.n)])
        self._bases = bases

    def _extend(self, group: NDArray[np.uint8]) -> Bases | Verdict:
        """The bases of the span with the group in it, fewer where one finds no patient to go on with."""
        bases = self._bases
        if not len(bases):
            return Verdict.UNSAFE
        coefficients = times(self._at(group, bases.patients)[:, None, :], bases.inverse)[:, 0]
        patients = np.arange(self.n) if self.n <= _WHOLE else self._sample(group)
        residual = self._residual(group, coefficients, patients)
        if self.n > _WHOLE:
            more = self._scan(group, coefficients, patients, residual)
            if more is None:
                return Verdict.UNSAFE
            if len(more):
                patients = np.unique(np.concatenate([patients, more]))
                residual = self._residual(group, coefficients, patients)
        elif self._tells_of_few(residual):
            return Verdict.UNSAFE
        if not residual.any():
            return Verdict.KNOWN if _is_exact(coefficients[0]) else Verdict.UNSAFE

        def rows(patients: NDArray[np.int64]) -> NDArray[np.float64]:
            return np.vstack([self._rows_at(patients), self._at(group, patients)])

        return Growth(bases, patients, coefficients, residual, rows).grow()

    def _tells_of_few(self, residual: NDArray[np.float64]) -> bool:
        """Whether what a group has beyond a combination is itself the indicator of a small group: no need to go on."""
        few = residual[(np.count_nonzero(residual, axis=1) < self.smallest) & residual.any(axis=1)]
        return bool(((few == 0) | (few == few.max(axis=1, initial=0)[:, None])).all(axis=1).any())

    def _prove(self, group: NDArray[np.uint8], bases: Bases) -> Verdict:
        """Look at every combination that could be the indicator of a small group."""
        q, m = bases.patients.shape
        most = (self.smallest - 1) // q
        if most == 0:
            return Verdict.SAFE
        needed = min(count for count in range(1, q + 1) if (self.smallest - 1) // count == most)
        if needed * work(m, most) > _MOST_SUMS:
            return Verdict.EXHAUSTED
        first = np.unique(bases.patients)
        for base in range(needed):

            def words(columns: NDArray[np.int64], base: int = base) -> NDArray[np.float64]:
                bits = np.vstack([self._rows_at(columns), self._at(group, columns)])
                return times(bases.inverse[base], bits)

            try:
                if has_small_word(words, self.n, first, most, self.smallest):
                    return Verdict.UNSAFE
            except TooMany:
                return Verdict.EXHAUSTED
        return Verdict.SAFE

    def _sample(self, group: NDArray[np.uint8]) -> NDArray[np.int64]:
        """Patients of a large cohort among whom bases look first: some at random, some of the group."""
        order = np.random.default_rng(self.rank)
        eights = np.flatnonzero(group)
        chosen = eights[order.integers(0, len(eights), _SAMPLE)] if len(eights) else eights
        inside = (chosen[:, None] * 8 + np.arange(8))[np.unpackbits(group[chosen]).reshape(-1, 8).astype(bool)]
        return np.unique(np.concatenate([order.integers(0, self.n, _SAMPLE), order.permutation(inside)[:_SAMPLE]]))

    def _scan(
        self,
        group: NDArray[np.uint8],
        coefficients: NDArray[np.float64],
        patients: NDArray[np.int64],
        residual: NDArray[np.float64],
    ) -> NDArray[np.int64] | None:
        """More patients of a large cohort, for the bases to which the sample offers too few; ``None``: too much work.

        None more if every base has enough; else also those in the bases, who may be exchanged.
        """
        free = ~np.isin(patients, self._bases.patients)
        short = np.flatnonzero(((residual != 0) & free).sum(axis=1) < self.smallest)
        if not len(short):
            return np.empty(0, np.int64)
        different = np.unique(coefficients[short], axis=0)
        if self.n * int((1 + np.count_nonzero(different, axis=1)).sum()) > _MOST_SCANNED:
            return None
        return np.concatenate([self._bases.patients.ravel(), *self._supports(group, different)])

    def _supports(self, group: NDArray[np.uint8], rows: NDArray[np.float64]) -> list[NDArray[np.int64]]:
        """Where each of some combinations is not zero: all places if they are few, else the first of them."""
        enough = 64 * self.smallest
        used = np.flatnonzero(rows.any(axis=0)).tolist()
        members = [group, *(self._rows[index] for index in used)]
        combined = np.column_stack([np.ones(len(rows)), -rows[:, used]])
        # What a patient adds depends on which groups hold them: a table of that, by a dozen groups at a time.
        dozens = [range(at, min(at + _DOZEN, len(members))) for at in range(0, len(members), _DOZEN)]
        tables = [times(combined[:, dozen], _patterns(len(dozen))).astype(np.int32) for dozen in dozens]
        found: list[list[NDArray[np.int64]]] = [[] for _ in rows]
        counts = np.zeros(len(rows), np.int64)
        for begin in range(0, self.n, _BLOCK):
            wanted = np.flatnonzero(counts < enough).tolist()
            if not wanted:
                break
            count = min(_BLOCK, self.n - begin)
            codes = [self._codes([members[index] for index in dozen], begin, count) for dozen in dozens]
            for at in wanted:
                rest = tables[0][at][codes[0]]
                for table, code in zip(tables[1:], codes[1:], strict=True):
                    rest = (rest + table[at][code]) % PRIME
                places = np.flatnonzero(rest)
                found[at].append(begin + places)
                counts[at] += len(places)
        return [np.concatenate(places)[:enough] for places in found]

    @staticmethod
    def _codes(members: list[NDArray[np.uint8]], begin: int, count: int) -> NDArray[np.uint16]:
        """By patient of a block, which of some groups hold them: a bit a group."""
        codes = np.zeros(count, np.uint16)
        for shift, row in enumerate(members):
            codes |= np.unpackbits(row[begin >> 3 :], count=count).astype(np.uint16) << np.uint16(shift)
        return codes

    def _residual(
        self, group: NDArray[np.uint8], coefficients: NDArray[np.float64], patients: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        return (self._at(group, patients) - times(coefficients, self._rows_at(patients))) % PRIME

    def _rows_at(self, columns: NDArray[np.int64]) -> NDArray[np.float64]:
        if self._unpacked is not None:
            return np.asarray(self._unpacked[:, columns])
        return np.stack([self._at(row, columns) for row in self._rows])

    @staticmethod
    def _at(row: NDArray[np.uint8], columns: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray((row[columns >> 3] >> (7 - (columns & 7))) & 1, np.float64)


def _patterns(groups: int) -> NDArray[np.float64]:
    """Every way to be in some groups or not. Shape (groups, 2 ** groups)."""
    return ((np.arange(1 << groups) >> np.arange(groups)[:, None]) & 1).astype(np.float64)


def _is_exact(coefficients: NDArray[np.float64]) -> bool:
    """Whether a combination modulo the prime is one of small fractions, and so holds over the rationals too."""
    for denominator in range(1, 7):
        scaled = coefficients * denominator % PRIME
        centred = np.where(scaled > PRIME / 2, scaled - PRIME, scaled)
        if np.abs(centred).max() <= _LARGEST_COEFFICIENT and np.abs(centred).sum() + denominator < PRIME / 2:
            return True
    return False
