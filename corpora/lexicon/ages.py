"""Ages in figures, which make a patient a child, an adult or an elderly person."""

import re
from collections.abc import Iterator

from corpora.lexicon.concept import Mention

_AT_LEAST = (
    r"\b(?P<from>\d{1,3})(?:\s*(?:years?|yrs?))?(?:\s+of\s+age)?\s+(?:or|and)\s+(?:older|over|above)\b"
    r"|\b(?:older|over|more)\s+than\s+(?:age\s+)?(?P<than>\d{1,3})(?:\s*(?:years?|yrs?)\b)?"
)
# Ages from which on, as trials include patients: "18 years or older" is no elderly person.
AGED = re.compile(
    rf"(?:\baged\s+)?(?:{_AT_LEAST})|(?:\b(?:[âa]gée?s?\s+de|aged))\s+\d{{1,3}}(?:\s*(?:ans|years?|yrs?)\b)?",
    re.IGNORECASE,
)
_FROM_AGE = re.compile(_AT_LEAST, re.IGNORECASE)
_AGE = re.compile(
    r"(?<![\d.,/-])(?P<years>\d{1,3})(?:\s?ans(?!\s+(?:de\s+(?:recul|suivi|traitement|survie|tamox)|après|d['’]|plus))|"
    r"[\s-]?(?:yo|y/o|yrs?[\s-]old|years?[\s-]old|[\s-]?year-old|[MF])\b)"
)
_ELDERLY_FROM = 70
_ELDERLY_ALL_FROM = 60
_CHILD_UNTIL = 17
_OLDEST = 110
_DURATION = re.compile(
    r"(?:[àa]|depuis|pendant|dans|en|sur|durant|après|for|at|over|il\s+y\s+a|recul\s+de|survie\s+[àa]|suivi\s+de|"
    r"pour|tous\s+les|des|les|de\s+traitement|\d)\s*$",
    re.IGNORECASE,
)


def ages(text: str) -> Iterator[Mention]:
    """The ages of a text that say ``elderly`` (from 70), ``adult`` or ``paediatric`` (to 17); durations in years are not ages."""
    for match in _FROM_AGE.finditer(text):
        if _ELDERLY_ALL_FROM <= int(match.group("from") or match.group("than")) <= _OLDEST:
            yield Mention("elderly", *match.span(), match.group())
    for match in _AGE.finditer(text):
        years = int(match.group("years"))
        if _DURATION.search(text[max(0, match.start() - 16) : match.start()]):
            continue
        if _ELDERLY_FROM <= years <= _OLDEST:
            yield Mention("elderly", match.start(), match.end(), match.group())
        elif 0 < years <= _CHILD_UNTIL and _is_age(text, match):
            yield Mention("paediatric", match.start(), match.end(), match.group())
        elif _CHILD_UNTIL < years < _ELDERLY_FROM and _is_age(text, match):
            yield Mention("adult", match.start(), match.end(), match.group())


def _is_age(text: str, match: re.Match[str]) -> bool:
    """Small numbers of years are durations more often than ages: the words around have to say so."""
    before, unit = text[max(0, match.start() - 30) : match.start()], match.group().lower()
    aged = re.search(r"(?:âgée?s?\s+de|aged|garçon\s+de|fille\s+de|enfants?\s+de|patiente?\s+de)\s*$", before, re.I)
    return bool(aged) or "old" in unit or "yo" in unit or "y/o" in unit
