"""The comparison of a ratio where the text spells it out: ``HR for A vs B``."""

import re

from assistant.effects.arms import ArmMention
from assistant.effects.assignment import lists_of_arms
from assistant.effects.compared import Pair, name_of, partner_of
from assistant.effects.ratios import Ratio
from assistant.effects.reading import Reading, Sentence

_IN_FAVOUR = re.compile(r"(?i)\b(?:with|favou?ring|in favou?r of|in|for|avec|en faveur de|pour)\s+(?:the\s+|le\s+)?$")
_JUST_AFTER = re.compile(
    r"[\s)\]]*,?\s*(?:for|favou?ring|comparing|in favou?r of|between|with|in|"
    r"pour)\s+(?:the\s+)?(?:patients\s+(?:receiving|treated with)\s+)?",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(r"\b(?:v|vs\.?|versus|compared|relative|contre|par rapport|to)\b")
_VERSUS_TEXT = r"(?:vs?\.?|versus|(?:as\s+)?compared\s+(?:with|to)|relative\s+to|contre|par\s+rapport\s+(?:à|au))"
_SIDE = r"(?P<{}>(?:(?!\b(?:vs?|versus|compared|HR|OR|RR)\b)[^()\[\];:,<>=]){{2,60}}?)"
_BEFORE_LABEL = re.compile(
    rf"[(\[;]\s*{_SIDE.format('first')}\s+{_VERSUS_TEXT}\s+{_SIDE.format('second')}\s*[:;,]\s*(?:(?:adjusted|"
    rf"stratified)\s+)?$"
)
_INSIDE_LABEL = re.compile(
    rf"(?:\bfor\b|\bin\b|\bof\b|\bwith\b|\bpour\b|[(\[]|^\s*[,:]?)\s*(?:the\s+)?{_SIDE.format('first')}(?:\s+(?:group|arm))?\s+{_VERSUS_TEXT}\s+(?:the\s+)?"
    rf"{_SIDE.format('second')}(?:\s+(?:group|arm))?\s*[)\]]?\s*[,:=]?\s*(?:was|of|is|were|est|était)?\s*$"
)
_COMPARING = re.compile(
    rf"\bcompar(?:ing|ant)\s+(?:the\s+)?{_SIDE.format('first')}\s+(?:with|to|and|à|avec|et|versus|"
    rf"vs\.?)\s+(?:the\s+)?"
    rf"{_SIDE.format('second')}\s*[,)]?\s*(?:was|of|is|were|est|était)?\s*$"
)
_IN_FAVOUR_OF = re.compile(
    rf"[\s)\]]*[,;]?\s*(?:respectively|respectivement)?[,;]?\s*(?:in favou?r of|favou?ring|"
    rf"en faveur d[eu'])\s+(?:the\s+)?"
    rf"{_SIDE.format('first')}\s+(?:over|{_VERSUS_TEXT})\s+(?:the\s+)?{_SIDE.format('second')}\s*(?=[,;).\]]|$)"
)
_BEHIND = re.compile(
    rf"[\s)\]]*[,;]?\s*(?:for|pour)\s+(?:the\s+|\d+\s+)?{_SIDE.format('first')}(?:\s+(?:group|"
    rf"arm|patients))?\s+{_VERSUS_TEXT}\s+(?:the\s+|\d+\s+)?"
    rf"{_SIDE.format('second')}(?:\s+(?:group|arm|patients))?\s*(?=[,;).\]]|$|\bwhose\b)"
)
# "7% in the low-risk group (vs high-risk control: HR …".
_BRACKET_AGAINST = re.compile(
    rf"\b(?:in|for|with|of)\s+(?:the\s+)?{_SIDE.format('first')}(?:\s+(?:group|arm))?\s*[(\[]\s*{_VERSUS_TEXT}\s+"
    rf"(?:the\s+)?{_SIDE.format('second')}(?:\s+(?:group|arm))?\s*[:;,]\s*(?:(?:adjusted|stratified)\s+)?$"
)
_COMPARED = re.compile(r"(?i)\b(?:than|compared|v|vs|versus|over|superior|inferior|relative|contre|rapport)\b")


def as_spelt(reading: Reading, sentence: Sentence, ratio: Ratio) -> Pair | None:
    """The two sides in the text's own words, where it sets them at the label: ``HR for A vs B``, ``(A v B: HR``."""
    plain, label, figure = reading.plain, ratio.label, ratio.figure
    if label.start < sentence.start:
        return None
    for m in (
        _INSIDE_LABEL.search(plain, label.end, figure.start),
        _BRACKET_AGAINST.search(plain, max(sentence.start, label.start - 150), label.start),
        _BEFORE_LABEL.search(plain, max(sentence.start, label.start - 150), label.start),
        _BEHIND.match(plain, figure.end, sentence.end),
        _COMPARING.search(plain, label.end, figure.start),
        _IN_FAVOUR_OF.match(plain, figure.end, sentence.end),
    ):
        if m is None:
            continue
        first, second = (_side(reading, sentence, m, side) for side in ("first", "second"))
        if first and second:
            return Pair(first, second)
    return None


def _side(reading: Reading, sentence: Sentence, m: "re.Match[str]", side: str) -> str:
    words = m[side].strip()
    if not re.search(r"[A-Za-z]{2}|^[A-Z]$", words) or re.match(
        r"[\d.]+\s*(?:%|months?|of|weeks?|years|mois)?\s*(?:\d|$)", words
    ):
        return ""
    inside = [a for a in sentence.arms if m.start(side) <= a.start and a.end <= m.end(side) + 7]
    if len(inside) == 1:
        return name_of(reading, inside[0])
    return re.sub(r"(?i)\s+(?:groups?|arms?)$", "", words)


def as_stated(reading: Reading, sentence: Sentence, ratio: Ratio) -> tuple[ArmMention, ArmMention] | None:
    plain = reading.plain
    within = [a for a in sentence.arms if ratio.label.end <= a.start and a.end <= ratio.figure.start]
    if len(within) == 1 and _IN_FAVOUR.search(plain, ratio.label.end, within[0].start):
        keys = {a.key: a for a in reversed(sentence.arms) if a.key != within[0].key}
        other = partner_of(reading, within[0]) or (next(iter(keys.values())) if len(keys) == 1 else None)
        if other is not None:
            return within[0], other
    runs = [run for run in lists_of_arms(plain, sentence.arms) if len(run) == 2]
    for first, second in runs:
        if not _EXPLICIT.search(plain, first.end, second.start):
            continue
        if ratio.label.end <= first.start and second.end <= ratio.figure.start:
            return first, second
        if first.start >= ratio.figure.end and _JUST_AFTER.fullmatch(plain, ratio.figure.end, first.start):
            return first, second
        opened = plain[max(0, first.start - 3) : first.start].rstrip().endswith(("(", "["))
        if opened and second.end <= ratio.label.start and not plain[second.end : ratio.label.start].strip(" ;:,"):
            return first, second
    return None


def as_listed(
    reading: Reading, sentence: Sentence, ratio: Ratio, ratios: list[Ratio]
) -> tuple[ArmMention, ArmMention] | None:
    """Several arms each with its own ratio, and one without: that one is the reference."""
    if (
        len(ratios) < 2
        or len({a.key for a in sentence.arms}) != len(ratios) + 1
        or len(sentence.arms) != len(ratios) + 1
    ):
        return None
    owners: dict[int, ArmMention] = {}
    for one in ratios:
        before = [a for a in sentence.arms if a.end <= one.figure.start]
        if not before:
            return None
        owners[one.figure.start] = before[-1]
    if len({a.start for a in owners.values()}) != len(ratios):
        return None
    # "longer with A than with B (HR …) and C (HR …)": there A is compared with each, not each with A.
    if _COMPARED.search(reading.plain, sentence.arms[0].end, sentence.arms[1].start):
        return None
    reference = next(a for a in sentence.arms if all(a.start != o.start for o in owners.values()))
    return owners[ratio.figure.start], reference
