"""Ages over 89, which are few enough to tell who it is."""

import re
from collections.abc import Iterator

from corpora.cohorts.deidentify.span import Identifier

_AGE = re.compile(
    r"(?<![\d.,/≥>≤<+-])(?<![≥>≤<] )(9\d|1[0-2]\d)(?:"
    r"(?=[ -]?(?:years?|yrs?|y)[ -]?(?:old|o\b|of age)|[ -]?y/?o\b|[ -]year[ -]old|[ -]?ans\b(?! (?:de suivi|de recul|apr[èe]s)))"
    r"|(?=[ ]?(?:M|F|H|♀|♂)\b))"
    r"|(?<=[a-zà-ÿ], )(?<![\d.,] )(9\d|10\d)(?=, (?:has|had|with|is|was|who|a|atteinte?|suivie?|avec|pr[ée]sente))"
)
_SAID = re.compile(
    r"\b(?:aged?|[âa]g[ée]e?s?(?: de)?|[âa]ge)[ \t]{0,2}:?[ \t]{0,2}(?:of )?(9\d|1[0-2]\d)(?![\w%]|[.,/-]\d|"
    r"[ ]?(?:mg|%|or|et plus|jours|days|mois|months))",
    re.IGNORECASE,
)
_NOT_A_PERSON = re.compile(
    r"(?:>|≥|over|above|plus de|least|moins|up to|jusqu['’][àa]|than|after|for|pendant|sur|après|[àa])\s{0,2}$",
    re.IGNORECASE,
)


def ages(text: str) -> Iterator[Identifier]:
    """The figures of ages from 90: "92-year-old", "âgée de 94 ans"."""
    for rule in (_AGE, _SAID):
        for match in rule.finditer(text):
            start = match.start() if rule is _AGE else match.start(1)
            if rule is _SAID or not _NOT_A_PERSON.search(text[max(0, start - 14) : start]):
                yield Identifier(start, match.end(), "AGE")
