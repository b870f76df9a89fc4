"""P values with their sign, and what they test where they say so."""

import re
from dataclasses import dataclass

from assistant.effects.printed_numbers import UNSIGNED

_TESTED = (
    r"interaction|hétérogénéité|heterogeneity|trend|tendance|non[\s-]?inferiority|non[\s-]?infériorité|superiority|"
    r"supériorité|equivalence|équivalence|noninferiority|homogeneity"
)
_P_VALUE = re.compile(
    rf"(?<![A-Za-z0-9])[Pp]\s?[-_]?\s?(?:(?P<sub>{_TESTED})|[Vv]alues?|[Vv]aleur)?"
    rf"(?:\s*(?:for|of|de|pour|d')\s?(?:la\s|l'|the\s|une\s)?(?P<what>[a-zéè' -]{{3,45}}?))?"
    rf"\s*[,:]?\s*(?P<sign>[=<>≤≥]+(?:\s*or\s*=)?|was|of|:|(?<=,)|"
    rf"(?<=, ))\s*(?P<number>{UNSIGNED}(?:\s?[x×]\s?10\s?-\s?\d+)?)"
)
_BEFORE = re.compile(
    r"(?:(?:two|one|2|1)[\s-]*sided\s+|(?:un)?stratified\s+|adjusted\s+|nominal\s+|"
    r"log[\s-]?rank(?:\s+test)?\s*[,:]?\s*|"
    rf"(?P<what>(?:{_TESTED})[\s:,]*))+$",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"\s*[,(]?\s*(?:for|pour|de)\s(?:la\s|l'|the\s)?(?:{_TESTED})", re.IGNORECASE)
_OTHER_TEST = re.compile(_TESTED, re.IGNORECASE)


@dataclass(frozen=True)
class PValue:
    """A p value, ``plain[start:end]``; ``printed`` like ``"<0.001"`` or ``"0.04"``.

    ``of_the_difference`` is false where it tests an interaction, a trend, non-inferiority and the like.
    """

    start: int
    end: int
    printed: str
    of_the_difference: bool


def find_p_values(plain: str, start: int, end: int) -> list[PValue]:
    """The p values of ``plain[start:end]``, in order."""
    found = []
    for m in _P_VALUE.finditer(plain, start, end):
        before = _BEFORE.search(plain, max(start, m.start() - 60), m.start())
        other = (
            m["sub"]
            or (before and before["what"])
            or (m["what"] and _OTHER_TEST.search(m["what"]))
            or _BEHIND.match(plain, m.end())
        )
        sign = m["sign"].replace(" ", "").replace("or=", "=").removesuffix(":")
        sign = {"=": "", "was": "", "of": "", "<=": "≤", ">=": "≥"}.get(sign, sign)
        found.append(PValue(before.start() if before else m.start(), m.end(), sign + m["number"], not other))
    return found
