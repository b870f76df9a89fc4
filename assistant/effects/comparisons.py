"""Which arm a ratio compares with which, and in which direction.

The words decide where they say it (``HR for A versus B``). Elsewhere the arms come from the text and the direction
from what it prints beside the ratio: a hazard ratio under 1 and a longer median survival belong to the same arm.
"""

import math
import re
from dataclasses import dataclass

from assistant.effects.arms import ArmMention
from assistant.effects.assignment import lists_of_arms
from assistant.effects.endpoints import EndpointKind, below_one_is_better
from assistant.effects.figures import Figure
from assistant.effects.ratios import Ratio
from assistant.effects.reading import Reading, Sentence
from corpora.literature.effect import Measure

_CONTROL = re.compile(
    r"(?i)\b(?:placebo|control|standard|alone|observation|usual|conventional|only|sham|no|without|best supportive care|"
    r"watchful|surveillance|témoin|contrôle|seule?|single[- ]agent|monotherapy|delayed|deferred|SOC|BSC|chemotherapy)\b"
)
_BETTER = re.compile(
    r"(?i)\b(?:improv\w*|longer|superior|better|prolong\w*|benefit\w*|favou?r\w*|extend\w*|amélior\w*|supérieur\w*|allong\w*|"
    r"prolongé\w*|meilleur\w*)\b"
)
_WORSE = re.compile(r"(?i)\b(?:worse\w*|shorter|inferior|poorer|detriment\w*|inférieur\w*|détérior\w*|plus court\w*)\b")
_MORE = re.compile(r"(?i)\b(?:higher|increas\w*|more|greater|plus (?:élevé|fréquent)\w*|augment\w*|fewer events)\b")
_LESS = re.compile(r"(?i)\b(?:lower|reduc\w*|decreas\w*|fewer|less|moins|rédui\w*|diminu\w*|moindre)\b")
_JUST_AFTER = re.compile(
    r"[\s)\]]*,?\s*(?:for|favou?ring|comparing|in favou?r of|between|with|in|pour)\s+(?:the\s+)?(?:patients\s+(?:receiving|treated with)\s+)?",
    re.IGNORECASE,
)
# Words of a comparison between patients, not between arms: prognostic factors, subgroups against each other.
_OTHER_GROUPS = re.compile(
    r"(?i)\b(?:risk factors?|prognostic|predict\w+|multivaria\w+|univaria\w+|independent\w*|associated with|correlat\w+|"
    r"compared with those|facteurs? (?:de risque|pronostiques?|associés?)|than (?:those|patients) (?:with|without)|per unit|carriers)\b"
)
_SOME_GROUP = re.compile(r"(?i)(?<!either )(?<!treatment )(?<!between )\b(?:group|arm)\b")
_EXPLICIT = re.compile(r"\b(?:v|vs\.?|versus|compared|relative|contre|par rapport|to)\b")


@dataclass(frozen=True)
class ArmFigure:
    """A median or a rate with the arm that it is of."""

    figure: Figure
    arm: ArmMention
    measure: Measure
    endpoint_key: str


@dataclass(frozen=True)
class Pair:
    """Two arms in the direction of a ratio. ``stated`` is whether the words themselves give the direction."""

    first: str
    second: str
    stated: bool


def compare(
    reading: Reading,
    sentence: Sentence,
    ratio: Ratio,
    ratios: list[Ratio],
    figures: list[ArmFigure],
    kind: EndpointKind,
    endpoint_key: str,
) -> Pair | None:
    """The two arms that a ratio compares, or ``None`` where that cannot be told with some certainty."""
    spelt = _spelt(reading, sentence, ratio)
    if spelt is not None:
        return spelt
    stated = _stated(reading, sentence, ratio)
    if stated is not None:
        return _pair(reading, stated[0], stated[1], True)
    listed = _listed(reading, sentence, ratio, ratios)
    if listed is not None:
        return _pair(reading, listed[0], listed[1], True)
    by_numbers = _by_numbers(reading, ratio, figures, kind, endpoint_key)
    if by_numbers is not None:
        return _pair(reading, by_numbers[0], by_numbers[1], False)
    by_words = _by_words(reading, sentence, ratio, kind)
    if by_words is not None:
        return _pair(reading, by_words[0], by_words[1], False)
    return _usual(reading, sentence)


def _pair(reading: Reading, first: ArmMention, second: ArmMention, stated: bool) -> Pair:
    return Pair(name_of(reading, first), name_of(reading, second), stated)


def name_of(reading: Reading, arm: ArmMention) -> str:
    """An arm's name without "the … group"; a lettered arm with what the text says it is."""
    bare = re.sub(r"(?i)\s+(?:groups?|arms?)$|^(?:groupe|bras)\s+(?=\S{3})", "", arm.name)
    letter = next((word[1:] for word in arm.key if word.startswith("=")), None)
    if letter is not None:
        described = dict(reading.arms.described).get(letter)
        return f"{arm.name} ({described})" if described else arm.name
    described = dict(reading.arms.described).get(bare)
    return f"{described} ({bare})" if described else bare


_VERSUS_TEXT = r"(?:vs?\.?|versus|(?:as\s+)?compared\s+(?:with|to)|relative\s+to|contre|par\s+rapport\s+(?:à|au))"
_SIDE = r"(?P<{}>(?:(?!\b(?:vs?|versus|compared|HR|OR|RR)\b)[^()\[\];:,<>=]){{2,60}}?)"
_BEFORE_LABEL = re.compile(
    rf"[(\[;]\s*{_SIDE.format('first')}\s+{_VERSUS_TEXT}\s+{_SIDE.format('second')}\s*[:;,]\s*(?:(?:adjusted|stratified)\s+)?$"
)
_INSIDE_LABEL = re.compile(
    rf"(?:\bfor\b|\bin\b|\bof\b|\bwith\b|\bpour\b|^\s*[(\[,:]?)\s*(?:the\s+)?{_SIDE.format('first')}(?:\s+(?:group|arm))?\s+{_VERSUS_TEXT}\s+(?:the\s+)?"
    rf"{_SIDE.format('second')}(?:\s+(?:group|arm))?\s*[)\]]?\s*[,:=]?\s*(?:was|of|is|were|est|était)?\s*$"
)
_BEHIND = re.compile(
    rf"[\s)\]]*[,;]?\s*(?:for|pour)\s+(?:the\s+)?{_SIDE.format('first')}(?:\s+(?:group|arm))?\s+{_VERSUS_TEXT}\s+(?:the\s+)?"
    rf"{_SIDE.format('second')}(?:\s+(?:group|arm))?\s*(?=[,;).\]]|$)"
)


def _spelt(reading: Reading, sentence: Sentence, ratio: Ratio) -> Pair | None:
    """The two sides in the text's own words, where it sets them at the label: ``HR for A vs B``, ``(A v B: HR``."""
    plain, label, figure = reading.plain, ratio.label, ratio.figure
    if label.start < sentence.start:
        return None
    for m in (
        _INSIDE_LABEL.search(plain, label.end, figure.start),
        _BEFORE_LABEL.search(plain, max(sentence.start, label.start - 150), label.start),
        _BEHIND.match(plain, figure.end, sentence.end),
    ):
        if m is None:
            continue
        first, second = (_side(reading, sentence, m, side) for side in ("first", "second"))
        if first and second:
            return Pair(first, second, True)
    return None


def _side(reading: Reading, sentence: Sentence, m: "re.Match[str]", side: str) -> str:
    words = m[side].strip()
    if not re.search(r"[A-Za-z]{2}|^[A-Z]$", words) or re.match(r"[\d.]+\s*(?:%|months?|of|weeks?|years|mois)?\s*(?:\d|$)", words):
        return ""
    inside = [a for a in sentence.arms if m.start(side) <= a.start and a.end <= m.end(side) + 7]
    if len(inside) == 1:
        return name_of(reading, inside[0])
    return re.sub(r"(?i)\s+(?:groups?|arms?)$", "", words)


def _stated(reading: Reading, sentence: Sentence, ratio: Ratio) -> tuple[ArmMention, ArmMention] | None:
    plain = reading.plain
    runs = [run for run in lists_of_arms(plain, sentence.arms) if len(run) == 2]
    for first, second in runs:
        if not _EXPLICIT.search(plain, first.end, second.start):
            continue
        if ratio.label.end <= first.start and second.end <= ratio.figure.start:
            return first, second
        if first.start >= ratio.figure.end and _JUST_AFTER.fullmatch(plain, ratio.figure.end, first.start):
            return first, second
        if second.end <= ratio.label.start and re.fullmatch(r"[\s;:,]*", plain[second.end : ratio.label.start]):
            if plain[:first.start].rstrip().endswith(("(", "[")):
                return first, second
    return None


def _listed(
    reading: Reading, sentence: Sentence, ratio: Ratio, ratios: list[Ratio]
) -> tuple[ArmMention, ArmMention] | None:
    """Several arms each with its own ratio, and one without: that one is the reference."""
    if len(ratios) < 2 or len({a.key for a in sentence.arms}) != len(ratios) + 1 or len(sentence.arms) != len(ratios) + 1:
        return None
    owners: dict[int, ArmMention] = {}
    for one in ratios:
        before = [a for a in sentence.arms if a.end <= one.figure.start]
        if not before:
            return None
        owners[one.figure.start] = before[-1]
    if len({a.start for a in owners.values()}) != len(ratios):
        return None
    reference = next(a for a in sentence.arms if all(a.start != o.start for o in owners.values()))
    return owners[ratio.figure.start], reference


def _by_numbers(
    reading: Reading, ratio: Ratio, figures: list[ArmFigure], kind: EndpointKind, endpoint_key: str
) -> tuple[ArmMention, ArmMention] | None:
    near = [f for f in figures if f.endpoint_key == endpoint_key] or []
    before = [f for f in near if f.figure.start < ratio.figure.start][-2:]
    two = before if len(before) == 2 else [f for f in near if f.figure.start > ratio.figure.start][:2]
    if len(two) != 2 or two[0].arm.key == two[1].arm.key or two[0].measure is not two[1].measure:
        return None
    one, other = two
    firmly = _EXPLICIT.search(reading.plain, one.figure.end, other.figure.start) is not None
    if one.figure.value == other.figure.value or abs(math.log(ratio.figure.value)) < 0.05:
        return (one.arm, other.arm) if firmly else _experimental_first(one.arm, other.arm)
    lower_ratio_better = below_one_is_better(kind, ratio.label.measure)
    if kind is EndpointKind.SURVIVAL and ratio.label.measure is not Measure.HAZARD_RATIO:
        lower_ratio_better = None
    if kind is EndpointKind.UNKNOWN and one.measure is Measure.RATE:
        # A rate of the very event: the ratio is under 1 where the first arm's rate is the lower.
        consistent = (one.figure.value < other.figure.value) == (ratio.figure.value < 1)
        return (one.arm, other.arm) if consistent or firmly and not _strong(ratio) else (other.arm, one.arm)
    if lower_ratio_better is None:
        return (one.arm, other.arm) if firmly else None
    lower_figure_better = below_one_is_better(kind, one.measure)
    one_is_better = (one.figure.value < other.figure.value) == bool(lower_figure_better)
    consistent = one_is_better == ((ratio.figure.value < 1) == lower_ratio_better)
    weight = 2 if _strong(ratio) else 1
    votes = weight if consistent else -weight
    votes += 1 if firmly else 0
    if _is_control(one.arm, other.arm) != _is_control(other.arm, one.arm):
        votes += 1 if _is_control(other.arm, one.arm) else -1
    if votes == 0:
        return (one.arm, other.arm) if firmly else _experimental_first(one.arm, other.arm)
    return (one.arm, other.arm) if votes > 0 else (other.arm, one.arm)


def _strong(ratio: Ratio) -> bool:
    interval = ratio.figure.interval
    if interval is not None and interval.low is not None and interval.high is not None:
        return not interval.low <= 1 <= interval.high or abs(math.log(ratio.figure.value)) > 0.15
    return abs(math.log(ratio.figure.value)) > 0.15


def _by_words(
    reading: Reading, sentence: Sentence, ratio: Ratio, kind: EndpointKind
) -> tuple[ArmMention, ArmMention] | None:
    """Two arms of the sentence, or one and its usual partner, in the direction that the sentence's words give."""
    before = [a for a in sentence.arms if a.end <= ratio.figure.start]
    arms = before if before else sentence.arms
    if not arms:
        return None
    keys = list(dict.fromkeys(a.key for a in arms))
    if len(keys) == 1 and len({a.key for a in sentence.arms}) == 2:
        arms, keys = sentence.arms, list(dict.fromkeys(a.key for a in sentence.arms))
    first = arms[0]
    if len(keys) == 2:
        second = next(a for a in arms if a.key == keys[1])
    elif len(keys) == 1:
        partner = _partner(reading, first)
        if partner is None:
            return None
        second = partner
    else:
        runs = [run for run in lists_of_arms(reading.plain, before) if len(run) == 2]
        if not runs:
            return None
        first, second = runs[-1]
    lead = reading.plain[sentence.start : ratio.figure.start]
    better = _said_of_first(lead, kind)
    lower_is_better = below_one_is_better(kind, ratio.label.measure)
    if better is None or lower_is_better is None or ratio.figure.value == 1:
        return _experimental_first(first, second) if len(keys) == 1 else (first, second)
    if better == ((ratio.figure.value < 1) == lower_is_better):
        return first, second
    return (second, first) if _strong(ratio) else (first, second)


def _said_of_first(lead: str, kind: EndpointKind) -> bool | None:
    """Whether the words call the first arm better or worse; ``None`` where they do not or say both."""
    good, bad = bool(_BETTER.search(lead)), bool(_WORSE.search(lead))
    if not good and not bad:
        more, less = bool(_MORE.search(lead)), bool(_LESS.search(lead))
        if more == less or kind is EndpointKind.UNKNOWN:
            return None
        unwanted = kind is EndpointKind.UNWANTED
        return less if unwanted else more if kind is not EndpointKind.SURVIVAL else None
    return good if good != bad else None


def _partner(reading: Reading, arm: ArmMention) -> ArmMention | None:
    """The other arm of the trial, where the text reports a trial of two."""
    trial = reading.trial
    if trial is None or arm.key not in (trial.first, trial.second):
        return None
    if arm.key == trial.first:
        return ArmMention(-1, -1, trial.names[1], trial.second)
    return ArmMention(-1, -1, trial.names[0], trial.first)


def _experimental_first(one: ArmMention, other: ArmMention) -> tuple[ArmMention, ArmMention]:
    """The arm under trial before the control, where the names tell them apart; else in the order of the text."""
    if _is_control(one, other) and not _is_control(other, one):
        return other, one
    return one, other


def _is_control(arm: ArmMention, other: ArmMention) -> bool:
    if _WITHOUT.match(arm.name) or _WITHOUT.match(other.name):
        return bool(_WITHOUT.match(arm.name))
    contained = arm.key < other.key or arm.key != other.key and _bare(arm.name) in _bare(other.name)
    contains = arm.key > other.key or arm.key != other.key and _bare(other.name) in _bare(arm.name)
    return contained or bool(_CONTROL.search(arm.name)) and not contains


_WITHOUT = re.compile(r"(?i)(?:no|non|without|sans)\b")


def _bare(name: str) -> str:
    return re.sub(r"(?i)\s+(?:groups?|arms?)$", "", name).lower()


def _usual(reading: Reading, sentence: Sentence) -> Pair | None:
    """The two arms of the trial, where the sentence names neither: the arm under trial against the control."""
    trial = reading.trial
    if trial is None or sentence.arms or _SOME_GROUP.search(reading.plain, sentence.start, sentence.end):
        return None
    if _OTHER_GROUPS.search(reading.plain, sentence.start, sentence.end):
        return None
    one = ArmMention(-1, -1, trial.names[0], trial.first)
    other = ArmMention(-1, -1, trial.names[1], trial.second)
    forward, backward = reading.pairs[one.key, other.key], reading.pairs[other.key, one.key]
    if _is_control(one, other) != _is_control(other, one):
        first, second = _experimental_first(one, other)
    elif max(forward, backward) >= 2 > min(forward, backward):
        first, second = (one, other) if forward > backward else (other, one)
    else:
        return None
    return _pair(reading, first, second, False)
