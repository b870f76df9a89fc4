"""Two amounts of one treatment set against each other: three years of imatinib or one, 4 cycles or 6, 5 mg or 20 mg."""

import re

from assistant.sides import VERSUS
from corpora.literature.source import Source

_NUMBER_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "douze": 12,
}
_N = rf"(\d+(?:[.,]\d+)?|{'|'.join(_NUMBER_WORDS)})"
_UNIT = (
    r"(?:years?|months?|weeks?|days?|cycles?|courses?|fractions?|doses?|injections?|mg(?:/m2|/kg)?|Gy|ans?|années?|mois|semaines?|jours?|"
    r"cures?|séances?)"
)
_OF = r"(?:\s+(?:of|d[eu'’])\s*[\w-]+(?:\s+[\w-]+)?)?"
_VERSUS = rf"(?:v|{VERSUS.pattern})"
_OR = rf"\s*,?\s*(?:or|ou|{_VERSUS})\s+(?:only\s+|just\s+|seulement\s+|les\s+|the\s+)?"
_CHOICE = re.compile(
    rf"(?i)\b{_N}[\s-]*{_UNIT}{_OF}{_OR}{_N}\b|\b{_N}{_OR}{_N}[\s-]*{_UNIT}\b|\b{_UNIT}\b[^.;?]{{0,50}}?[,:]\s*{_N}{_OR}{_N}\s*\?"
)
# The two amounts apart: "5 fractions over a week, recurrences compared with the 15 fractions".
_APART = re.compile(
    rf"(?i)\b{_N}[\s-]*({_UNIT})\b[^.;?]{{0,60}}?\b{_VERSUS}\s*(?:les\s+|the\s+|une?\s+|a\s+)?{_N}[\s-]*({_UNIT})\b"
)
# Of a regimen, without a unit: "4 R-CHOP, is that enough instead of 6?"
_OF_REGIMEN = re.compile(
    rf"\b{_N} ?x? ?(?:cycles? (?:of|de) )?(?:[A-Z]+-)?[A-Z]{{3,}}\b[^.;?]{{0,40}}?\b(?i:{_VERSUS}) ?(?i:les )?{_N}\b(?!\s?%)"
)
_WRITTEN = re.compile(rf"(?i)\b{_N}(?![\w.])")


def amounts_compared(question: str) -> tuple[float, ...]:
    """The amounts that a question sets against each other; empty where it does not."""
    found = _CHOICE.search(question)
    if found:
        return tuple(dict.fromkeys(_value(group) for group in found.groups() if group))
    apart = _APART.search(question)
    if apart and _singular(apart.group(2)) == _singular(apart.group(4)):
        return tuple(dict.fromkeys((_value(apart.group(1)), _value(apart.group(3)))))
    regimen = _OF_REGIMEN.search(question)
    return tuple(dict.fromkeys(_value(group) for group in regimen.groups())) if regimen else ()


def prints_amounts(source: Source, amounts: tuple[float, ...]) -> bool:
    """Whether a source says that it compared the amounts: in its title and arms, else where its text begins."""
    arms = source.about.get("arms")
    compared = " . ".join(arms) if isinstance(arms, list) and arms else source.text[:1500]
    said = f"{source.title} . {compared}"
    printed = {_value(match) for match in _WRITTEN.findall(re.sub(r"(?<=\d)[-–](?=[a-z])", " ", said))}
    return printed.issuperset(amounts)


def _singular(unit: str) -> str:
    return unit.lower().rstrip("s")


def _value(written: str) -> float:
    word = written.lower()
    return float(_NUMBER_WORDS[word] if word in _NUMBER_WORDS else word.replace(",", "."))
