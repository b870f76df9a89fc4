"""Which words name the arms of a trial, learnt from its text."""

import re

from assistant.effects.arm_descriptions import describe_arms
from assistant.effects.arm_names import WORD, may_name_an_arm, normal, parts_of, words_in
from assistant.effects.arm_words import DETERMINERS, NOT_ARMS
from assistant.effects.arms import Arms

_GROUP = re.compile(r"\b(?:groups?|arms?|groupes?|bras)\b", re.IGNORECASE)
_VERSUS = re.compile(
    r"\b(?:versus|vs\.?|v|compared\s+(?:with|to)|comparativement\s+(?:à|au)|par\s+rapport\s+(?:à|au)|contre|"
    r"(?:non-?)?(?:in|su)perior(?:ity)?\s+to|(?:significantly\s+)?(?:improved|prolonged|reduced))(?=\s)"
)
_ASSIGNED = re.compile(
    r"(?i)\b(?:(?:assigned|allocated|randomi[sz]ed)(?:\s*\([^()]*\)|\s+in a [\d:]+ ratio|\s+\d:\d(?::\d)?|"
    r"(?:\s+[\w-]+){1,4}?)?\s+(?:either\s+)?"
    r"(?:to|between|into)|interventions?:|(?:adding|addition of|ajout d[eu'])|to receive(?: either)?|"
    r"randomisés? (?:entre|pour)|assignés? à|recevoir)"
)
# "versus 21.9 months (95% CI …) for", "8.2 months for … versus", "25% with": what follows names an arm.
_BESIDE_A_FIGURE = re.compile(
    r"(?<=\d|%)(?:\s*(?:months|mois|weeks|years))?(?:\s*[(\[][^()\[\]]{0,60}[)\]])?\s+(?:for|with|on|in|avec|"
    r"sous|dans)\s+(?:the\s+|le\s+)?"
    r"(?=(?:(?!\b(?:patients|those|women|men)\b)[^.;()]){3,60}?(?:\b(?:vs?\.?|versus|compared|contre|and|"
    r"et)\s+\d|[.;(]))"
)
_RECIPIENTS = re.compile(
    r"(?i)\b(?:patients?|participants?|women|men|those|individuals|patientes?|malades)\s+(?:who\s+(?:were\s+)?)?"
    r"(?:treated\s+with|receiving|received|given|assigned(?:\s+to)?|randomi[sz]ed\s+to|on|traité[es]*\s+par|"
    r"recevant|sous)(?=\s)"
)
_TREATED = re.compile(r"\b([\w/+-]+)-treated\b")
_SPAN_ENDS = re.compile(
    r"(?i)[.;]\s|\bstratif|\brandomi[sz]ation was|\buntil\b|\bamong\b|\bin patients\b|\bchez\b|\bjusqu"
)


def learn_arms(plain: str) -> Arms:
    """Learn the words that name the arms, from groups, comparisons and the assignment that a text describes."""
    near: set[str] = set()
    far: set[str] = set()
    assigned: set[str] = set()
    for m in _GROUP.finditer(plain):
        near |= _words_before(plain[max(0, m.start() - 90) : m.start()])
        if m[0].lower() in ("groupe", "groupes", "bras"):
            near |= _words_after(plain[m.end() : m.end() + 60])
    for m in _VERSUS.finditer(plain):
        far |= _words_before(plain[max(0, m.start() - 90) : m.start()])
        far |= _words_after(plain[m.end() : m.end() + 90])
    for m in _ASSIGNED.finditer(plain):
        stop = _SPAN_ENDS.search(plain, m.end())
        assigned |= set(words_in(plain[m.end() : min(stop.start() if stop else len(plain), m.end() + 350)]))
    for m in _BESIDE_A_FIGURE.finditer(plain):
        far |= _words_after(plain[m.end() : m.end() + 90])
    for m in _RECIPIENTS.finditer(plain):
        assigned |= _words_after(plain[m.end() : m.end() + 70])
    assigned |= {normal(m[1]) for m in _TREATED.finditer(plain)}
    far = {
        w
        for w in far | assigned
        if not w.endswith(("ed", "ing", "tion", "ly", "months", "years")) and not _only_a_name(w, plain)
    }
    words = frozenset(w for w in near | far if may_name_an_arm(w))
    words |= {part for word in words for part in parts_of(word)}
    assigned = {part for word in assigned for part in parts_of(word) or (word,)}
    return Arms(words, words & assigned, describe_arms(plain, words))


def _only_a_name(word: str, plain: str) -> bool:
    """Whether a word is printed only with a capital first letter, like a month or a country."""
    if len(word) <= 3 or not word.isalpha() or word in plain or word.capitalize() not in plain:
        return False
    # "BEMPEG" is an abbreviation though "Bempegaldesleukin" begins a sentence.
    return re.search(rf"\b{word.capitalize()}\b", plain) is not None and word.upper() not in plain


_MOST_SKIPPED, _MOST_WORDS = 5, 8


def _words_before(piece: str) -> set[str]:
    return _words_of_name(list(reversed(WORD.findall(piece))))


def _words_after(piece: str) -> set[str]:
    return _words_of_name(WORD.findall(piece))


def _words_of_name(words: list[str]) -> set[str]:
    """The words of the first name in a run of words, after at most a few that cannot be part of one."""
    found: set[str] = set()
    skipped = 0
    for word in words:
        low = normal(word)
        if low in ("and", "or", "et", "ou") or word in ",+":
            continue
        stops = not word[0].isalnum() or low in NOT_ARMS or low in DETERMINERS or not any(c.isalpha() for c in low)
        if (stops and (found or not word[0].isalnum())) or len(found) >= _MOST_WORDS:
            break
        if stops:
            skipped += 1
            if skipped > _MOST_SKIPPED:
                break
            continue
        found.add(low)
    return found
