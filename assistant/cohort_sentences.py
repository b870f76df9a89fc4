"""Whether a sentence speaks of a cohort as of a cohort: a cohort's result in a trial's words misleads."""

import re

_COHORT_NAMED = re.compile(r"\b(cohort\w*|observation(al|nelle?s?))\b", re.IGNORECASE)
_TRIAL_WORDS = re.compile(
    r"\b(trials?|essais?|randomi[sz]\w*|tir\w+ au sort|placebo|significant\w*|significati\w+|superior\w*|supéri\w+)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(not|non|pas|never|jamais)([- ](?:a|un|une))?[- ]$", re.IGNORECASE)


def speaks_of_a_cohort(sentence: str) -> bool:
    """Whether the sentence names a cohort or an observation, and no word of trials unless to deny it."""
    claimed = (m for m in _TRIAL_WORDS.finditer(sentence) if not _NEGATED.search(sentence[: m.start()]))
    return bool(_COHORT_NAMED.search(sentence)) and next(claimed, None) is None
