"""Dates as people write them: ISO, 31/12/2019, 31-déc-2019, 12/31/2019; the order is never guessed for one cell."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_DAY_FIRST_WORDS = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?[-/. ]*([a-z]{3,9})\.?[-/., ]*(\d{4})")
_MONTH_FIRST_WORDS = re.compile(r"([a-z]{3,9})\.?[-/ ]*(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4})")
_CLOCK = re.compile(r"[T ]\d{1,2}[:h]\d{2}.*$")

_MONTHS = {
    1: "jan janv janvier january",
    2: "feb fev fevr fevrier february",
    3: "mar mars march",
    4: "apr avr avril april",
    5: "may mai",
    6: "jun juin june",
    7: "jul juil juillet july",
    8: "aug aou aout august",
    9: "sep sept septembre september",
    10: "oct octobre october",
    11: "nov novembre november",
    12: "dec decembre december",
}
_MONTH_OF = {name: number for number, names in _MONTHS.items() for name in names.split()}


def read_date(text: str, order: str) -> date | None:
    """A date, or ``None`` where the text is none.

    Parameters
    ----------
    order
        ``"day-first"`` or ``"month-first"``: what 01/02/2019 means. With ``"iso"`` or ``""`` such a date is not read.
    """
    plain = _plain(text)
    if found := _ISO.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _valid(*(int(part) for part in found.groups()))
    if found := _NUMERIC.fullmatch(plain):
        first, second, year = (int(part) for part in found.groups())
        if order == "day-first":
            return _valid(year, second, first)
        return _valid(year, first, second) if order == "month-first" else None
    if found := _DAY_FIRST_WORDS.fullmatch(plain):
        day, month, year_text = found.groups()
    elif found := _MONTH_FIRST_WORDS.fullmatch(plain):
        month, day, year_text = found.groups()
    else:
        return None
    return _valid(int(year_text), _MONTH_OF.get(month, 0), int(day))


def looks_like_date(text: str) -> bool:
    """Whether a text is a date in some order."""
    return read_date(text, "day-first") is not None or read_date(text, "month-first") is not None


def orders_told(texts: Iterable[str]) -> tuple[bool, bool, bool]:
    """What all-numeric dates say of their order: (some must be day first, some must be month first, some can be both)."""
    day_first = month_first = either = False
    for text in texts:
        found = _NUMERIC.fullmatch(_plain(text))
        if not found:
            continue
        as_day = read_date(text, "day-first") is not None
        as_month = read_date(text, "month-first") is not None
        # The same day and month (03/03/2019) is one date either way.
        either = either or (as_day and as_month and found[1].zfill(2) != found[2].zfill(2))
        day_first = day_first or (as_day and not as_month)
        month_first = month_first or (as_month and not as_day)
    return day_first, month_first, either


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.strip())
    return _CLOCK.sub("", "".join(c for c in decomposed if not unicodedata.combining(c))).strip().lower()


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
