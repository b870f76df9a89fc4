"""The comparison of a ratio, from the medians or rates printed beside it."""

import math
import re

from assistant.effects.arms import ArmMention
from assistant.effects.assignment import is_explicit
from assistant.effects.compared import ArmFigure, is_strong
from assistant.effects.control_arm import experimental_first, is_control
from assistant.effects.endpoints import EndpointKind, below_one_is_better
from assistant.effects.ratios import Ratio
from assistant.effects.reading import Reading
from corpora.literature.effect import Measure

# Natural logarithm of a ratio of about 1.35: medians and the ratio of one endpoint then do not contradict each other.
_FAR_FROM_ONE = 0.3
_OF_EVENTS = re.compile(r"(?i)\b(?:progress|death|dying|mortality|recurrence|relapse|failure|event)")


def by_numbers(
    reading: Reading, ratio: Ratio, figures: list[ArmFigure], kind: EndpointKind, endpoint_key: str
) -> tuple[ArmMention, ArmMention] | None:
    near = [f for f in figures if f.endpoint_key == endpoint_key] or []
    before = [f for f in near if f.figure.start < ratio.figure.start][-2:]
    two = before if len(before) == 2 else [f for f in near if f.figure.start > ratio.figure.start][:2]
    if len(two) != 2 or two[0].arm.key == two[1].arm.key or two[0].measure is not two[1].measure:
        return None
    one, other = two
    firmly = is_explicit(reading.plain, one.figure.end, other.figure.start)
    if one.figure.value == other.figure.value or abs(math.log(ratio.figure.value)) < 0.05:
        return (one.arm, other.arm) if firmly else experimental_first(one.arm, other.arm)
    lower_ratio_better = below_one_is_better(kind, ratio.label.measure)
    if kind is EndpointKind.SURVIVAL and ratio.label.measure is not Measure.HAZARD_RATIO:
        # A risk ratio beside survival is of survival or of the event, and is told only where it says "risk of death".
        lower_ratio_better = True if _OF_EVENTS.search(reading.plain[ratio.label.start : ratio.figure.start]) else None
    if kind is EndpointKind.UNKNOWN and one.measure is Measure.RATE:
        # A rate of the very event: the ratio is under 1 where the first arm's rate is the lower.
        consistent = (one.figure.value < other.figure.value) == (ratio.figure.value < 1)
        return (one.arm, other.arm) if consistent or (firmly and not is_strong(ratio)) else (other.arm, one.arm)
    if lower_ratio_better is None:
        return (one.arm, other.arm) if firmly and not is_control(one.arm, other.arm) else None
    lower_figure_better = below_one_is_better(kind, one.measure)
    one_is_better = (one.figure.value < other.figure.value) == bool(lower_figure_better)
    consistent = one_is_better == ((ratio.figure.value < 1) == lower_ratio_better)
    far = one.measure is Measure.MEDIAN and abs(math.log(ratio.figure.value)) > _FAR_FROM_ONE
    weight = 3 if far else 2 if is_strong(ratio) else 1
    votes = weight if consistent else -weight
    votes += 1 if firmly else 0
    if is_control(one.arm, other.arm) != is_control(other.arm, one.arm):
        votes += 1 if is_control(other.arm, one.arm) else -1
    if votes == 0:
        return (one.arm, other.arm) if firmly else experimental_first(one.arm, other.arm)
    return (one.arm, other.arm) if votes > 0 else (other.arm, one.arm)
