"""Dates moved by a number of days, written as they were."""

import re
from datetime import date, timedelta

from corpora.cohorts.deidentify.words import plain

_FIGURES = re.compile(r"(\d{1,4})(\s?[/.|\\ -]\s?)(\d{1,2})(\s?[/.|\\ -]\s?)(\d{1,4})(T[\d:]+Z?)?")
_WORDED = re.compile(
    r"(\d{1,2})(er|ère|st|nd|rd|th)?([\s.,-]{0,2}(?:of |de )?)([^\W\d_]+)(\.?[-,./]?\s?)['’]?(\d{2,4})"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]+)(\.?\s{1,2}(?:the )?)(\d{1,2}) ?(st|nd|rd|th)?(,? ?(?:of )?)['’]?(\d{2,4})")
_FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_ENGLISH = "January February March April May June July August September October November December"
_MONTHS = {"fr": tuple(_FRENCH.split()), "en": tuple(_ENGLISH.split())}
_SHORTEST_MONTH = 3
_CENTURY_FROM = 40


def shift_date(written: str, days: int, language: str) -> str | None:
    """The date so many days later, in the form in which it was written; ``None`` where it is not a full date.

    Parameters
    ----------
    language
        ``"fr"``: the day comes first in figures. ``"en"``: the month does, unless it cannot be one.
    """
    match = _FIGURES.fullmatch(written)
    if match:
        return _shift_figures(match, days, language)
    match = _WORDED.fullmatch(written)
    if match:
        day, _, gap, month, before_year, year = match.groups()
        moved = _moved(_full_year(year), _month(month), int(day), days)
        return (
            None if moved is None else f"{moved.day}{gap}{_named(moved, month)}{before_year}{_like(moved.year, year)}"
        )
    match = _MONTH_FIRST.fullmatch(written)
    if match:
        month, gap, day, _, before_year, year = match.groups()
        moved = _moved(_full_year(year), _month(month), int(day), days)
        return (
            None if moved is None else f"{_named(moved, month)}{gap}{moved.day}{before_year}{_like(moved.year, year)}"
        )
    return None


def _shift_figures(match: re.Match[str], days: int, language: str) -> str | None:
    one, first_gap, two, second_gap, three, clock = match.groups()
    if len(one) == 4:
        moved = _moved(int(one), int(two), int(three), days)
        return (
            None if moved is None else f"{moved.year}{first_gap}{moved.month:02}{second_gap}{moved.day:02}{clock or ''}"
        )
    day_first = int(two) <= 12 and (language == "fr" or int(one) > 12)
    day, month = (one, two) if day_first else (two, one)
    moved = _moved(_full_year(three), int(month), int(day), days)
    if moved is None:
        return None
    parts = (moved.day, moved.month) if day_first else (moved.month, moved.day)
    padded = 1 if min(len(one), len(two)) == 1 else 2
    left, right = (f"{part:0{padded}}" for part in parts)
    return f"{left}{first_gap}{right}{second_gap}{_like(moved.year, three)}"


def _moved(year: int, month: int | None, day: int, days: int) -> date | None:
    if month is None:
        return None
    try:
        return date(year, month, day) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None


def _month(word: str) -> int | None:
    stem = plain(word)
    if len(stem) < _SHORTEST_MONTH:
        return None
    for names in _MONTHS.values():
        for number, name in enumerate(names, 1):
            if plain(name).startswith(stem):
                return number
    return None


def _named(moved: date, like: str) -> str:
    """The month in words, in the language, length and case of another."""
    french = any(plain(name).startswith(plain(like)) for name in _MONTHS["fr"])
    name = _MONTHS["fr" if french else "en"][moved.month - 1]
    if len(like) <= 4 and len(like) < len(name):
        name = name[:4] if french else name[:3]
    return name.upper() if like.isupper() else name.lower() if like.islower() else name.capitalize()


def _full_year(year: str) -> int:
    number = int(year)
    if len(year) > 2:
        return number
    return number + (1900 if number >= _CENTURY_FROM else 2000)


def _like(year: int, written: str) -> str:
    return f"{year % 100:02}" if len(written) == 2 else str(year)
