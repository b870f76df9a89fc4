"""Doing without a treatment: answered by a source that has an arm without it, not by one that compares how much of it."""

import re
from collections.abc import Sequence

from assistant.answer import Fit
from assistant.matching import relation
from corpora.lexicon import INTERVENTIONS, Lexicon

_DETERMINED = (
    r"(?:\s*(?:the|all|any|her|his|their|le|la|les|l['’]|toute?|of|de|d['’]|du|des|totalement|complètement|"
    r"complete\w*|total\w*))*\s*$"
)
_WITHOUT = re.compile(
    r"(?i)\b(?:omit\w*|omission(?: of)?|skip\w*|leav(?:e|ing) out|drop(?:ping)?|do(?:ing)? without|forgo\w*|"
    r"get away without|dispense with|spared?|sparing|withhold\w*|se passer|omet\w*|supprim\w+|abandonn\w+|"
    r"faire l'impasse sur|s'abstenir|renoncer (?:à|au|aux))" + _DETERMINED
)
_OUT_AFTER = re.compile(
    r"(?i)^\s*(?:out\b|(?:be |safely |still |really |vraiment |encore )*"
    r"(?:omitted|skipped|left out|dropped|needed|necessary|indispensable|nécessaire)|"
    r"(?:est|est-il|est-elle) (?:vraiment |encore )?(?:nécessaire|utile|indispensable))"
)
_STOPPED = re.compile(
    r"(?i)\b(?:no|without|not|stop\w*|discontinu\w*|interrupt\w*|omi\w+|defer\w*|delayed|intermittent)\b"
)


def omitted(text: str, language: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The interventions that a question asks to do without."""
    return tuple(
        m.concept_id
        for m in lexicon.recognise(text, language)
        if lexicon.concept(m.concept_id).category in INTERVENTIONS
        and (_WITHOUT.search(text[: m.start]) or _OUT_AFTER.match(text[m.end :]))
    )


def left_out(asked: str, arms: Sequence[frozenset[str]], printed: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether an arm is without the intervention that another has; arms that cannot be read rule nothing out.

    Parameters
    ----------
    arms, printed
        Interventions of each arm, and the arms as the source words them.
    """
    if len(arms) < 2:
        return True
    serving = (Fit.SAME, Fit.NARROWER)
    given = [any(relation(asked, held, lexicon, components=True) in serving for held in arm) for arm in arms]
    return any(given) and any(not has or _STOPPED.search(words) for has, words in zip(given, printed, strict=True))
