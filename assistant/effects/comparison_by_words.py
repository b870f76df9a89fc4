"""The comparison of a ratio, from the arms that its sentence names and what it says of them."""

import re

from assistant.effects.arms import ArmMention
from assistant.effects.compared import absence_of, is_group, is_strong, partner_of
from assistant.effects.control_arm import experimental_first
from assistant.effects.endpoints import EndpointKind, below_one_is_better
from assistant.effects.ratios import Ratio
from assistant.effects.reading import Reading, Sentence

_BETTER = re.compile(
    r"(?i)\b(?:improv\w*|longer|superior|better|prolong\w*|benefit\w*|favou?r\w*|extend\w*|amélior\w*|"
    r"supérieur\w*|allong\w*|"
    r"prolongé\w*|meilleur\w*)\b"
)
_WORSE = re.compile(r"(?i)\b(?:worse\w*|shorter|inferior|poorer|detriment\w*|inférieur\w*|détérior\w*|plus court\w*)\b")
_MORE = re.compile(r"(?i)\b(?:higher|increas\w*|more|greater|plus (?:élevé|fréquent)\w*|augment\w*|fewer events)\b")
_LESS = re.compile(r"(?i)\b(?:lower|reduc\w*|decreas\w*|fewer|less|moins|rédui\w*|diminu\w*|moindre)\b")
_COMPARED = re.compile(r"(?i)\b(?:than|compared|v|vs|versus|over|superior|inferior|relative|contre|rapport)\b")
_COMPARED_WITH = re.compile(
    r"(?i)\b(?:compared\s+(?:with|to)|relative\s+to|versus|vs\.?|v|than|over|par\s+rapport\s+(?:à|au)|"
    r"comparativement\s+(?:à|au))\s+(?:the\s+|le\s+)?$"
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_AND_ALSO = re.compile(r"\s*,?\s*(?:and|or|et|ou)\s+(?:the\s+|with\s+)?")
_PROGNOSIS = re.compile(
    r"(?i)\b(?:(?:compared (?:with|to)|than|versus|vs\.?) (?:in )?(?:those|patients|subjects) (?:with|without|"
    r"whose|who had|"
    r"who did)\b|(?-i:Patients|Women|Men) with (?:elevated|high|low|normal|increased)|"
    r"(?<!for )(?<!other )prognostic|predictors?|"
    r"risk factors?|facteurs? (?:de risque|pronostiques?))\b"
)
_NEGATED = re.compile(r"(?i)\b(?:no|not|neither|nor|cannot|failed|without|similar\w*|aucune?|pas|ne|ni)\b")


def by_words(
    reading: Reading, sentence: Sentence, ratio: Ratio, kind: EndpointKind
) -> tuple[ArmMention, ArmMention] | None:
    """Two arms of the sentence, or one and its usual partner, in the direction that the sentence's words give."""
    plain = reading.plain
    before = [a for a in sentence.arms if a.end <= ratio.figure.start]
    clause = _clause_start(plain, sentence.start, min(ratio.label.start, ratio.figure.start))
    inside = [a for a in before if a.start >= clause]
    arms = inside if len({a.key for a in inside}) > 1 else before or sentence.arms
    if not arms or _PROGNOSIS.search(plain, clause, ratio.figure.start):
        return None
    keys = list(dict.fromkeys(a.key for a in arms))
    if len(keys) > 2 and len({a.key for a in arms if is_group(a)}) == 2:
        # "More surgical procedures were done in the A group than in the B group": the groups are the arms.
        arms = [a for a in arms if is_group(a)]
        keys = list(dict.fromkeys(a.key for a in arms))
    if len(keys) == 1 and len({a.key for a in sentence.arms}) == 2:
        arms, keys = sentence.arms, list(dict.fromkeys(a.key for a in sentence.arms))
    first = arms[0]
    reference_first = _reference_first(plain, sentence, arms)
    if reference_first is not None:
        first, second = reference_first
    elif len(keys) == 1:
        if any(_COMPARED_WITH.search(plain, max(sentence.start, a.start - 20), a.start) for a in arms[1:]):
            return None
        partner = partner_of(reading, first) or absence_of(reading, first)
        if partner is None:
            return None
        second = partner
    elif len(keys) == 2:
        second = next(a for a in arms if a.key == keys[1])
    else:
        second = arms[-1]
        gap = _BRACKETED.sub("", plain[arms[-2].end : second.start])
        chained = _AND_ALSO.fullmatch(gap) and _COMPARED.search(plain, first.end, arms[-2].start)
        if second.key == first.key or not (chained or _COMPARED_WITH.search(gap)):
            return None
        if _OF_WHOM.search(plain, sentence.start, arms[-2].start) and _SIDE_BY_SIDE.fullmatch(gap):
            # "Prescribing of A was lower in B patients compared with C": B and C are compared, not A and C.
            first = arms[-2]
    if reference_first is None and _COMPARED_WITH.search(plain, max(sentence.start, first.start - 25), first.start):
        first, second = second, first
    lead = reading.plain[sentence.start : ratio.figure.start]
    better = _said_of_first(lead, kind)
    lower_is_better = below_one_is_better(kind, ratio.label.measure)
    if better is None or lower_is_better is None or ratio.figure.value == 1:
        side_by_side = len(keys) == 1 or not _COMPARED.search(plain, first.end, ratio.figure.start)
        if side_by_side and all(any(w.startswith("~") for w in a.key) for a in (first, second)):
            return None  # Neither "the 1 year group" nor "the 2 year group" is a control by its name.
        return experimental_first(first, second) if side_by_side else (first, second)
    if better == ((ratio.figure.value < 1) == lower_is_better):
        return first, second
    return (second, first) if is_strong(ratio) else (first, second)


_OF_WHOM = re.compile(r"(?i)\b(?:in|among|for|with|of|receiving|given)\s+(?:the\s+)?$")
_SIDE_BY_SIDE = re.compile(
    r"(?i)(?:\s+[a-z-]+){0,3}\s+(?:as\s+)?(?:compared\s+(?:with|to)|versus|vs\.?|than)\s+(?:[a-z]+\s+){0,3}"
)


def _reference_first(plain: str, sentence: Sentence, arms: list[ArmMention]) -> tuple[ArmMention, ArmMention] | None:
    """``"Compared with B, A …"``: A against B."""
    if len(arms) < 2 or arms[0].key == arms[1].key:
        return None
    begins = _COMPARED_WITH.search(plain, max(sentence.start, arms[0].start - 30), arms[0].start)
    gap = _BRACKETED.sub("", plain[arms[0].end : arms[1].start])
    return (arms[1], arms[0]) if begins and gap.lstrip().startswith(",") and ";" not in gap else None


_BUT = re.compile(r"(?i),\s+(?:but|whereas|while|mais|tandis que)\s")


def _clause_start(plain: str, start: int, end: int) -> int:
    """Where the last clause before ``end`` begins: behind a semicolon or a ", but" that stands in no brackets."""
    depth = 0
    for at in range(end - 1, start, -1):
        if plain[at] in ")]":
            depth += 1
        elif plain[at] in "([":
            depth -= 1 if depth else 0
        elif (plain[at] == ";" or _BUT.match(plain, at, end)) and depth == 0 and not _unclosed(plain, start, at):
            return at + 1
    return start


def _unclosed(plain: str, start: int, at: int) -> bool:
    piece = plain[start:at]
    return piece.count("(") + piece.count("[") > piece.count(")") + piece.count("]")


def _said_of_first(lead: str, kind: EndpointKind) -> bool | None:
    """Whether the words call the first arm better or worse; ``None`` where they do not or say both."""
    if _NEGATED.search(lead):
        return None
    good, bad = bool(_BETTER.search(lead)), bool(_WORSE.search(lead))
    if not good and not bad:
        more, less = bool(_MORE.search(lead)), bool(_LESS.search(lead))
        if more == less or kind is EndpointKind.UNKNOWN:
            return None
        unwanted = kind is EndpointKind.UNWANTED
        return less if unwanted else more if kind is not EndpointKind.SURVIVAL else None
    return good if good != bad else None
