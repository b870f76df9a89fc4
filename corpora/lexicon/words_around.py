"""What the words before a mention say of it: that it is absent, or that it came before."""

import re

_ARTICLES = r"(?:d['’]|l['’]|(?:de|du|des|la|le|les|un|une|any|a|an|the|further|previous|known|autre|évidence)\s+)*"
_NEGATED = re.compile(
    r"\b(?:sans|ni|aucune?|pas\s+(?:eu\s+)?(?=d)|absence\s+(?:d['’]|de\s|of\s)|jamais\s+(?:eu|reçu)|indemne\s+(?=d)|"
    r"hors|sauf|no|without|not|never|lacking|free\s+of|non|refuse[sd]?|refusant|declin(?:es|ed|ing)|nor)"
    rf"[\s-]*{_ARTICLES}$",
    re.IGNORECASE,
)
_EITHER = re.compile(r"(?:\b(?:or|ou|et|and|plus|with|avec)|±|[+]/-|/)\s*(?:sans|without|no)[\s\w'’-]*$", re.IGNORECASE)
_BEFORE = (
    "après",
    "apres",
    "post",
    "after",
    "following",
    "since",
    "past",
    "prior",
    "previous",
    r"previously\s+(?:on|given|received|had|treated\s+with)",
    r"pretreated\s+with",
    r"prétraitée?s?\s+(?:par|avec)",
    r"déjà(?:\s+reçu)?",
    r"(?:a|ont|ayant)\s+reçu",
    r"progress(?:ing|ed|ion)\s+(?:on|after|despite|through|under)",
    r"fail(?:ed|ure|ing)(?:\s+(?:of|on|after))?",
    r"(?:refractory|resistant|intolerant)\s+(?:to|of)",
    r"(?:échec|antécédents?)\s+(?=d)",
    r"(?:réfractaires?|résistante?s?|exposée?s?)\s+(?=[àa]u?)",
    r"(?:en\s+progression|progressé|progression)\s+sous",
)
_COUNTS = r"(?:(?:à|au|aux|one|two|three|an?|both|first[- ]line|initial|une?|deux|sels?|standard)\s+)*"
_PRIOR = re.compile(rf"\b(?:{'|'.join(_BEFORE)})[\s-]*{_COUNTS}{_ARTICLES}$", re.IGNORECASE)
_PRIOR_SUFFIX = re.compile(
    r"[\s-]*(?:pretreated|prétraitée?s?|refractory|resistant|exposed|failure|reçus?\b|"
    r"(?:already |déjà )?(?:done|given|over|failed|faite?s?|terminée?s?|épuisée?s?|not tolerated|"
    r"(?:mal|non|pas) tolérée?s?|stopped working)\s*(?:[),;:.]|$))",
    re.IGNORECASE,
)
_WINDOW = 50


def negated(text: str, start: int) -> bool:
    """Whether what starts at an offset is said to be absent. ``"avec ou sans X"`` does not say so."""
    before = text[max(0, start - _WINDOW) : start]
    return bool(_NEGATED.search(before)) and not _EITHER.search(before)


def prior(text: str, start: int, end: int) -> bool:
    """Whether what stands between two offsets is a treatment that came before (``"après Taxotère"``)."""
    before = text[max(0, start - _WINDOW) : start]
    return bool(_PRIOR.search(before) or _PRIOR_SUFFIX.match(text[end : end + 25]))
