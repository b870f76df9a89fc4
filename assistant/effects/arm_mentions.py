"""Where each sentence names the arms of a trial."""

import re

from assistant.effects.arm_names import WORD, normal, parts_of, words_in
from assistant.effects.arm_words import CONNECTORS, CONTROL_WORDS, GENERIC, GROUP_WORDS, TAIL_WORDS
from assistant.effects.arms import ArmMention, Arms

# "the 1 year group", "the 12-week arm", "the 74 Gy arm": told apart by a length of time, a dose or a count only.
_BY_AMOUNT = re.compile(
    r"(?i)\b(?P<amount>(?:\d+(?:\.\d+)?|one|two|three|four|five|six|eight|nine|ten|twelve|eighteen|twenty-four)"
    r"[- ](?:years?|months?|weeks?|days?|gy|mg|cycles?|ans?|mois|semaines?))(?:[- ]treatment)?[- ](?:group|arm)\b"
)
# "the level III group", "in patients … compared with controls".
_BY_LEVEL = re.compile(
    r"\b(?P<level>(?:level|regimen|strategy|schedule|dose level) (?:[IVX]{1,3}|\d|[A-F]))\s+(?:group|arm)\b"
)
_CONTROLS = re.compile(r"(?i)(?:(?<=\bwith )|(?<=\bthan )|(?<=\bversus )|(?<=\bvs )|(?<=\bin )|(?<=\bto ))controls\b")
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
    return _with_others(found, _of_one_word(plain, start, end))


def _of_one_word(plain: str, start: int, end: int) -> list[ArmMention]:
    """Groups named by an amount or a level, and ``controls``."""
    found = []
    for pattern in (_BY_AMOUNT, _BY_LEVEL):
        for m in pattern.finditer(plain, start, end):
            word = re.sub(r"s$", "", m[1].lower()).replace("-", " ")
            found.append(ArmMention(m.start(), m.end(), m[0], frozenset({f"~{word}"})))
    found += [
        ArmMention(m.start(), m.end(), m[0], frozenset({"control"})) for m in _CONTROLS.finditer(plain, start, end)
    ]
    return found


def _with_others(found: list[ArmMention], others: list[ArmMention]) -> list[ArmMention]:
    """Both, in order; where two overlap, the one of ``others`` stays."""
    kept = [a for a in found if not any(o.start < a.end and a.start < o.end for o in others)]
    return sorted([*kept, *others], key=lambda a: a.start)


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
    if first > 0 and tokens[last][3] in GROUP_WORDS and tokens[first - 1][3] in ("no", "non"):
        begin = tokens[first - 1][0]
        key.add("no")
    return ArmMention(begin, stop, plain[begin:stop], frozenset(key)), max(last + 1, first + 1)


def _group_follows(tokens: list[_Token], i: int) -> bool:
    return any(t[3] in GROUP_WORDS for t in tokens[i + 1 : i + 3])


_CHOICE = re.compile(r"(?i)\b(?:assigned|randomi[sz]ed|receive|either|recevoir)\b")
_OR = re.compile(r",?\s+(?:or|ou)\s+(?:the\s+)?")
_JOINED = re.compile(r"\b(?:and|plus|with|et|avec)\b|\+")
_PLURAL = re.compile(r"(?i)\b(?:groups|arms|groupes|bras)$")
_RESPECTIVELY = re.compile(r",?\s*\(?respective")
_ONLY_AND = re.compile(r"\s+(?:and|et)\s+(?:the\s+)?")
_AND = re.compile(r",?\s+(?:and|or|et|ou)\s+(?:the\s+)?|,\s+")


def _split(plain: str, mention: ArmMention, arms: Arms) -> list[ArmMention]:
    """``"OFF and FF groups"`` is two arms; ``"selinexor, bortezomib, and dexamethasone"`` is one."""
    if "," in mention.name and _COMPARED_WITH.search(plain, max(0, mention.start - 25), mention.start):
        # "Compared with sorafenib, tivozanib": the comma ends the comparison.
        comma = mention.name.index(",")
        return _parts_at(mention, [(0, comma), (comma + 1, len(mention.name))], arms) or [mention]
    either = len(_OR.split(mention.name)) == 2
    named_together = (
        _PLURAL.search(mention.name) is not None
        or _RESPECTIVELY.match(plain, mention.end) is not None
        or plain.endswith(("between ", "between the ", "both ", "entre "), 0, mention.start)
    )
    if not named_together and not (either and _CHOICE.search(plain, max(0, mention.start - 70), mention.start)):
        return [mention]
    if not mention.key - GENERIC and mention.name.lower().endswith("s"):
        return []
    bounds, at = [], 0
    # "A and B or C and D" is a choice of two, "A and B or C, respectively" too; "A, B, or C" is one of three.
    of_two = either and not named_together and _JOINED.search(mention.name) is not None
    ands = list(_ONLY_AND.finditer(mention.name))
    of_and = either and named_together and len(ands) == 1
    for sep in ands if of_and else (_OR if of_two else _AND).finditer(mention.name):
        bounds.append((at, sep.start()))
        at = sep.end()
    parts = _parts_at(mention, [*bounds, (at, len(mention.name))], arms)
    return parts if len(parts) >= 2 else [mention]


_COMPARED_WITH = re.compile(
    r"(?i)\b(?:compared|relative|comparativement|par\s+rapport)\s+(?:with|to|à|au)\s+(?:the\s+)?$"
)
_GROUP_AT_END = re.compile(r"(?i)\s*\b(?:treatment\s+)?(?:groups?|arms?|groupes|bras)$")


def parts_of_mention(mention: ArmMention, arms: Arms) -> list[ArmMention]:
    """The two sides of the last "and" or "or" of a mention, if each names an arm."""
    joints = list(re.finditer(r"\s+(?:and|or|et|ou)\s+", mention.name))
    if not joints:
        return []
    last = joints[-1]
    return _parts_at(mention, [(0, last.start()), (last.end(), len(mention.name))], arms)


def _parts_at(mention: ArmMention, bounds: list[tuple[int, int]], arms: Arms) -> list[ArmMention]:
    """The arms at the given spans of a mention; none at all where one of them names no arm."""
    parts = []
    for begin, end in bounds:
        piece = mention.name[begin:end]
        bare = _GROUP_AT_END.sub("", piece).strip()
        every = {part for word in words_in(bare) for part in parts_of(word) or (word,)}
        key = frozenset(w for w in every if w in arms.words or w in TAIL_WORDS or w in CONTROL_WORDS)
        if not bare:
            continue
        if not key:
            return []
        start = mention.start + begin + len(piece) - len(piece.lstrip())
        parts.append(ArmMention(start, start + len(piece.strip()), bare, key))
    return parts
