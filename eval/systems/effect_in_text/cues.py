"""The words by which a sentence reports a difference or none, and which way a difference goes."""

import re

UP = re.compile(
    r"\b(increas\w*|higher|greater|more|longer|larger|rise[sn]?|rose|elevat\w*|exceed\w*|heavier|taller|faster|"
    r"rais(?:ed|es)|gain(?:ed|s)?|prolong\w*|augment\w*|enhanc\w*|upregulat\w*)\b",
    re.IGNORECASE,
)
DOWN = re.compile(
    r"\b(decreas\w*|lower\w*|less|fewer|reduc\w*|smaller|shorter|declin\w*|fell|drop\w*|diminish\w*|attenuat\w*|"
    r"prevent\w*|suppress\w*|inhibit\w*|minimi[sz]\w*|lessen\w*|slower|shorten\w*|alleviat\w*|reliev\w*|relief)\b",
    re.IGNORECASE,
)
GOOD = re.compile(
    r"\b(improv\w*|better|superior\w*|effective\w*|efficacious|benefi\w*|favou?r\w*|success\w*|protect\w*)\b",
    re.IGNORECASE,
)
BAD = re.compile(r"\b(wors\w*|inferior\w*|poorer|deteriorat\w*|impair\w*|aggravat\w*|harm\w*)\b", re.IGNORECASE)
NO_DIFFERENCE = re.compile(
    r"\b(?:no|not|nor|neither|without|any|non)\b[^.;]{0,60}?\b(?:significan\w*|differ\w*|effect\w*|chang\w*|improv\w*|"
    r"increas\w*|reduc\w*|decreas\w*|associat\w*|benefi\w*|superior\w*|higher|lower|greater|influenc\w*|affect\w*|vary|"
    r"varied|impact\w*|alter\w*|evidence)"
    r"|\b(?:similar\w*|comparable|equivalen\w*|equal\w*|unchanged|identical|the same|non-?inferior\w*|insignifican\w*|"
    r"non-?significan\w*|did not|does not|do not|were not|was not|fail(?:ed|s)? to|ns)\b",
    re.IGNORECASE,
)
SIGNIFICANT = re.compile(r"(?<!not )(?<!no )(?<!non-)(?<!non)(?<!nor )\bsignifican\w*", re.IGNORECASE)
THAN = re.compile(
    r"\b(than|compared (?:to|with)|comparing|compared|versus|vs|over|relative to|against|in contrast to|"
    r"in comparison (?:to|with)|as opposed to|whereas|while|but)\b",
    re.IGNORECASE,
)
UNWANTED = re.compile(
    r"\b(pain\w*|mortal\w*|death\w*|advers\w*|complicat\w*|incidence|risk|failure|relaps\w*|recurren\w*|symptom\w*|"
    r"severity|depress\w*|anxi\w*|fatigue|nausea|vomit\w*|bleed\w*|blood loss|infect\w*|inflamm\w*|stress|disab\w*|"
    r"loss|progress\w*|toxic\w*|error\w*|distress|hospitali\w*|readmission\w*|duration|time to|need for|consumption|"
    r"requirement\w*|burden|episodes?|attacks?|exacerbat\w*|cholesterol|glucose|hba1c|hypo\w*|hyper\w*|pressure|bmi|"
    r"weight|plaque|index|crp|insomnia|craving|cigarett\w*|smok\w*|drink\w*|dropout|discontinu\w*|withdraw\w*)\b",
    re.IGNORECASE,
)
P_VALUE = re.compile(
    r"\bp(?:[- ]?values?)?\s*(?:of|was|were|is|for \w+)?\s*([<>=≤≥]|&lt;|&gt;)\s*(0?\.\d+|[01]\b)", re.IGNORECASE
)
INTERVAL = re.compile(
    r"(?:\bCI\b|confidence intervals?)[^\d\-−–.]{0,12}([-−–]?\d*\.?\d+)\s*(?:to|[-−–,;])\s*([-−–]?\d*\.?\d+)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w.])\d+(?:[.·]\d+)?(?![\w]*\d)")


def p_is_significant(sign: str, value: str) -> bool:
    """Whether a p value, as printed, is below 0.05."""
    number = float(value)
    if sign in (">", "≥", "&gt;"):
        return False
    return number <= 0.05 if sign in ("<", "≤", "&lt;") else number < 0.05


def includes_null(low: str, high: str) -> bool:
    """Whether an interval includes 1 where both bounds are positive, else 0."""
    below, above = (float(bound.replace("−", "-").replace("–", "-")) for bound in (low, high))
    if below < 0 <= above:
        return True
    return below <= 1 <= above
