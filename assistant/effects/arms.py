"""The arms of a trial, as its text names them, and where each sentence mentions them."""

import re
from functools import lru_cache
from dataclasses import dataclass

from assistant.effects.arm_words import (
    CONNECTORS,
    CONTROL_WORDS,
    DETERMINERS,
    GENERIC,
    GROUP_WORDS,
    NOT_ARMS,
    TAIL_WORDS,
)

_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9][\w'+/®™µ-]*(?:\([^()\s]{1,8}\)(?=[-\w]))?|[,()\[\]:;.%&+=<>≤≥]")
_GROUP = re.compile(r"\b(?:groups?|arms?|groupes?|bras)\b", re.IGNORECASE)
_LETTERED = re.compile(r"\b(?:arms?|groups?|cohorts?|groupes?|bras|regimens?)\s+(?:[A-Z]|[1-9]|I{1,3}|IV)\b")
_VERSUS = re.compile(
    r"\b(?:versus|vs\.?|v|compared\s+(?:with|to)|comparativement\s+(?:à|au)|par\s+rapport\s+(?:à|au)|contre)(?=\s)"
)
_ASSIGNED = re.compile(
    r"(?i)\b(?:(?:assigned|allocated|randomi[sz]ed)(?:\s*\([^()]*\)|\s+in a [\d:]+ ratio|\s+\d:\d(?::\d)?|(?:\s+[\w-]+){1,4}?)?\s+(?:either\s+)?"
    r"(?:to|between|into)|interventions?:|(?:adding|addition of|ajout d[eu'])|to receive(?: either)?|randomisés? (?:entre|pour)|assignés? à|recevoir)"
)
# "versus 21.9 months (95% CI …) for", "8.2 months for … versus", "25% with": what follows names an arm.
_BESIDE_A_FIGURE = re.compile(
    r"(?<=\d|%)(?:\s*(?:months|mois|weeks|years))?(?:\s*[(\[][^()\[\]]{0,60}[)\]])?\s+(?:for|with|on|in|avec|sous|dans)\s+(?:the\s+|le\s+)?"
    r"(?=(?:(?!\b(?:patients|those|women|men)\b)[^.;()]){3,60}?(?:\b(?:vs?\.?|versus|compared|contre|and|et)\s+\d|[.;(]))"
)
_SPAN_ENDS = re.compile(r"(?i)[.;]\s|\bstratif|\brandomi[sz]ation was|\buntil\b|\bamong\b|\bin patients\b|\bchez\b|\bjusqu")
_DOSE = re.compile(r"^\d")
_LETTER_LABEL = re.compile(r"(?:[A-Z]|[1-9]|I{1,3}|IV)$")


@dataclass(frozen=True)
class ArmMention:
    """An arm named at ``plain[start:end]``; ``key`` is the same for its wordings (``the OFF group``, ``OFF``)."""

    start: int
    end: int
    name: str
    key: frozenset[str]


@dataclass(frozen=True)
class Arms:
    """What a text tells of its arms: the words that name them, and what lettered arms stand for."""

    words: frozenset[str]
    described: tuple[tuple[str, str], ...] = ()


def learn_arms(plain: str) -> Arms:
    """Learn the words that name the arms, from groups, comparisons and the assignment that a text describes."""
    near: set[str] = set()
    far: set[str] = set()
    for m in _GROUP.finditer(plain):
        piece = plain[max(0, m.start() - 90) : m.start()]
        near |= _words_before(re.sub(r"\b(?:and|or|et|ou)\b", ",", piece) if m[0].endswith("s") else piece)
        if m[0].lower() in ("groupe", "groupes", "bras"):
            near |= _words_after(plain[m.end() : m.end() + 60])
    for m in _VERSUS.finditer(plain):
        far |= _words_before(plain[max(0, m.start() - 90) : m.start()])
        far |= _words_after(plain[m.end() : m.end() + 90])
    for m in _ASSIGNED.finditer(plain):
        stop = _SPAN_ENDS.search(plain, m.end())
        far |= set(_plain_words(plain[m.end() : min(stop.start() if stop else len(plain), m.end() + 350)]))
    for m in _BESIDE_A_FIGURE.finditer(plain):
        far |= _words_after(plain[m.end() : m.end() + 90])
    far = {w for w in far if not w.endswith(("ed", "ing", "tion", "ly", "months", "years")) and not _only_a_name(w, plain)}
    words = frozenset(w for w in near | far if _may_name_an_arm(w))
    return Arms(words, _descriptions(plain, words))


def _only_a_name(word: str, plain: str) -> bool:
    """Whether a word is printed only with a capital first letter, like a month or a country."""
    return word not in plain and word.capitalize() in plain


def _plain_words(piece: str) -> list[str]:
    return [_norm(w) for w in _WORD.findall(piece) if w[0].isalnum()]


def _words_before(piece: str) -> set[str]:
    found: set[str] = set()
    for word in reversed(_WORD.findall(piece)):
        low = _norm(word)
        if low in DETERMINERS and found or not word[0].isalnum() and word not in ",+" or low in NOT_ARMS and found:
            break
        if _DOSE.match(low) and not any(c.isalpha() for c in low):
            break
        found.add(low)
    return found


def _words_after(piece: str) -> set[str]:
    found: set[str] = set()
    for word in _WORD.findall(piece):
        low = _norm(word)
        if not word[0].isalnum() and word not in ",+" or low in NOT_ARMS and found:
            break
        if _DOSE.match(low) and not any(c.isalpha() for c in low):
            break
        found.add(low)
    return found


# Abbreviated drugs that are common words in lower case.
_CAPITALS_MATTER = frozenset({"AS", "IT", "AT", "ET", "NO", "AN", "TO"})


@lru_cache(maxsize=20_000)
def _norm(word: str) -> str:
    if word in _CAPITALS_MATTER:
        return word
    low = word.lower()
    for tail in ("-treated", "-based", "-containing", "-alone", "-only", "'s"):
        low = low.removesuffix(tail)
    return low


_NO_NAME = re.compile(r"\d+(?:mg|gy|g|ml|auc|d|h|weeks?|days?|months?|years?)\b.*|.*(?:/m[l2]|/dl|/kg)$|.*-$|-.*|\d+-(?:year|month|week|day)|[tnm]\d[a-z0-9-]*")


@lru_cache(maxsize=20_000)
def _may_name_an_arm(word: str) -> bool:
    if word in NOT_ARMS or word in CONNECTORS or word in DETERMINERS or word in GROUP_WORDS or len(word) < 2:
        return False
    return any(c.isalpha() for c in word) and not _NO_NAME.fullmatch(word)


def mentions_of_arms(plain: str, start: int, end: int, arms: Arms) -> list[ArmMention]:
    """The arms that ``plain[start:end]`` names, in order."""
    tokens = [(m.start(), m.end(), m[0], _norm(m[0])) for m in _WORD.finditer(plain, start, end)]
    found: list[ArmMention] = []
    if not tokens:
        return found
    i = 0
    while i < len(tokens):
        mention, i = _chunk(plain, tokens, i, arms)
        if mention is not None:
            found += _split(plain, mention, arms)
    return found


_Token = tuple[int, int, str, str]


def _chunk(plain: str, tokens: list[_Token], i: int, arms: Arms) -> tuple[ArmMention | None, int]:
    """The longest run of arm words, connectors between them and tail words, that starts at token ``i``."""
    first = i
    last = -1
    key: set[str] = set()
    strong = False
    while i < len(tokens):
        _, _, word, low = tokens[i]
        if low in GROUP_WORDS:
            if key:
                last, strong = i, True
                i += 1
                if i < len(tokens) and _LETTER_LABEL.fullmatch(tokens[i][2]) and not key - TAIL_WORDS:
                    continue
                break
            if i + 1 < len(tokens) and _LETTER_LABEL.fullmatch(tokens[i + 1][2]) and tokens[i + 1][0] - tokens[i][1] == 1:
                return (
                    ArmMention(
                        tokens[i][0],
                        tokens[i + 1][1],
                        plain[tokens[i][0] : tokens[i + 1][1]],
                        frozenset({f"={tokens[i + 1][2]}"}),
                    ),
                    i + 2,
                )
            break
        if low in arms.words:
            key.add(low)
            last = i
            strong = strong or low not in GENERIC
        elif low in TAIL_WORDS and (key or low in CONTROL_WORDS and _group_follows(tokens, i)):
            key.add(low)
            last = i
        elif key and low in CONNECTORS and word not in ".;:()[]":
            pass
        elif low in CONTROL_WORDS and _group_follows(tokens, i):
            key.add(low)
            last = i
        else:
            break
        i += 1
    if first > 0 and tokens[first - 1][3] in ("either", "both", "each") and not key - GENERIC:
        return None, max(i, first + 1)
    if not key or last < first or not strong and not key & CONTROL_WORDS:
        return None, max(i, first + 1)
    begin, stop = tokens[first][0], tokens[last][1]
    return ArmMention(begin, stop, plain[begin:stop], frozenset(key)), max(last + 1, first + 1)


def _group_follows(tokens: list[_Token], i: int) -> bool:
    return any(t[3] in GROUP_WORDS for t in tokens[i + 1 : i + 3])


_AND = re.compile(r",?\s+(?:and|or|et|ou)\s+(?:the\s+)?|,\s+")


def _split(plain: str, mention: ArmMention, arms: Arms) -> list[ArmMention]:
    """``"OFF and FF groups"`` is two arms; ``"selinexor, bortezomib, and dexamethasone"`` is one."""
    several = re.search(r"(?i)\b(?:groups|arms|groupes|bras)$", mention.name) or re.match(
        r"(?:,?\s*\(?respective)", plain[mention.end : mention.end + 14]
    ) or plain[:mention.start].endswith(("between ", "between the ", "both ", "entre "))
    if not several:
        return [mention]
    if not mention.key - GENERIC and mention.name.lower().endswith("s"):
        return []
    parts: list[ArmMention] = []
    at = 0
    for sep in [*_AND.finditer(mention.name), None]:
        piece = mention.name[at : sep.start() if sep else len(mention.name)]
        bare = re.sub(r"(?i)\s*\b(?:treatment\s+)?(?:groups?|arms?|groupes|bras)$", "", piece)
        key = frozenset(w for w in _plain_words(bare) if w in arms.words or w in TAIL_WORDS or w in CONTROL_WORDS)
        if bare.strip():
            begin = mention.start + at
            parts.append(ArmMention(begin, begin + len(piece), bare, key))
        at = sep.end() if sep else at
    return parts if len(parts) >= 2 and all(p.key for p in parts) else [mention]


_LABELLED = re.compile(
    r"[(\[]\s*(?:the\s+)?(?:(?:arm|group|bras|groupe)\s+(?P<letter>[A-Z]|[1-9]|I{1,3}|IV)|(?P<word>[a-z-]+)\s+(?:group|arm)|"
    r"groupe\s+(?P<mot>[a-zéôè-]+)|(?P<short>[A-Z][\w+/-]{0,11}))\s*(?:group|arm)?\s*(?=[;,)\]])"
)
_LETTERED_THEN = re.compile(r"\b(?:arm|group|bras|groupe)\s+([A-Z]|[1-9]|I{1,3}|IV)\s*[(:\[,]\s*([A-Za-z][^()\[\];:.]{3,90})")
_DESCRIPTION_BEGINS = re.compile(
    r"(?i)\b(?:or|vs\.?|v|versus|either|to receive|receive|received|receiving|assigned|randomi[sz]ed|to|ou|into|recevoir|compared|"
    r"(?<=and )(?:the )?other|patients)\b|[;:.]\s"
)
_NOT_A_DESCRIPTION = re.compile(r"(?i)(?:n|median|hazard|HR|P|and|or|versus|vs|plus|with|maximal)\b|\d+%?$")


def _descriptions(plain: str, words: frozenset[str]) -> tuple[tuple[str, str], ...]:
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
        if 3 <= len(piece) <= 120 and not _NOT_A_DESCRIPTION.match(piece) and any(w in words for w in _plain_words(piece)):
            found.setdefault(name, piece)
    for m in _LETTERED_THEN.finditer(plain):
        piece = m[2].split(", ")[0].strip()
        if not _NOT_A_DESCRIPTION.match(piece) and any(w in words for w in _plain_words(piece)):
            found.setdefault(m[1], piece)
    return tuple(found.items())


def _spelt_out(short: str, before: str) -> str:
    """The words before an abbreviation whose initials it takes: ``carboplatin and paclitaxel`` for ``CP``; else empty."""
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
