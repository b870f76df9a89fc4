"""The comparison of a difference, from the two figures that it is the difference of."""

from decimal import Decimal

from assistant.effects.compared import ArmFigure, name_of
from assistant.effects.outcome_figures import OutcomeFigure
from assistant.effects.reading import Reading

# Each of the three numbers is rounded, so their sum may be off by one and a half of the last digit.
_ROUNDING = Decimal("1.5")


def compared_by_difference(reading: Reading, difference: OutcomeFigure, figures: list[ArmFigure]) -> str:
    """``"A vs B"`` where A's printed figure less B's is the difference, within rounding; else empty."""
    value = difference.figure.value
    before = [f for f in figures if f.figure.start < difference.figure.start]
    for two in (before[-2:], figures[len(before) : len(before) + 2]):
        if len(two) != 2 or two[0].arm.key == two[1].arm.key:
            continue
        one, other = two
        exponents = [int(d.as_tuple().exponent) for d in (value, one.figure.value, other.figure.value)]
        tolerance = _ROUNDING * Decimal(1).scaleb(max(exponents))
        gap = one.figure.value - other.figure.value
        if abs(gap - value) <= tolerance and abs(gap + value) > tolerance:
            return f"{name_of(reading, one.arm)} vs {name_of(reading, other.arm)}"
        if abs(gap + value) <= tolerance and abs(gap - value) > tolerance:
            return f"{name_of(reading, other.arm)} vs {name_of(reading, one.arm)}"
    return ""
