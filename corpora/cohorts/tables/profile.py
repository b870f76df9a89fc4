"""What a column holds, from the beginning of the file: numbers, dates, codes, identifiers or text."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from corpora.cohorts.tables.dates import looks_like_date
from corpora.cohorts.tables.mapping import folded

_MISSING = re.compile(
    r"\[.*\]|unknown|inconnue?|non renseigne|non renseigné|nr|nsp|ne sait pas|not available|not applicable|manquant|missing|"
    r"non fait|not done|-|--|\.\.|#value!|#ref!",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")
_MOST_LEVELS = 60
_BINS = 10
_PROSE_WORDS = 6


class Holds(StrEnum):
    """What the cells of a column are."""

    NOTHING = "nothing"
    NUMBERS = "numbers"
    DATES = "dates"
    CODES = "codes"
    IDENTIFIERS = "identifiers"
    TEXT = "text"


@dataclass(frozen=True)
class Profile:
    """What a column holds.

    Attributes
    ----------
    missing
        Share of cells without a value, 0 to 1.
    nulls
        What those cells say beyond being empty (``"[Not Available]"``).
    values
        Of codes: each with how often, the most frequent first. Of anything else: nothing, lest it identify.
    numbers
        Of numbers: smallest, quartiles, largest. Empty otherwise.
    histogram
        Of numbers: counts in ten bins of equal width from the smallest to the largest.
    whole
        Whether all numbers are whole.
    year
        Of dates: the median year. 0 otherwise.
    """

    holds: Holds
    missing: float
    distinct: int
    rows: int
    nulls: tuple[str, ...]
    values: tuple[tuple[str, int], ...] = ()
    numbers: tuple[float, ...] = ()
    histogram: tuple[int, ...] = ()
    whole: bool = False
    year: int = 0


def profile(cells: list[str | None], nulls: tuple[str, ...], decimal: str) -> Profile:
    """What a column holds.

    Parameters
    ----------
    cells
        Trimmed text.
    nulls
        What says that nothing is known, besides the words that usually do.
    """
    empty = {null.lower() for null in nulls}
    counts = Counter(cell for cell in cells if cell is not None)
    unknown = {cell for cell in counts if cell.lower() in empty or _MISSING.fullmatch(cell)}
    said = tuple(sorted(cell for cell in unknown if cell.lower() not in empty))
    known = {cell: n for cell, n in counts.items() if cell not in unknown}
    total = sum(known.values())
    missing = 1 - total / max(len(cells), 1)
    seen = Profile(Holds.NOTHING, round(missing, 4), len(known), len(cells), said)
    if not total:
        return seen
    numeric = {cell: n for cell, n in known.items() if _NUMBER.fullmatch(cell)}
    if sum(numeric.values()) >= 0.98 * total:
        return _numbers(numeric, decimal, seen)
    if sum(n for cell, n in known.items() if looks_like_date(cell)) >= 0.9 * total:
        years = [int(found[0]) for cell in known if (found := _YEAR.search(cell))]
        return replace(seen, holds=Holds.DATES, year=int(np.median(years)))
    words = sum(len(cell.split()) * n for cell, n in known.items()) / total
    is_prose = words > _PROSE_WORDS and len(known) > _BINS
    if not is_prose and (len(known) <= _MOST_LEVELS or len(known) <= 0.05 * total):
        ranked = tuple(sorted(known.items(), key=lambda pair: (-pair[1], pair[0])))
        return replace(seen, holds=Holds.CODES, values=ranked)
    is_identifier = words <= 2 and len(known) > 0.9 * total
    return replace(seen, holds=Holds.IDENTIFIERS if is_identifier else Holds.TEXT)


def _numbers(numeric: dict[str, int], decimal: str, seen: Profile) -> Profile:
    values = np.repeat(
        [float(cell.replace(",", ".") if decimal == "," else cell.replace(",", "")) for cell in numeric],
        list(numeric.values()),
    )
    whole = bool((values == np.round(values)).all())
    cuts = tuple(round(float(cut), 4) for cut in np.quantile(values, (0, 0.25, 0.5, 0.75, 1)))
    few = Counter[str]()
    for cell, n in numeric.items():
        few[folded(cell)] += n
    ranked = tuple(sorted(few.items(), key=lambda pair: float(pair[0].replace(",", ".")))) if len(few) <= 12 else ()
    bins = np.histogram(values, bins=_BINS)[0]
    return replace(
        seen,
        holds=Holds.NUMBERS,
        values=ranked,
        numbers=cuts,
        histogram=tuple(int(n) for n in bins),
        whole=whole,
    )
