"""The words of an arm's name, as they are compared."""

import re
from functools import lru_cache

from assistant.effects.arm_words import CONNECTORS, DETERMINERS, GROUP_WORDS, NOT_ARMS

WORD = re.compile(r"[A-Za-zÀ-ÿ0-9][\w'+/®™µ-]*(?:\([^()\s]{1,8}\)(?=[-\w]))?|[,()\[\]:;.%&+=<>≤≥]")
# Abbreviated drugs that are common words in lower case.
_CAPITALS_MATTER = frozenset({"AS", "IT", "AT", "ET", "NO", "AN", "TO"})


@lru_cache(maxsize=20_000)
def normal(word: str) -> str:
    if word in _CAPITALS_MATTER:
        return word
    low = word.lower()
    for tail in ("-treated", "-based", "-containing", "-alone", "-only", "'s"):
        low = low.removesuffix(tail)
    return low


def parts_of(word: str) -> tuple[str, ...]:
    """The drugs of a combination in one word: ``sintilimab-chemotherapy`` and ``letrozole/placebo`` are two each."""
    parts = tuple(re.split(r"[-/]", word))
    long_enough = len(parts) > 1 and all(len(part) > 4 and part.isalpha() for part in parts)
    return parts if long_enough and not any(part in NOT_ARMS for part in parts) else ()


def words_in(piece: str) -> list[str]:
    return [normal(w) for w in WORD.findall(piece) if w[0].isalnum()]


_NO_NAME = re.compile(
    r"\d+(?:mg|gy|g|ml|auc|d|h|weeks?|days?|months?|years?)\b.*|.*(?:/m[l2]|/dl|/kg)$|(?:mg|µg|ug|g|ml|iu|u|"
    r"mcg|gy)/.*|.*-$|-.*|\d+-(?:year|"
    r"month|week|day)|[tnm]\d[a-z0-9-]*|.*/da?y?$|.*-(?:positive|negative|mutant|mutated|high|low|expressing|"
    r"deficient|proficient|naive|naïve|pretreated|refractory|specific)"
)


@lru_cache(maxsize=20_000)
def may_name_an_arm(word: str) -> bool:
    if word in NOT_ARMS or word in CONNECTORS or word in DETERMINERS or word in GROUP_WORDS or len(word) < 2:
        return False
    return any(c.isalpha() for c in word) and not _NO_NAME.fullmatch(word)
