"""The numbers that a text prints, apart from the digits that belong to names (HER2, 5-FU, PD-L1, T1N0)."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"(?<![\w.,·/-])[-−–+±]?(?:\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?!\d)(?:[.·]\d+)?|\d*[.·]\d+|\d+(?:,\d+)?)(?![\w]*[A-Za-z]\d)")
_CITATION = re.compile(r"\[\d+\]")
_NAME_WITH_DIGITS = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*\d)[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*\b")
_ATTACHED_UNIT = re.compile(r"^\d+(?:\.\d+)?(?:mg|g|kg|ml|m2|h|Gy|cGy|mm|cm|j|d|x|th|st|nd|rd|e|er|re|ère|ème)\b", re.IGNORECASE)


def numbers_in(text: str) -> list[str]:
    """The numbers printed, normalised by :func:`normalise`, in order; citation markers and names are left out."""
    text = _CITATION.sub(" ", text)
    found = []
    for match in _NUMBER.finditer(text):
        before = text[: match.start()]
        after = text[match.end() :]
        if re.match(r"-?[A-Za-z]{2,}\d|-(?:FU|fluoro|OH)", after) or re.search(r"[A-Za-z]-$", before):
            continue
        found.append(normalise(match.group()))
    return found


def names_with_digits(text: str) -> list[str]:
    """Names that carry digits (HER2, PD-L1, EORTC-22033), as printed."""
    return [n for n in dict.fromkeys(_NAME_WITH_DIGITS.findall(text)) if not _ATTACHED_UNIT.match(n)]


def normalise(number: str) -> str:
    """One spelling for a number: ``.70``, ``0,70`` and ``0·70`` are ``0.7``; ``2,555`` and ``2 555`` are ``2555``."""
    text = number.strip().lstrip("+±").replace("−", "-").replace("–", "").replace("·", ".")
    text = re.sub(r"[\u202f\u00a0 ]", "", text)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    value = Decimal(text.replace(",", "."))
    return format(abs(value).normalize(), "f") if value else "0"
