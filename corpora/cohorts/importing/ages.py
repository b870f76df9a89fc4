"""Exact ages into bands: what the cohort keeps of an age."""

from dataclasses import replace
from typing import TYPE_CHECKING

from corpora.cohorts.cohort import Kind, Label, Level, Role, Variable

if TYPE_CHECKING:
    from pyarrow import Array


def is_exact_age(variable: Variable) -> bool:
    """Whether a variable holds ages in years that are still to be banded."""
    return variable.role is Role.AGE and not variable.levels


def band_ages(years: "Array", width: int, oldest: int) -> "Array":
    """Ages in years (float64) into codes: ``"65-69"``, or ``"90+"`` from ``oldest`` on."""
    import pyarrow as pa
    from pyarrow import compute

    low = compute.multiply(compute.floor(compute.divide(years, width)), width).cast(pa.int64())
    high = compute.min_element_wise(compute.add(low, width - 1), oldest - 1)
    band = compute.binary_join_element_wise(low.cast(pa.string()), high.cast(pa.string()), "-")
    return compute.if_else(compute.greater_equal(years, oldest), f"{oldest}+", band)


def banded(variable: Variable, present: set[str], width: int, oldest: int) -> Variable:
    """The variable with the bands from the lowest to the highest that are present, without a gap."""
    bands = [f"{low}-{min(low + width, oldest) - 1}" for low in range(0, oldest, width)] + [f"{oldest}+"]
    held = [position for position, band in enumerate(bands) if band in present]
    kept = bands[held[0] : held[-1] + 1] if held else []
    return replace(variable, kind=Kind.ORDERED, unit="a", levels=tuple(Level(band, _label(band)) for band in kept))


def _label(band: str) -> Label:
    if band.endswith("+"):
        return Label(f"{band[:-1]} and over", f"{band[:-1]} ans et plus")
    low, high = band.split("-")
    return Label(f"{low} to {high}", f"{low} à {high} ans")
