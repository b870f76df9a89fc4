"""Which endpoint a figure is of: the one its sentence names for it."""

import re
from itertools import pairwise

from assistant.effects.endpoints import EndpointKind, EndpointMention, primary_mentions
from assistant.effects.ratio_labels import RatioLabel
from assistant.effects.reading import Reading, Sentence

_FOR = re.compile(
    r"[\s)\]]*,?\s*(?:for|in\s+terms\s+of|with\s+respect\s+to|pour|concernant)\s+(?:the\s+|la\s+|"
    r"le\s+)?(?:median\s+)?",
    re.IGNORECASE,
)
_RISK_OF = re.compile(
    r"(?i)\b(?:risk|incidence|rate|odds|frequency|occurrence|probability|proportion|likelihood|risque|"
    r"incidence|taux|fréquence) "
    r"(?:of\s|de\s|d')(?P<what>[a-zéè][^,;:()\[\].0-9]{3,60}?)(?=\s+(?:was|were|in|with|by|for|than|compared|"
    r"among|at|during|after|between|"
    r"(?:was\s+)?significantly|chez|dans|était|est)\b|[,;:()\[\]])"
)


_FACTORS = re.compile(
    r"(?i)\b(?:risk factors?|predictors?|facteurs?(?: de risque| de protection| protecteurs?| pronostiques?)?|"
    r"factors?)\b"
    r"(?:\s+\S+){0,6}?\s+(?:were|was|étaient|était|included|sont|associated|associés?|corrélés?|liés?|:)"
)
_INFERIORITY = re.compile(r"(?i)\b(?:non-?)?(?:inferiority|superiority|infériorité|supériorité)\b|\bnoninferior\b")
_NP = r"[A-Za-zéè][A-Za-zéèêà' /-]{3,70}?"
# "rate ratio for invasive carcinoma was", "…; for total stroke, 1.04".
_FOR_WHAT = re.compile(
    rf"\bfor\s+(?:the\s+)?(?P<what>{_NP})(?:\s+(?:among|in|at|from|during)\b[^,;()]{{0,70}})?\s*[,:]?\s*(?:was|"
    rf"of|is|were)?\s*[(\[]?$"
)
_CHANGED = re.compile(
    rf"\b(?:fewer|more|higher|lower|reduced|increased|less|greater|moins de|plus de)\s+(?:(?:odds|risk|rates?|"
    rf"incidence|number) of\s+)?(?P<what>{_NP})"
    r"(?=\s*[(\[]|\s+(?:with|in the|than|compared|vs?|versus)\b)"
)
_UNDERGONE = re.compile(
    rf"\b(?:had|underwent|developed|experienced|reported|required|were|"
    rf"wanted)\s+(?:an?\s+)?(?P<what>(?:able to\s+)?{_NP})"
    r"(?=\s*[(\[,]|\s+(?:compared|than|vs?|versus|in the)\b)"
)
_SUBJECT = re.compile(
    rf"(?:^|(?<=[.:;] )|(?<=\d ))(?:the\s+|The\s+)?(?P<what>{_NP})\s+(?:was|were|occurred|did|developed|"
    rf"decreased|increased|persisted|"
    r"have been|has been|had|est|était|étaient|a été|ont été)\b"
)
# "…, and an increase in creatinine occurred in": the endpoint before is another clause's.
_NEW_CLAUSE = re.compile(
    r"(?:,|;)\s+(?:and|but|while|whereas)\s+(?:(?!\d)[^,;()])*?\s(?:was|were|occurred|had|developed|reported)\b"
)
_HAD = re.compile(
    rf"\b(?:had|achieved|experienced|developed|underwent)\s+(?:an?\s+|the\s+)?(?P<what>{_NP})(?=\s*[,;.(]|"
    rf"\s+(?:compared|as|vs?|versus|and|in)\b|$)"
)
_NO_OUTCOME = re.compile(
    r"(?i)^(?:with|in|to|of|by|for|actively)\b|\b(?:HR|hazards?|OR|RR|patients?|participants?|women|men|people|"
    r"difference|ratio|it|this|these|there|results?|trial|"
    r"study|groups?|arms?|analys\w+|"
    r"who|significant\w*|similar|higher|lower|observed|randomi[sz]ed|assigned|treated|median|associated|"
    r"respectively|events?|not|"
    r"findings?|model|therapy|treatment|effects?|we|none|both|compared|balanced|cases?|included|done|years?|"
    r"reduction|thereafter|superiority|inferiority|^to|noninferiority|non-inferiority|age|benefit|power|data|"
    r"rates?|sample)\b"
)


def endpoint_at(
    reading: Reading,
    sentence: Sentence,
    at: int,
    end: int,
    label: RatioLabel | None,
    topic: EndpointMention | None,
) -> EndpointMention | None:
    """The endpoint of the figure at ``plain[at:end]``, or ``None`` where the text leaves it open.

    In this order: one named right behind it (``0.76 (0.67-0.86) for overall survival``), one named between the
    ratio's label and its value, the nearest before it in the sentence, the primary endpoint where the sentence says
    so, the next in the sentence, the topic of the sentence before.
    """
    plain = reading.plain
    named = [e for e in sentence.endpoints if not _is_aside(plain, e)]
    behind = next((e for e in named if e.start >= end), None)
    if behind is not None and _FOR.fullmatch(plain, end, behind.start):
        return behind
    before = [e for e in named if e.end <= at]
    factors = _FACTORS.search(plain, sentence.start, at)
    if label is not None and factors is not None:
        # What is listed behind "risk factors were" are the factors, not the endpoint.
        before = [e for e in before if e.start < factors.end()]
        return before[-1] if before else None
    if label is not None:
        within = [e for e in before if e.start >= label.end]
        before = [e for e in before if e.end <= label.start] if label.start < at else before
        survival = [e for e in before if e.kind is EndpointKind.SURVIVAL and not e.event]
        if within and ((within[0].kind is EndpointKind.SURVIVAL and not within[0].event) or not survival):
            return within[0]
        said = _FOR_WHAT.search(plain, label.end, at)
        if said and not within and not _NO_OUTCOME.search(said["what"]):
            begin, stop = said.span("what")
            if not any(a.start < stop and begin < a.end for a in sentence.arms):
                name = said["what"].strip()
                return EndpointMention(begin, stop, name, name.lower(), EndpointKind.UNKNOWN)
        if within:
            same = [e for e in survival if e.key == within[0].key]
            if within[0].event and within[0].key == "overall survival":
                return same[-1] if same else within[0]
            return survival[-1]
        if survival and before[-1].event:
            return survival[-1]
    primary = [span for span in primary_mentions(plain, sentence.start, sentence.end) if span[1] <= at]
    if before and label is None and (clause := _NEW_CLAUSE.search(plain, before[-1].end, at)):
        return _outcome_at_risk(plain, clause.start() + 1, at)
    if before:
        chosen = before[-1]
        earlier = [e for e in before if not e.event]
        if chosen.event and earlier:
            chosen = earlier[-1]
        return chosen
    if reading.primary is not None and (primary or _INFERIORITY.search(plain, sentence.start, at)):
        return reading.primary
    if what := _outcome_at_risk(plain, sentence.start, at):
        return what
    if behind is not None and label is not None:
        return behind
    if label is None and (had := _HAD.search(plain, end, min(end + 160, sentence.end))):
        inside = next((e for e in named if had.start("what") <= e.start < had.end("what") + 2), None)
        if inside is not None:
            return inside
        if not _NO_OUTCOME.search(had["what"]):
            name = had["what"].strip()
            return EndpointMention(had.start("what"), had.end("what"), name, name.lower(), EndpointKind.UNKNOWN)
    return topic or (reading.primary if label is not None else None)


def endpoints_of_run(reading: Reading, sentence: Sentence, starts: list[int]) -> list[EndpointMention] | None:
    """As many endpoints as a run of figures has, side by side before it: ``PFS and OS were 0.55 (…) and 0.71 (…)``."""
    plain = reading.plain
    before = [e for e in sentence.endpoints if e.end <= starts[0]][-len(starts) :]
    if len(before) != len(starts) or len(starts) < 2 or len({e.key for e in before}) < len(starts):
        return None
    joined = all(_SIDE_BY_SIDE.fullmatch(plain, a.end, b.start) for a, b in pairwise(before))
    return before if joined and _THEN_FIGURES.fullmatch(plain, before[-1].end, starts[0]) else None


_SIDE_BY_SIDE = re.compile(
    r"(?:\s*[(\[][^()\[\]]{1,20}[)\]])?\s*(?:,|,?\s*and|,?\s*et)\s*(?:la\s+|the\s+|de\s+)?(?:median\s+)?"
)
_THEN_FIGURES = re.compile(
    r"(?:\s*[(\[][^()\[\]]{1,20}[)\]])?\s*(?:times?|rates?)?\s*(?:were|was|of|étaient(?: de)?|:|=|respectively|\s|,)*"
    r"(?:[(\[]\s*(?:[A-Za-z]+\s*){0,3}(?:\[[A-Z]{2}\])?[\s,:=]*)?"
)


def _is_aside(plain: str, endpoint: EndpointMention) -> bool:
    """Whether an endpoint is only the condition of something else: ``until progression``, ``after relapse``."""
    lead = plain[max(0, endpoint.start - 22) : endpoint.start].lower()
    return bool(
        re.search(
            r"\b(?:until|after|before|without|despite|from|due to|because of|leading to|previous|prior|jusqu'à|"
            r"après)\s(?:the |disease |any )?$",
            lead,
        )
    )


def _outcome_at_risk(plain: str, start: int, at: int) -> EndpointMention | None:
    what = None
    for pattern in (_RISK_OF, _CHANGED, _UNDERGONE, _SUBJECT):
        found = [m for m in pattern.finditer(plain, start, at) if not _NO_OUTCOME.search(m["what"])]
        if found:
            what = found[-1]
            break
    if what is None:
        return None
    name = what["what"].strip()
    return EndpointMention(what.start("what"), what.end("what"), name, name.lower(), EndpointKind.UNKNOWN)
