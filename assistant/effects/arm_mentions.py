"""Where each sentence names the arms of a trial."""

import re

from assistant.effects.arm_names import WORD, normal, parts_of, words_in
from assistant.effects.arm_words import CONNECTORS, CONTROL_WORDS, GENERIC, GROUP_WORDS, TAIL_WORDS
from assistant.effects.arms import ArmMention, Arms

_LETTER_LABEL = re.compile(r"(?:[A-Z]|[1-9]|I{1,3}|IV)$")


def mentions_of_arms(plain: str, start: int, end: int, arms: Arms) -> list[ArmMention]:
    """The arms that ``plain[start:end]`` names, in order."""
    tokens = [(m.start(), m.end(), m[0], normal(m[0])) for m in WORD.finditer(plain, start, end)]
    found: list[ArmMention] = []
    i = 0
    while i < len(tokens):
        low = tokens[i][3]
        if low not in arms.words and low not in GROUP_WORDS and low not in CONTROL_WORDS:
            i += 1
            continue
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
            if (
                i + 1 < len(tokens)
                and _LETTER_LABEL.fullmatch(tokens[i + 1][2])
                and tokens[i + 1][0] - tokens[i][1] == 1
            ):
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
            key.update(parts_of(low) or (low,))
            last = i
            strong = strong or low not in GENERIC
        elif low in TAIL_WORDS and (key or (low in CONTROL_WORDS and _group_follows(tokens, i))):
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
    if not key or last < first or (not strong and not key & CONTROL_WORDS):
        return None, max(i, first + 1)
    begin, stop = tokens[first][0], tokens[last][1]
    return ArmMention(begin, stop, plain[begin:stop], frozenset(key)), max(last + 1, first + 1)


def _group_follows(tokens: list[_Token], i: int) -> bool:
    return any(t[3] in GROUP_WORDS for t in tokens[i + 1 : i + 3])


_CHOICE = re.compile(r"(?i)\b(?:assigned|randomi[sz]ed|receive|either|recevoir)\b")
_OR = re.compile(r",?\s+(?:or|ou)\s+(?:the\s+)?")
_PLURAL = re.compile(r"(?i)\b(?:groups|arms|groupes|bras)$")
_RESPECTIVELY = re.compile(r",?\s*\(?respective")
_AND = re.compile(r",?\s+(?:and|or|et|ou)\s+(?:the\s+)?|,\s+")


def _split(plain: str, mention: ArmMention, arms: Arms) -> list[ArmMention]:
    """``"OFF and FF groups"`` is two arms; ``"selinexor, bortezomib, and dexamethasone"`` is one."""
    either = len(_OR.split(mention.name)) == 2
    several = (
        _PLURAL.search(mention.name) is not None
        or _RESPECTIVELY.match(plain, mention.end) is not None
        or plain.endswith(("between ", "between the ", "both ", "entre "), 0, mention.start)
        or (either and _CHOICE.search(plain, max(0, mention.start - 70), mention.start) is not None)
    )
    if not several:
        return [mention]
    if not mention.key - GENERIC and mention.name.lower().endswith("s"):
        return []
    parts: list[ArmMention] = []
    at = 0
    for sep in [*_AND.finditer(mention.name), None]:
        piece = mention.name[at : sep.start() if sep else len(mention.name)]
        bare = re.sub(r"(?i)\s*\b(?:treatment\s+)?(?:groups?|arms?|groupes|bras)$", "", piece)
        key = frozenset(part for word in words_in(bare) for part in parts_of(word) or (word,))
        key = frozenset(w for w in key if w in arms.words or w in TAIL_WORDS or w in CONTROL_WORDS)
        if bare.strip():
            begin = mention.start + at
            parts.append(ArmMention(begin, begin + len(piece), bare, key))
        at = sep.end() if sep else at
    return parts if len(parts) >= 2 and all(p.key for p in parts) else [mention]
