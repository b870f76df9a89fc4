"""An independent checker: which groups of a few patients have counts that follow from counts released.

Exact and exhaustive, and nothing of the code under test is used: the indicators are reduced to echelon form over the
integers, so a combination that is an indicator has 0 or 1 at each pivot, and all such combinations are formed.
"""

from itertools import product

import numpy as np
from numpy.typing import NDArray


def smallest_derivable(released: NDArray[np.bool_]) -> int:
    """Patients in the smallest group whose indicator is a linear combination of the rows. Shape (groups, patients)."""
    columns, patients = np.unique(released, axis=1, return_counts=True)
    reduced, pivots = _echelon([[int(bit) for bit in row] for row in columns])
    scale = reduced[0][pivots[0]]
    choices = np.array(list(product((0, 1), repeat=len(reduced))), np.float64)[1:]
    # Every number is an integer far below 2**53, so that the product is exact.
    words = choices @ np.array(reduced, np.float64)
    is_indicator = ((words == 0) | (words == scale)).all(axis=1)
    return int(((words[is_indicator] == scale) @ patients).min())


def _echelon(rows: list[list[int]]) -> tuple[list[list[int]], list[int]]:
    """The reduced echelon form without its zero rows, times a common number, and its pivots' columns (Bareiss)."""
    rank, previous, pivots = 0, 1, []
    for column in range(len(rows[0])):
        chosen = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
        if chosen is None:
            continue
        rows[rank], rows[chosen] = rows[chosen], rows[rank]
        pivot = rows[rank]
        for i, row in enumerate(rows):
            if i != rank:
                rows[i] = [(pivot[column] * a - row[column] * b) // previous for a, b in zip(row, pivot, strict=True)]
        previous = pivot[column]
        pivots.append(column)
        rank += 1
    return rows[:rank], pivots
