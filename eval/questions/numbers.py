"""The numbers of a text, read independently of the pipeline that is scored.

The pipeline checks numbers with code of its own; were the same code to score it, both would share their blind spots.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_CITATION = re.compile(r"\[\s*\d+(?:\s*[,;–-]\s*\d+)*\s*\]")
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th|re|ère|er|e|ème|eme|de|nde)\b", re.IGNORECASE)
# A word with letters and digits: a gene, a drug, a stage, a trial, or a number with its unit.
_NAME = re.compile(r"(?:\d+-)?(?:[^\W\d_]+-)*(?:[^\W\d_]+\d[\w]*|\d+[^\W\d_][\w]*)(?:-[^\W_]+)*")
_LETTER_FIRST = re.compile(r"(?<![\w.,])(?:[^\W\d_]+-)*[^\W\d_]+\d\w*")
_SPACED = r"\d{1,3}(?:[\u202f\u00a0\u2009 ]\d{3})+(?!\d)"
_NUMBER = re.compile(rf"{_SPACED}(?:[.,]\d+)?|\d+(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d*[.,]\d+|\d+")
_HYPHENATED_NAME = re.compile(r"(?<![\w.,])\d+-(?=[A-Z]{2})[A-Z]+\b")


@dataclass(frozen=True)
class PrintedNumber:
    """A number as printed, and each way to read it.

    Attributes
    ----------
    printed
        E.g. ``"2,586"``.
    readings
        Sets of values; the number is found where all values of one reading are. ``"2,586"`` reads as 2586 or 2.586,
        ``"2 586"`` as 2586 or as 2 and 586.
    """

    printed: str
    readings: tuple[frozenset[str], ...]

    def within(self, values: frozenset[str]) -> bool:
        """Whether one of its readings is among the values."""
        return any(reading <= values for reading in self.readings)


def printed_numbers(text: str, known_names: frozenset[str] = frozenset()) -> list[PrintedNumber]:
    """The numbers of a statement, in order.

    Citation markers and ordinals (2nd, 1re: number words) are left out; so are names that carry digits (HER2, 5-FU,
    FOLFOX4), but only those among ``known_names``: digits of a name that its source does not print count as numbers.
    """
    text = _ORDINAL.sub(" ", _CITATION.sub(" ", _plain(text)))
    known = {part for name in known_names for part in _parts(name)}
    for pattern in (_HYPHENATED_NAME, _NAME):
        text = pattern.sub(lambda m: " " if _parts(m.group()) <= known else m.group(), text)
    return [PrintedNumber(m.group(), _readings(m.group())) for m in _NUMBER.finditer(text)]


def values_stated(texts: Iterable[str]) -> frozenset[str]:
    """Every value that statements print; their citation markers and ordinals are none."""
    return values_in(_ORDINAL.sub(" ", _CITATION.sub(" ", text)) for text in texts)


def values_in(texts: Iterable[str]) -> frozenset[str]:
    """Every value that texts print, each number under all its readings; the digits of names (HER2) are not values."""
    return frozenset(
        value
        for text in texts
        for number in _NUMBER.finditer(_LETTER_FIRST.sub(" ", _plain(text)))
        for reading in _readings(number.group())
        for value in reading
    )


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Names that carry digits, as texts print them, case folded."""
    return frozenset(
        m.group().casefold()
        for text in texts
        for pattern in (_HYPHENATED_NAME, _NAME)
        for m in pattern.finditer(_plain(text))
    )


def _parts(name: str) -> set[str]:
    """The parts of a name that carry its digits: ``her2`` of ``HER2-positif``, which a source prints as HER2-positive."""
    folded = name.casefold()
    return {part for part in folded.split("-") if not part.isdigit() and re.search(r"\d", part)} or {folded}


def value_of(number: str) -> str:
    """One spelling of a number: ``.70``, ``0.70`` and ``0,70`` are ``"0.7"``. The sign is not kept."""
    return next(iter(_readings(_plain(number).strip().lstrip("-+±"))[-1]))


def _plain(text: str) -> str:
    return re.sub(r"(?<=\d)·(?=\d)", ".", text).replace("−", "-")


def _readings(printed: str) -> tuple[frozenset[str], ...]:
    if re.search(r"[\s\u202f\u00a0\u2009]", printed):
        parts = re.split(r"[\s\u202f\u00a0\u2009]", printed)
        whole = _canonical("".join(parts).replace(",", "."))
        return (frozenset({whole}), frozenset(_canonical(p.replace(",", ".")) for p in parts))
    readings: list[frozenset[str]] = []
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", printed):
        readings.append(frozenset({_canonical(printed.replace(",", ""))}))
    if printed.count(",") + printed.count(".") <= 1:
        readings.append(frozenset({_canonical(printed.replace(",", "."))}))
    return tuple(readings) or (frozenset(_canonical(p) for p in re.split(r"[,]", printed)),)


def _canonical(number: str) -> str:
    return format(abs(Decimal(number)).normalize(), "f")
