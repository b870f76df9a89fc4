"""What a sentence claims of a comparison: better, worse, no difference, or nothing."""

import re
from enum import StrEnum


class Polarity(StrEnum):
    """The claim of a sentence, for the treatment that it is about."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE = "no_difference"
    NONE = "none"


# "Survival without progression", "survie sans récidive": no denial.
_OF_AN_ENDPOINT = (
    r"(?! (?:progression|recurrence|relapse|récidive|rechute|disease|maladie|m[ée]tasta|event|évén|évèn|échec))"
)
_NO_DIFFERENCE = re.compile(
    rf"\b(no|not|neither|without{_OF_AN_ENDPOINT}|nor)\b[^.;]{{0,40}}\b(significant\w*|differ\w*|improv\w*|prolong\w*|benefit\w*|superior\w*|"
    r"gain\w*|better|longer|advantage|increas\w*|reduc\w*|lower\w*|extend\w*|effective)\b"
    r"|\b(non-?inferior\w*|similar|comparable|equivalent|did(n't| not) differ|non-?significant\w*|unchanged)\b"
    r"|\b(fail\w* to|did not|does not|didn't|doesn't)\b"
    r"|\b(n['’e ]\s*\w+(?:\s\w+)?\s+(pas|ni|aucun\w*))\b"
    rf"|\b(pas|aucun\w*|sans{_OF_AN_ENDPOINT})\b[^.;]{{0,30}}\b(différen\w*|significati\w*|"
    r"amélior\w*|bénéfice\w*|gain\w*|supéri\w*|avantage\w*|prolong\w*|rédui\w*|augment\w*|efficac\w*)"
    r"|\b(non[- ]infér\w*|similaire\w*|comparable\w*|équivalent\w*|non significati\w*|ne diffèr\w*)\b",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\b(improv\w*|prolong\w*|superior\w*|better|longer|benefit\w*|in favou?r of|favou?rs?|favou?red|effective\w*|"
    r"reduc\w*|lower\w*|fewer|decreas\w*|prevent\w*|protect\w*|delay\w*|increas\w* (overall |progression-free )?survival|"
    r"amélior\w*|prolong\w*|supérieur\w*|meilleur\w*|mieux|bénéfi\w*|en faveur|allong\w*|efficac\w*|rédui\w*|diminu\w*|"
    r"moins de|baiss\w*|prévien\w*|retard\w*|plus longue?s?)\b",
    re.IGNORECASE,
)
_WORSE = re.compile(
    r"\b(wors\w*|inferior\w*|shorter|shorten\w*|detriment\w*|harm\w*|more toxic\w*|higher (rate|risk|incidence|mortality)|"
    r"more frequent\w*|increas\w* (the )?(risk|toxicit\w*|mortality|adverse|recurrence)|"
    r"aggrav\w*|inférieur\w*|plus courte?s?|délétère\w*|pire\w*|plus fréquent\w*|plus toxique\w*|davantage de|"
    r"augment\w* (le risque|la toxicité|la mortalité|les effets))\b",
    re.IGNORECASE,
)


def polarity(sentence: str) -> Polarity:
    """The claim that a sentence makes, in English or French.

    A sentence that claims two things (better here, worse there) claims nothing that can be checked as one:
    split it into clauses first.
    """
    if _NO_DIFFERENCE.search(sentence):
        return Polarity.NO_DIFFERENCE
    better, worse = bool(_BETTER.search(sentence)), bool(_WORSE.search(sentence))
    if better == worse:
        return Polarity.NONE
    return Polarity.BETTER if better else Polarity.WORSE


_CLAUSE = re.compile(
    r"\s*(?:;|,?\s\b(?:but|whereas|while|although|however|mais|alors que|tandis que|bien que|cependant)\b)\s*", re.I
)


_BRACKETS = re.compile(r"\([^()]*\)")


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence that may claim different things; what stands in brackets belongs to its clause."""
    hidden = _BRACKETS.sub(lambda brackets: "\0" * len(brackets.group()), sentence)
    edges = [0, *(edge for cut in _CLAUSE.finditer(hidden) for edge in cut.span()), len(sentence)]
    parts = (sentence[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    return [part for part in parts if part.strip()]
