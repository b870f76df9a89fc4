"""Units mixed within a column."""

import numpy as np
import pytest

from corpora.cohorts.importing.mixed_units import mixed_units

_RANDOM = np.random.default_rng(7)
HAEMOGLOBIN = _RANDOM.normal(12.5, 1.6, 500)
CREATININE = np.exp(_RANDOM.normal(0, 0.3, 800))


@pytest.mark.parametrize("share", [3, 40, 200])
def test_grams_per_litre_among_grams_per_decilitre_are_found(share: int) -> None:
    values = HAEMOGLOBIN.copy()
    values[:share] *= 10
    found = mixed_units(values)
    assert found is not None and found.factor == 10
    assert found.rows.tolist() == list(range(share))


def test_creatinine_in_two_units_is_found() -> None:
    values = CREATININE.copy()
    values[100:150] *= 88.42
    found = mixed_units(values)
    assert found is not None and found.factor == pytest.approx(88.42)
    assert found.rows.tolist() == list(range(100, 150))


@pytest.mark.parametrize(
    "values",
    [
        HAEMOGLOBIN,
        CREATININE,
        np.exp(_RANDOM.normal(2, 2.5, 2000)),  # a tumour marker over six powers of ten
        _RANDOM.integers(0, 30, 500).astype(float),
        np.r_[HAEMOGLOBIN, 900.0],  # one outlier is a mistyped value, not a unit
        np.full(100, np.nan),
        np.ones(100),
    ],
)
def test_values_in_one_unit_are_left_alone(values: np.ndarray) -> None:
    assert mixed_units(values) is None
