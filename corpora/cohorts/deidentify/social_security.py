"""Social-security numbers: the French NIR, the American SSN, the British national insurance number."""

import re
from collections.abc import Iterator, Sequence

from corpora.cohorts.deidentify.span import Identifier
from corpora.cohorts.deidentify.words import Word

_GAP = r"[ .\-\u00a0\u202f]?"
# Sex, year, month, department, commune, order, key (INSEE). Months 20 to 42 and 50 to 99 stand for unknown ones.
_NIR = re.compile(
    rf"(?<![\w.,-])(?<!\d )[123478]{_GAP}\d{_GAP}\d{_GAP}\d{_GAP}\d{_GAP}(?:\d{_GAP}\d|2{_GAP}[ABab])"
    rf"{_GAP}\d{_GAP}\d{_GAP}\d{_GAP}\d{_GAP}\d{_GAP}\d(?:{_GAP}/?{_GAP}\d{_GAP}\d)?(?![\w]| ?\d|[.,]\d)"
)
_GROUPED = re.compile(r"(?<![\w.,-])[123478] \d\d \d\d (?:\d\d|2[AB]) \d{3} \d{3}(?: /? ?\d\d)?(?![\w]|[.,]\d)")
_SSN = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_NATIONAL_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_CUES_TEXT = """
nir nss insee ins ssn ss nino secu sociale security assure assuree immatriculation
"""
_CUES = frozenset(_CUES_TEXT.split())
_FOLLOWING = re.compile(r"[^\d\n]{0,40}((?:\d[ .\-\u00a0]?){4,14}\d)(?!\d)")
_LEAST_DIGITS = 8


def social_security(text: str, found: Sequence[Word]) -> Iterator[Identifier]:
    """Numbers that are built like one, or that the words before them call one."""
    for match in _NIR.finditer(text):
        digits = _digits(match.group())
        if has_nir_key(digits) or _is_plausible(digits, match.group()):
            yield Identifier(*match.span(), "NIR")
    for rule in (_GROUPED, _SSN, _NATIONAL_INSURANCE):
        for match in rule.finditer(text):
            yield Identifier(*match.span(), "NIR")
    for word in found:
        said = _FOLLOWING.match(text, word.end) if word.plain in _CUES else None
        if said and len(_digits(said.group(1))) >= _LEAST_DIGITS:
            yield Identifier(*said.span(1), "NIR")


def has_nir_key(number: str) -> bool:
    """Whether fifteen characters end in the key of a NIR: 97 less the number modulo 97 (INSEE; Corsica 2A=19, 2B=18)."""
    if len(number) != 15:
        return False
    body = number[:13].upper().replace("2A", "19").replace("2B", "18")
    return body.isdigit() and number[13:].isdigit() and 97 - int(body) % 97 == int(number[13:])


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _is_plausible(number: str, written: str) -> bool:
    """A number without a right key passes where its month could be one, or its spacing is that of a NIR."""
    month = int(number[3:5])
    grouped = bool(re.match(r"[1-478][ .]\d\d[ .]\d\d[ .]", written))
    spelt_out = len(written) >= 2 * len(number) - 1
    return 1 <= month <= 12 or 20 <= month <= 42 or grouped or spelt_out
