"""Of whom a figure is, where that is not everybody: a subgroup is never taken for the whole trial."""

import re

_PEOPLE = (
    r"(?:patients?|participants?|women|men|those|individuals|people|tumou?rs|malades|patientes?|cohorts?|subgroups?)"
)
_ENDS = (
    r"(?=\s*[,;:(\[]|\s+(?:was|were|had|have|than|compared|receiving|treated|assigned|given|vs?|versus|in the|"
    r"with the|"
    r"for|but|did|showed|était|étaient|avait|avaient)\b|\.?\s*$)"
)
_WITH_SOMETHING = re.compile(
    rf"\b(?:(?:in|among|for|of|chez)\s+(?:the\s+|les\s+)?|and\s+(?=those\b))(?:\d[\d,]*\s+|subgroups?\s+of\s+|"
    rf"subsets?\s+of\s+)?"
    rf"(?P<who>{_PEOPLE}\s+(?:with|without|who\s+(?:had|have|were)|whose|aged|harbou?ring|having|avec|sans|"
    rf"dont|porteurs\s+d'une?)\s+"
    rf"[^,;()\[\]]{{3,80}}?){_ENDS}",
    re.IGNORECASE,
)
_NAMED_GROUP = re.compile(
    r"\b(?:in|for|among|dans)\s+(?:the\s+|la\s+|le\s+)?(?P<who>[A-Za-z0-9≥≤><=/+%. -]{2,60}?\s?(?:subgroups?|"
    r"subsets?|populations?|cohorts?|"
    r"stratum|sous-groupe)(?:\s+of\s+[^,;()\[\]]{3,60}?)?)" + _ENDS,
    re.IGNORECASE,
)
_MARKED = re.compile(
    rf"\b(?P<who>[A-Za-z0-9/+-]+[ -](?:positive|negative|mutated|mutant|wild-type|high|low)\s+(?:{_PEOPLE}|"
    rf"disease|subgroup))\b",
    re.IGNORECASE,
)
# "patients with advanced melanoma" may be everybody; these words make it some of them.
_A_PART = re.compile(
    r"(?i)subgroup|subset|positive|negative|mutat|mutant|wild|[≥≤<>]|\bhigh|\blow|elevated|score|stage|\bage|"
    r"years?\b|expressi|amplif|"
    r"deficien|PD-L1|status|without|measurable|\bbrain\b|liver|visceral|\bnode|histolog|squamous|respon[sd]|"
    r"risk|baseline|"
    r"stable|\bCPS\b|per-protocol|sous-groupe|\bsans\b"
)
_EVERYBODY = re.compile(
    r"(?i)\b(?:intent\w*|ITT|overall|all|full|whole|entire|total|study|trial|both|each|two|three|treatment)\b"
)


def population_at(plain: str, start: int, at: int) -> str:
    """The part of the trial that the figure at ``plain[at]`` is of, in the text's words; empty for all of it.

    Parameters
    ----------
    start
        Where the figure's sentence begins.
    """
    found = [m for pattern in (_WITH_SOMETHING, _NAMED_GROUP, _MARKED) for m in pattern.finditer(plain, start, at)]
    found = [m for m in found if _A_PART.search(m["who"]) or m.re is _NAMED_GROUP]
    if not found:
        return ""
    last = max(found, key=lambda m: m.start("who"))
    return "" if _EVERYBODY.search(last["who"]) else " ".join(last["who"].split())
