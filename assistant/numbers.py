"""The numbers that a text prints, apart from the digits that belong to names (HER2, 5-FU, PD-L1, T1N0)."""

import re
from decimal import Decimal

_CITATION = re.compile(r"\[\d+\]")
_WORD = re.compile(r"\w+(?:[-/]\w+)*")
_LETTERS_THEN_DIGIT = re.compile(r"[^\W\d_]+(?:[-/][^\W\d_]+)*[-/]?\d")
_DIGIT_FIRST_NAME = re.compile(r"\d-(?:FU|HT\d?|ASA|AZA|OH)\b", re.IGNORECASE)
_THOUSANDS = r"[1-9]\d{0,2}(?:[,\u202f\u00a0 ]\d{3})+(?!\d)(?:[.·]\d+)?"
_NUMBER = re.compile(rf"{_THOUSANDS}|\d*[.·]\d+|\d+,\d+|\d+")


def numbers_in(text: str) -> list[str]:
    """The numbers printed, as :func:`normalise` spells them, in order; citation markers and names are left out."""
    return [normalise(printed) for printed in printed_numbers(text)]


def printed_numbers(text: str) -> list[str]:
    """The numbers as printed, in order; signs, citation markers and names are left out."""
    plain = _WORD.sub(lambda m: " " if _is_name(m.group()) else m.group(), _CITATION.sub(" ", text))
    return _NUMBER.findall(plain)


def names_with_digits(text: str) -> list[str]:
    """Names that carry digits (HER2, PD-L1, EORTC-22033), as printed, each once."""
    return list(dict.fromkeys(word for word in _WORD.findall(text) if _is_name(word)))


def _is_name(word: str) -> bool:
    """Whether a word with digits is a name: letters first (HER2, PD-L1, T790M, EORTC-22033), or 5-FU and its like."""
    return bool(_LETTERS_THEN_DIGIT.match(word) or _DIGIT_FIRST_NAME.match(word))


def normalise(number: str) -> str:
    """One spelling for a number: ``.70``, ``0,70`` and ``0·70`` are ``0.7``; ``2,555`` and ``2 555`` are ``2555``."""
    text = re.sub(r"[\u202f\u00a0 ]", "", number).replace("·", ".")
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    value = Decimal(text.replace(",", "."))
    return format(value.normalize(), "f") if value else "0"
