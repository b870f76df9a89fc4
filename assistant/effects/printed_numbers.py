"""Numbers as they are printed."""

from decimal import Decimal

# Inside a plain text: digits with a point, or with thousands in groups of three; ".047" too.
UNSIGNED = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d.])|\d+\.\d+|(?<!\d)\.\d+|\d+)"
SIGNED = rf"(?=[-+.\d])(?:(?<![\w.)\]%])[-+]\s?)?(?<![\w.]){UNSIGNED}"


def as_decimal(printed: str) -> Decimal:
    """The number that a match of ``UNSIGNED`` or ``SIGNED`` prints, with its digits: ``"0.70"`` keeps its zero."""
    return Decimal(printed.replace(",", "").replace(" ", "").removeprefix("+"))
