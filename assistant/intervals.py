"""Two rhythms of one treatment set against each other: every three months or every month, weekly or three-weekly."""

import re

from assistant.choices import NUMBER, number
from assistant.sides import VERSUS
from corpora.literature.source import Source

_DAYS = {"d": 1, "j": 1, "w": 7, "s": 7, "f": 14, "m": 30, "y": 365, "a": 365}
_UNIT = r"(days?|weeks?|months?|years?|jours?|semaines?|sem|mois|ans?|années?)"
_EVERY = re.compile(
    r"(?i)\b(?:every|each|tou(?:te)?s les|once (?:every|an?)|une fois (?:tous les|par))\s+"
    rf"(other\s+)?(?:{NUMBER}\s*[-–]?\s*)?{_UNIT}\b"
)
_SHORT = re.compile(r"(?i)\bq\s?(\d+)\s?([dwmy])")
_NTH_LY = re.compile(rf"(?i)\b{NUMBER}[- ](day|week|month|year)ly\b")
_CYCLE = re.compile(r"(?i)\b(\d+)[- ]?(days?|weeks?|jours?)[- ](?:cycles?|schedule|interval)")
_WORDS = {
    r"(?<![-\w])(?<!twice )(?:weekly|hebdo\w*)": 7,
    r"twice[- ](?:a week|weekly)|deux fois par semaine|bi-?hebdo\w*": 3.5,
    r"fortnightly|bi-?weekly|bimensuel\w*": 14,
    r"(?<!-)(?<!\d )(?<!six )(?<!three )\bmonthly|mensuel\w*": 30,
    r"quarterly|trimestriel\w*": 90,
    r"semestriel\w*|six-monthly|twice[- ](?:a year|yearly)|deux fois par an": 180,
    r"yearly|annual(?:ly)?|annuel\w*|une fois par an": 365,
    r"days? 1,? (?:and )?8|jours? 1 et 8|[jd]1[, ]+(?:et )?[jd]8": 7,
}
_CHOICE = re.compile(rf"(?i){VERSUS.pattern}|\b(?:or|ou|than|que)\b")
# A month is four weeks in one trial, thirty days in the next.
_TOLERANCE = 0.15


def intervals_compared(question: str) -> tuple[float, ...]:
    """The intervals, in days, that a question sets against each other; empty where it does not."""
    found = _intervals(question)
    for word in _CHOICE.finditer(question):
        before = [days for at, days in found if at < word.start()]
        after = [days for at, days in found if at >= word.end()]
        if before and after and not _same(before[-1], after[0]):
            return (before[-1], after[0])
    return ()


def prints_intervals(source: Source, intervals: tuple[float, ...]) -> bool:
    """Whether a source names each of the intervals, in its title, its arms or where its text begins."""
    arms = source.about.get("arms")
    said = f"{source.title} . {' . '.join(arms) if isinstance(arms, list) else ''} . {source.text[:1500]}"
    printed = [days for _, days in _intervals(said)]
    return all(any(_same(asked, held) for held in printed) for asked in intervals)


def _intervals(text: str) -> list[tuple[int, float]]:
    """Where each interval of a text stands, and its length in days."""
    found: list[tuple[int, float]] = []
    for match in _EVERY.finditer(text):
        other, count, unit = match.groups()
        found.append((match.start(), (2 if other else 1) * (number(count) if count else 1) * _DAYS[unit[0].lower()]))
    for pattern in (_SHORT, _NTH_LY, _CYCLE):
        found += [(m.start(), number(m.group(1)) * _DAYS[m.group(2)[0].lower()]) for m in pattern.finditer(text)]
    for words, days in _WORDS.items():
        found += [(m.start(), days) for m in re.finditer(rf"(?i)(?:{words})(?!\w)", text)]
    return sorted(found)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _TOLERANCE * max(one, other)
