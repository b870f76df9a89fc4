"""Which endpoint a figure is of: the one its sentence names for it."""

import re

from assistant.effects.endpoints import EndpointKind, EndpointMention, primary_mentions
from assistant.effects.ratio_labels import RatioLabel
from assistant.effects.reading import Reading, Sentence

_FOR = re.compile(r"[\s)\]]*,?\s*(?:for|in\s+terms\s+of|with\s+respect\s+to|pour|concernant)\s+(?:the\s+|la\s+|le\s+)?(?:median\s+)?", re.IGNORECASE)
_RISK_OF = re.compile(
    r"(?i)\b(?:risk|incidence|rate|odds|frequency|occurrence|probability|proportion|likelihood|risque|incidence|taux|fréquence) "
    r"(?:of\s|de\s|d')(?P<what>[a-zéè][^,;:()\[\].0-9]{3,60}?)(?=\s+(?:was|were|in|with|by|for|than|compared|among|at|during|after|between|"
    r"(?:was\s+)?significantly|chez|dans|était|est)\b|[,;:()\[\]])"
)


_INFERIORITY = re.compile(r"(?i)\b(?:non-?)?(?:inferiority|superiority|infériorité|supériorité)\b|\bnoninferior\b")
_NP = r"[A-Za-zéè][A-Za-zéèêà' /-]{3,70}?"
_CHANGED = re.compile(
    rf"\b(?:fewer|more|higher|lower|reduced|increased|less|greater|moins de|plus de)\s+(?:(?:odds|risk|rates?|incidence|number) of\s+)?(?P<what>{_NP})"
    r"(?=\s*[(\[]|\s+(?:with|in the|than|compared|vs?|versus)\b)"
)
_UNDERGONE = re.compile(
    rf"\b(?:had|underwent|developed|experienced|reported|required|were|wanted)\s+(?:an?\s+)?(?P<what>(?:able to\s+)?{_NP})"
    r"(?=\s*[(\[,]|\s+(?:compared|than|vs?|versus|in the)\b)"
)
_SUBJECT = re.compile(
    rf"(?:^|(?<=[.:;] )|(?<=\d ))(?:the\s+|The\s+)?(?P<what>{_NP})\s+(?:was|were|occurred|did|developed|decreased|increased|persisted|"
    r"have been|has been|had|est|était|étaient|a été|ont été)\b"
)
_NO_OUTCOME = re.compile(
    r"(?i)\b(?:patients?|participants?|women|men|people|difference|ratio|it|this|these|there|results?|trial|study|groups?|arms?|analys\w+|"
    r"who|significant\w*|similar|higher|lower|observed|randomi[sz]ed|assigned|treated|median|associated|respectively|events?|not|"
    r"findings?|model|therapy|treatment|effects?|we|none|both|compared|balanced|cases?|included|done|years?|reduction|thereafter|superiority|inferiority|^to|noninferiority|non-inferiority|age|benefit|power|data|rates?|sample)\b"
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
    if label is not None:
        within = [e for e in before if e.start >= label.end]
        before = [e for e in before if e.end <= label.start] if label.start < at else before
        survival = [e for e in before if e.kind is EndpointKind.SURVIVAL and not e.event]
        if within and (within[0].kind is EndpointKind.SURVIVAL and not within[0].event or not survival):
            return within[0]
        if within:
            same = [e for e in survival if e.key == within[0].key]
            if within[0].event and within[0].key == "overall survival":
                return same[-1] if same else within[0]
            return survival[-1]
        if survival and before[-1].event:
            return survival[-1]
    primary = [span for span in primary_mentions(plain, sentence.start, sentence.end) if span[1] <= at]
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
    return topic or (reading.primary if label is not None else None)


def _is_aside(plain: str, endpoint: EndpointMention) -> bool:
    """Whether an endpoint is only the condition of something else: ``until progression``, ``after relapse``."""
    lead = plain[max(0, endpoint.start - 22) : endpoint.start].lower()
    return bool(re.search(r"\b(?:until|after|before|without|despite|from|due to|because of|leading to|previous|prior|jusqu'à|après)\s(?:the |disease |any )?$", lead))


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
