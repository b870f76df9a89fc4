"""Tables of counts: which cells and margins may be shown, so that no small count follows from the others.

The same exact reasoning as for a cohort's releases (:mod:`corpora.cohorts.disclosure.span`), on a table's cells: the total,
the margins and the cells are taken largest first, and each is shown only if, with those shown before it, no sum of
cells of 1 to ``smallest`` - 1 patients follows. So a small cell is hidden (primary suppression), and with it as many of
its neighbours as its margins need (complementary suppression). A hidden cell is not fixed by its bounds either: some
combination of the other patients' cells can always be moved against it. Empty cells are hidden like small ones.

A table of a cohort's patients goes through :class:`corpora.cohorts.disclosure.releases.Releases` besides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpora.cohorts.disclosure.span import Span, Verdict


@dataclass(frozen=True)
class ShownTable:
    """A two-way table as it may be shown; ``None`` where a count is not."""

    cells: tuple[tuple[int | None, ...], ...]
    rows: tuple[int | None, ...]
    columns: tuple[int | None, ...]
    total: int | None


def suppress(counts: NDArray[np.int64], smallest: int) -> ShownTable:
    """Which counts of a two-way table, its margins and its total may be shown.

    Parameters
    ----------
    counts
        Patients by row and column. Shape (rows, columns).
    smallest
        Fewest patients that a shown or derivable number may stand for.
    """
    high, wide = counts.shape
    cell = np.arange(high * wide).reshape(high, wide)
    groups = [cell.ravel(), *cell, *cell.T, *cell.reshape(-1, 1)]
    shown = _shown(counts.ravel(), groups, smallest)
    rows, columns, cells = shown[1 : 1 + high], shown[1 + high : 1 + high + wide], shown[1 + high + wide :]
    return ShownTable(
        tuple(tuple(cells[row * wide : (row + 1) * wide]) for row in range(high)), tuple(rows), tuple(columns), shown[0]
    )


def suppress_levels(counts: Sequence[int], smallest: int) -> list[int | None]:
    """Which counts of a variable's levels (missing values among them) may be shown beside their total.

    All of at least ``smallest``; but if those hidden make less than that together, the least of the others is hidden too.
    """
    hidden = [count < smallest for count in counts]
    together = sum(count for count, small in zip(counts, hidden, strict=True) if small)
    if 0 < together < smallest and not all(hidden):
        hidden[min((count, at) for at, count in enumerate(counts) if not hidden[at])[1]] = True
    return [None if small else count for count, small in zip(counts, hidden, strict=True)]


def _shown(sizes: NDArray[np.int64], groups: Sequence[NDArray[np.int64]], smallest: int) -> list[int | None]:
    """The size of each group of cells, or ``None``. The first group is all cells."""
    shown: list[int | None] = [None] * len(groups)
    if sizes.sum() < smallest:
        return shown
    # A cell of many patients stands for itself with as many as make it too large to matter.
    cell_of = np.repeat(np.arange(len(sizes)), np.minimum(sizes, smallest))
    span = Span(len(cell_of), smallest)
    totals = [int(sizes[group].sum()) for group in groups]
    for index in sorted(range(len(groups)), key=lambda index: (-totals[index], index)):
        if totals[index] < smallest:
            continue
        members = np.packbits(np.isin(cell_of, groups[index]))
        verdict, bases = span.consider(members)
        if verdict is Verdict.SAFE:
            span.add(members, bases)
        if verdict in (Verdict.SAFE, Verdict.KNOWN):
            shown[index] = totals[index]
    return shown
