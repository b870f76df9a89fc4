"""Two amounts of one treatment set against each other: three years of imatinib or one, 4 cycles or 6, 5 mg or 20 mg."""

import re

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
_OR = r"\s*,?\s*(?:or|ou|vs\.?|v|versus|against|contre|plutôt que|rather than)\s+(?:only\s+|just\s+|seulement\s+)?"
_CHOICE = re.compile(
    rf"(?i)\b{_N}[\s-]*{_UNIT}{_OF}{_OR}{_N}\b|\b{_N}{_OR}{_N}[\s-]*{_UNIT}\b|\b{_UNIT}\b[^.;?]{{0,50}}?[,:]\s*{_N}{_OR}{_N}\s*\?"
)
_WRITTEN = re.compile(rf"(?i)\b{_N}(?![\w.])")


def amounts_compared(question: str) -> tuple[float, ...]:
    """The amounts that a question sets against each other; empty where it does not."""
    found = _CHOICE.search(question)
    return tuple(dict.fromkeys(_value(group) for group in found.groups() if group)) if found else ()


def prints_amounts(source: Source, amounts: tuple[float, ...]) -> bool:
    """Whether a source says that it compared the amounts: in its title and arms, else where its text begins."""
    arms = source.about.get("arms")
    compared = " . ".join(arms) if isinstance(arms, list) and arms else source.text[:1500]
    said = f"{source.title} . {compared}"
    printed = {_value(match) for match in _WRITTEN.findall(re.sub(r"(?<=\d)[-–](?=[a-z])", " ", said))}
    return printed.issuperset(amounts)


def _value(written: str) -> float:
    word = written.lower()
    return float(_NUMBER_WORDS[word] if word in _NUMBER_WORDS else word.replace(",", "."))
