"""Tables of counts hide what is small, and what would tell it."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog

from corpora.cohorts.disclosure.tables import ShownTable, suppress, suppress_levels

SMALLEST = 11


def test_levels_of_eleven_and_more_are_shown() -> None:
    assert suppress_levels([300, 11, 375], SMALLEST) == [300, 11, 375]


def test_a_small_level_is_hidden_together_with_the_next_smallest() -> None:
    assert suppress_levels([300, 375, 6], SMALLEST) == [None, 375, None]


def test_two_small_levels_that_make_eleven_together_hide_each_other() -> None:
    assert suppress_levels([300, 375, 6, 5], SMALLEST) == [300, 375, None, None]


def test_an_empty_level_looks_like_a_small_one() -> None:
    assert suppress_levels([300, 0], SMALLEST) == [300, None]
    assert suppress_levels([300, 4], SMALLEST) == [None, None]


def test_a_small_cell_hides_one_more_in_its_row_and_in_its_column() -> None:
    shown = suppress(np.array([[3, 40, 50], [30, 25, 60], [12, 14, 19]]), SMALLEST)
    assert shown.total == 253
    assert shown.rows == (93, 115, 45)
    assert shown.columns == (45, 79, 129)
    assert shown.cells[0][0] is None
    assert sum(cell is None for cell in shown.cells[0]) >= 2
    assert sum(row[0] is None for row in shown.cells) >= 2
    assert sum(cell is not None for row in shown.cells for cell in row) == 5


def test_a_small_margin_is_hidden() -> None:
    shown = suppress(np.array([[50, 60], [4, 5]]), SMALLEST)
    assert shown.rows == (None, None)


def test_a_table_of_fewer_than_eleven_shows_nothing() -> None:
    assert suppress(np.array([[5, 5]]), SMALLEST).total is None


@pytest.mark.parametrize("seed", range(150))
def test_no_small_count_follows_from_what_a_table_shows_even_with_bounds(seed: int) -> None:
    """Linear programmes over all tables of counts that agree with what is shown: no small cell or margin is fixed."""
    random = np.random.default_rng(seed)
    counts = random.poisson(random.choice([3, 12, 40], size=(random.integers(1, 4), random.integers(2, 5)))).astype(
        np.int64
    )
    if counts.sum() < SMALLEST:
        return
    shown = suppress(counts, SMALLEST)
    matrix, values = _equations(shown, counts.shape)
    groups = [*np.eye(counts.size)] + [_row(counts.shape, at) for at in range(counts.shape[0])]
    groups += [_column(counts.shape, at) for at in range(counts.shape[1])]
    for group in groups:
        true = int(group @ counts.ravel())
        if 0 < true < SMALLEST:
            low, high = (sign * _least(sign * group, matrix, values) for sign in (1, -1))
            assert high - low > 0.99, (counts, shown)


def _equations(shown: ShownTable, shape: tuple[int, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    known = [(np.ones(shape).ravel(), shown.total)]
    known += [(_row(shape, at), value) for at, value in enumerate(shown.rows)]
    known += [(_column(shape, at), value) for at, value in enumerate(shown.columns)]
    cells = [value for row in shown.cells for value in row]
    known += [(np.eye(len(cells))[at], value) for at, value in enumerate(cells)]
    told = [(group, value) for group, value in known if value is not None]
    return np.array([group for group, _ in told]), np.array([value for _, value in told], np.float64)


def _row(shape: tuple[int, ...], at: int) -> NDArray[np.float64]:
    mask = np.zeros(shape)
    mask[at] = 1
    return mask.ravel()


def _column(shape: tuple[int, ...], at: int) -> NDArray[np.float64]:
    mask = np.zeros(shape)
    mask[:, at] = 1
    return mask.ravel()


def _least(cost: NDArray[np.float64], matrix: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    solved = linprog(cost, A_eq=matrix, b_eq=values, bounds=(0, None))
    return float("-inf") if solved.status == 3 else float(solved.fun)
