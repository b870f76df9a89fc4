"""Numbers written digit by digit, as the boxes of forms come out of a PDF: "1 2 0 5 1 9 7 8"."""

import re
from collections.abc import Iterator

from corpora.cohorts.deidentify.span import Identifier

# The first box may hold two digits, read as one: "05 1 2 2 0 2 4".
_RUN = re.compile(r"(?<![\w.,/+-])\d{1,2}(?:[ \u00a0]\d(?!\d)){5,40}(?![\w%/]|[.,]\d)")
_DAY_MONTH_YEAR = 8
_SOCIAL_SECURITY = range(11, 16)
_FIRST_YEAR, _LAST_YEAR = 1850, 2100


def spelt_digits(text: str) -> Iterator[Identifier]:
    """Dates of seven or eight digits (one may be lost in print), and longer runs: social-security numbers, or several
    boxes in a row."""
    for match in _RUN.finditer(text):
        digits = "".join(c for c in match.group() if c.isdigit())
        varied = len(set(digits)) > 3
        if is_date(digits) or (len(digits) == _DAY_MONTH_YEAR - 1 and varied and "0" in digits):
            yield Identifier(*match.span(), "DATE")
        elif len(digits) >= _SOCIAL_SECURITY.start and varied:
            yield Identifier(*match.span(), "NIR" if len(digits) in _SOCIAL_SECURITY else "RECORD")


def is_date(digits: str) -> bool:
    """Whether digits are a day, a month (in either order) and a year; the zero of the first may be missing."""
    if len(digits) == _DAY_MONTH_YEAR - 1:
        digits = f"0{digits}"
    if len(digits) != _DAY_MONTH_YEAR:
        return False
    one, two, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    in_order = 1 <= min(one, two) <= 12 and max(one, two) <= 31 and _FIRST_YEAR <= year <= _LAST_YEAR
    year_first = _FIRST_YEAR <= int(digits[:4]) <= _LAST_YEAR and 1 <= int(digits[4:6]) <= 12 and int(digits[6:]) <= 31
    return in_order or year_first
