"""Two amounts of one treatment set against each other: three years of imatinib or one, 4 cycles or 6, 5 mg or 20 mg."""

import re
from collections.abc import Iterator
from typing import NamedTuple

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
NUMBER = rf"(\d{{1,3}}(?:,\d{{3}})+|\d+(?:[.,]\d+)?|{'|'.join(_NUMBER_WORDS)})"
_DAYS = {"y": 365, "a": 365, "m": 30.4, "w": 7, "s": 7, "d": 1, "j": 1}
_COUNTED = (
    ("cycles", r"cycles?|courses?|cures?"),
    ("fractions", r"fractions?|séances?"),
    ("injections", r"doses?|injections?"),
    ("mg", r"mg(?:/m2|/m\(2\)|/m²|/kg)?"),
    ("Gy", r"Gy"),
)
_TIME = r"years?|months?|weeks?|days?|ans?|années?|mois|semaines?|jours?"
_UNIT = rf"({_TIME}|{'|'.join(words for _, words in _COUNTED)})"
_OF = r"(?:\s+(?:of|d[eu'’])\s*[\w-]+(?:\s+[\w-]+)?)?"
_VERSUS = rf"(?:v|{VERSUS.pattern})"
_OR = rf"\s*,?\s*(?:or|ou|{_VERSUS})\s+(?:only\s+|just\s+|seulement\s+|les\s+|the\s+)?"
# A number without a unit is of the other's unit where nothing else is counted: "two placebos" is not two months.
_ENDS = r"(?=\s*(?:[?.,;:)%]|$|(?:for|in|of|as|on|is|de|en|dans|pour|comme|au|suffi\w+)\b))"
_CHOICES = (
    re.compile(
        rf"(?i)\b(?P<one>{NUMBER})[\s-]*(?P<unit>{_UNIT})\b{_OF}{_OR}(?P<other>{NUMBER})(?:[\s-]*(?P<also>{_UNIT})\b|{_ENDS})"
    ),
    re.compile(rf"(?i)\b(?P<one>{NUMBER}){_OR}(?P<other>{NUMBER})[\s-]*(?P<unit>{_UNIT})\b"),
    re.compile(rf"(?i)\b(?P<unit>{_UNIT})\b[^.;?]{{0,50}}?[,:]\s*(?P<one>{NUMBER}){_OR}(?P<other>{NUMBER})\s*\?"),
)
# The two amounts apart: "5 fractions over a week, recurrences compared with the 15 fractions".
_APART = re.compile(
    rf"(?i)\b(?P<one>{NUMBER})[\s-]*(?P<unit>{_UNIT})\b[^.;?]{{0,60}}?\b{_VERSUS}\s*(?:les\s+|the\s+|une?\s+|a\s+)?"
    rf"(?P<other>{NUMBER})[\s-]*(?P<also>{_UNIT})\b"
)
# Without a unit: "4 R-CHOP, is that enough instead of 6?", "imatinib 400 or 800", "day 1 or day 2".
_BARE = (
    re.compile(
        rf"\b(?P<one>{NUMBER}) ?x? ?(?:cycles? (?:of|de) )?(?:[A-Z]+-)?[A-Z]{{3,}}\b[^.;?]{{0,40}}?\b(?i:{_VERSUS}) ?(?i:les )?"
        rf"(?P<other>{NUMBER})\b(?!\s?%)"
    ),
    re.compile(rf"(?i)\b(?P<one>\d{{3,4}}){_OR}(?P<other>\d{{3,4}})\b"),
    re.compile(rf"(?i)\b(?:day|jour|[dj]) ?(?P<one>\d+){_OR}(?:day|jour|[dj]) ?(?P<other>\d+)\b"),
)
_PRINTED = re.compile(
    rf"(?i)(?<![\w.])(?P<numbers>{NUMBER}(?:\s*(?:or|vs\.?|v|versus|and|to|ou|et|à|-|–|/|,)\s*{NUMBER})*)"
    rf"[\s-]*(?:[a-z0-9-]+\s){{0,2}}?(?P<unit>{_UNIT})(?!\w)"
)
_WRITTEN = re.compile(rf"(?i)(?<![\w.]){NUMBER}(?![\w.])")
_EVERY = re.compile(r"(?i)(?:every|each|q|tou(?:te)?s les)\s*$")
_TOLERANCE = 0.05


class Amount(NamedTuple):
    """So much of something: ``unit`` is empty where it is not said, and ``"days"`` for all lengths of time."""

    value: float
    unit: str


def amounts_compared(question: str) -> tuple[Amount, ...]:
    """The amounts that a question sets against each other; empty where it does not."""
    for pattern in (*_CHOICES, _APART):
        found = pattern.search(question)
        if found:
            groups = found.groupdict()
            one = _amount(groups["one"], groups["unit"])
            other = _amount(groups["other"], groups.get("also") or groups["unit"])
            return (one, other) if one.unit == other.unit and one != other else ()
    bare = next((found for pattern in _BARE if (found := pattern.search(question))), None)
    return (Amount(number(bare["one"]), ""), Amount(number(bare["other"]), "")) if bare else ()


def prints_amounts(source: Source, amounts: tuple[Amount, ...]) -> bool:
    """Whether a source says that it compared the amounts: in its title and arms, else where its text begins.

    Not where each arm that prints one of them prints the other as well: that is a range.
    """
    arms = source.about.get("arms")
    compared = [str(arm) for arm in arms] if isinstance(arms, list) and arms else [source.text[:1500]]
    if not all(any(_prints(part, amount) for part in (source.title, *compared)) for amount in amounts):
        return False
    if len(compared) < 2 or all(_prints(source.title, amount) for amount in amounts):
        return True
    one, other = ([_prints(arm, amount) for arm in compared] for amount in amounts)
    return one != other or not any(one)


def number(written: str) -> float:
    """The value of a number as it is written, in digits or as a word."""
    word = written.lower()
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", word):
        return float(word.replace(",", ""))
    return float(_NUMBER_WORDS[word] if word in _NUMBER_WORDS else word.replace(",", "."))


def _amount(written: str, unit: str) -> Amount:
    for name, words in _COUNTED:
        if re.fullmatch(words, unit, re.IGNORECASE):
            return Amount(number(written), name)
    return Amount(number(written) * _DAYS[unit[0].lower()], "days")


def _prints(text: str, asked: Amount) -> bool:
    return any(
        held.unit == asked.unit and abs(held.value - asked.value) <= _TOLERANCE * asked.value for held in _printed(text)
    )


def _printed(text: str) -> Iterator[Amount]:
    """The amounts of a text, each number also without its unit."""
    spaced = re.sub(r"(?<=\d)[-–](?=[a-z])", " ", text)
    for match in _WRITTEN.finditer(spaced):
        yield Amount(number(match.group(1)), "")
    for match in _PRINTED.finditer(spaced):
        if not _EVERY.search(spaced[: match.start()]):
            for written in _WRITTEN.finditer(match["numbers"]):
                yield _amount(written.group(1), match["unit"])
