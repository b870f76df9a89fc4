"""Whether a study says of itself that it was randomised, in English or French.

Each mention of randomisation is judged by the words around it: a study that asks for randomised trials, or reviews
them, is not one.
"""

import re

_MENTION = re.compile(
    r"randomisée?s?|randomi[sz](?:ed|ation|ing|e)?|randomly|\brandom\b|\brct\b|aléatoire(?:ment)?|au hasard|"
    r"tirage au sort|tirée?s? au sort"
)
_BEFORE, _AFTER = 60, 70

_NEGATED = re.compile(r"(?:\bnon|\bnot|\bun|\bquasi|\bnot a|\bsans|\bwithout|\bnon-)[ -]?$")
_ALONE = re.compile(
    r"\b(?:single|one)[ -](?:arm|group)\b|\bbras unique\b|\bmono-?bras\b|\buncontrolled (?:trial|study|phase)\b|"
    r"\ballocated alternately\b"
)
_OTHERS_BEFORE = re.compile(
    r"\b(?:previous|earlier|several|prior|most|other|many|few|further|future|larger?|numerous|available|"
    r"published|no|lack of|"
    r"additional|well-designed|all|review of|meta-analys[ei]s of|data from|results (?:of|from)|need(?:ed|"
    r"s)? (?:for|of|in)|"
    r"confirmed (?:in|by)|tested in|included?|including|des|autres|plusieurs|d[’'])\s(?:[\w-]+ ){0,2}$"
)
_OTHERS_AFTER = re.compile(r"^,?(?:[ ,/-]+[\w-]+){0,4}?[ -]+(?:trials|studies|rcts|essais|études|controlled trials)\b")
_SUBJECT = re.compile(
    r"\b(?:were|was|been|being|be|are|is|we|and|investigators|été|sont|ont|est|patients|participants|women|men|"
    r"subjects|"
    r"children|adults|volunteers|individuals)\s(?:(?:\w+ly|then|also|each|stratified and|\d+:\d+)\s)?$"
)
_COUNTED = re.compile(r"\b\d[\d, ]*(?:\s[\w-]+){0,4}\s$")
_PREPOSITION = re.compile(
    r"\b(?:after|before|from|at|since|following|until|prior to|post|time of|avant|après|depuis) $"
)
_ASSIGNED = re.compile(
    r"^\s(?:assigned|allocated|divided|received|selected to receive|chosen to|treated with|provided with|assigning|"
    r"(?:distributed|grouped|split) (?:in)?to|(?:distributed|split) between|allocating|assignment|allocation|"
    r"to\b|into\b|"
    r"in an?\b|in two\b|between\b|\(?\d+:\d+|at (?:a )?\d|using|en\b|dans\b|entre\b|pour\b|participants|patients|women|"
    r"subjects|was\b|were\b|ratio|by\b|stratified|list|sequence)"
)
_DESIGN = re.compile(
    r"^[, -]+(?:(?:[\w/.-]+|\([\w ]+\))[, -]+){0,7}?(?:trial|study|comparison|design|experiment|evaluation|"
    r"manner|fashion|"
    r"order|parallel-group|rct|phase|essai|étude)\b"
)
_ARTICLE = re.compile(
    r"\b(?:an?|the|this|our|present|une?|cette|cet|notre|l[’'])\s(?:[\w-]+,?\s){0,6}$|^\s*$|"
    r"[.:;,(]\s?(?:[\w-]+,?\s){0,4}$"
)
_DRAWN = re.compile(r"\b(?:répartie?s?|assignée?s?|allouée?s?|distribuée?s?|assigned|allocated|divided)\b[^.]{0,40}$")
_IN_RANDOM = re.compile(r"^\s(?:assignment|allocation|order|sequence)\b")
_OWN_NOUN = re.compile(
    r"^\s(?:was|ratio|stratified|to\b|list|code|sequence|procedure|\(|of (?:the )?(?:patients|participants)|a été)"
)


def randomised(title: str, text: str) -> bool | None:
    """``True`` where the study was randomised, ``False`` where it says it was not, ``None`` where it does not say.

    Parameters
    ----------
    title, text
        In lower case; of a full text only the abstract, whose mentions are of the study itself.
    """
    negated = bool(_ALONE.search(title) or _ALONE.search(text))
    for where, is_title in ((title, True), (text, False)):
        for mention in _MENTION.finditer(where):
            before = where[max(0, mention.start() - _BEFORE) : mention.start()]
            after = where[mention.end() : mention.end() + _AFTER]
            stop = max(before.rfind(". "), before.rfind("? "))
            before = before[stop + 2 :] if stop >= 0 else before
            if _NEGATED.search(before):
                if is_title:
                    return False
                negated = True
            elif _is_own(mention.group(), before, after, is_title):
                return True
    return False if negated else None


def _is_own(word: str, before: str, after: str, in_title: bool) -> bool:
    if word.endswith("ation") and not in_title:
        return bool(_OWN_NOUN.match(after) or _PREPOSITION.search(before))
    if _OTHERS_AFTER.match(after) or (_OTHERS_BEFORE.search(before) and not _ASSIGNED.match(after)):
        return False
    if in_title:
        return word != "random"
    if word in ("au hasard", "random") or word.startswith("aléatoire"):
        return bool(_DRAWN.search(before)) or (word == "random" and bool(_IN_RANDOM.match(after)))
    if word.startswith("tir"):
        return True
    if word == "randomly":
        return bool(_ASSIGNED.match(after)) and not re.match(r"^\sselected\b(?! to receive)", after)
    return bool(
        _ASSIGNED.match(after)
        or _SUBJECT.search(before)
        or _COUNTED.search(before)
        or (_DESIGN.match(after) and _ARTICLE.search(before))
    )
