"""What the short names of arms stand for."""

import re

from assistant.effects.arm_names import words_in
from assistant.effects.arm_words import CONTROL_WORDS

_LABELLED = re.compile(
    r"[(\[]\s*(?:the\s+)?(?:(?:arm|group|bras|groupe)\s+(?P<letter>[A-Z]|[1-9]|I{1,3}|IV)|"
    r"(?P<word>[a-z-]+)\s+(?:group|arm)|"
    r"groupe\s+(?P<mot>[a-zéôè-]+)|(?P<short>[A-Z][\w+/-]{0,11}))\s*(?:group|arm)?\s*(?=[;,)\]])"
)
_LETTERED_THEN = re.compile(
    r"\b(?:arm|group|bras|groupe)\s+([A-Z]|[1-9]|I{1,3}|IV)\s*[(:\[,]\s*([A-Za-z][^()\[\];:.]{3,90})"
)
_DESCRIPTION_BEGINS = re.compile(
    r"(?i)\b(?:or|vs\.?|v|versus|either|to receive|receive|received|receiving|assigned|randomi[sz]ed|to|ou|"
    r"into|recevoir|compared|"
    r"(?<=and )(?:the )?other|patients)\b|[;:.]\s"
)
_NOT_A_DESCRIPTION = re.compile(r"(?i)(?:n|median|hazard|HR|P|and|or|versus|vs|plus|with|maximal)\b|\d+%?$")


def describe_arms(plain: str, words: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """What the short names of arms stand for: ``"… plus cisplatin (arm A)"``, ``"exemestane plus entinostat (EE)"``."""
    found: dict[str, str] = {}
    for m in _LABELLED.finditer(plain):
        name = m["letter"] or m["word"] or m["mot"] or m["short"]
        before = re.sub(r"\s*\([^()]*\)", "", plain[max(0, m.start() - 260) : m.start()])
        pieces = _DESCRIPTION_BEGINS.split(before)
        piece = pieces[-1].strip(" ,")
        if m["short"]:
            piece = _spelt_out(m["short"], before)
        elif m["letter"] is None and name not in CONTROL_WORDS:
            continue
        if 3 <= len(piece) <= 120 and not _NOT_A_DESCRIPTION.match(piece) and any(w in words for w in words_in(piece)):
            found.setdefault(name, piece)
    for m in _LETTERED_THEN.finditer(plain):
        piece = m[2].split(", ")[0].strip()
        if not _NOT_A_DESCRIPTION.match(piece) and any(w in words for w in words_in(piece)):
            found.setdefault(m[1], piece)
    return tuple(found.items())


def _spelt_out(short: str, before: str) -> str:
    """The words before an abbreviation whose initials it takes: ``carboplatin and paclitaxel`` for ``CP``."""
    letters = [c.lower() for c in short if c.isalpha()]
    words = list(re.finditer(r"[A-Za-z][\w'-]*", before))
    if len(letters) < 2 or letters != [c for c in letters if c]:
        return ""
    at = len(words) - 1
    start = -1
    for letter in reversed(letters):
        while at >= 0 and not words[at][0].lower().startswith(letter):
            if words[at][0].lower() not in ("and", "plus", "with", "followed", "by", "et", "of", "alone", "the"):
                return ""
            at -= 1
        if at < 0:
            return ""
        start = words[at].start()
        at -= 1
    return before[start:].strip(" ,")
