"""The two arms of a comparison, and how they are called."""

import math
import re
from dataclasses import dataclass

from assistant.effects.arms import ArmMention
from assistant.effects.figures import Figure
from assistant.effects.ratios import Ratio
from assistant.effects.reading import Reading
from corpora.literature.effect import Measure


@dataclass(frozen=True)
class ArmFigure:
    """A median or a rate with the arm that it is of."""

    figure: Figure
    arm: ArmMention
    measure: Measure
    endpoint_key: str


@dataclass(frozen=True)
class Pair:
    """Two arms, by name, in the direction of a ratio."""

    first: str
    second: str


def name_of(reading: Reading, arm: ArmMention) -> str:
    """An arm's name without "the … group"; a lettered arm with what the text says it is."""
    bare = re.sub(r"(?i)\s+(?:groups?|arms?)$|^(?:groupe|bras)\s+(?=\S{3})", "", arm.name)
    if any(word.startswith("=") for word in arm.key):
        return arm.name
    described = dict(reading.arms.described).get(bare)
    return f"{described} ({bare})" if described else bare


_GROUP = re.compile(r"(?i)\b(?:group|arm)$|^(?:groupe|bras|group|arm)\b")


def is_group(arm: ArmMention) -> bool:
    """Whether the text calls the arm a group or an arm just there."""
    return _GROUP.search(arm.name) is not None


def absence_of(reading: Reading, arm: ArmMention) -> ArmMention | None:
    """``no boost`` for ``boost``, where the text itself tells that the others had none: ``with or without a boost``."""
    name = re.sub(r"(?i)\s+(?:groups?|arms?)$|^(?:the|a|an)\s+", "", arm.name)
    without = re.compile(rf"(?i)\b(?:no|without|sans)\s+(?:further\s+|a\s+|any\s+)?{re.escape(name)}\b")
    if len(arm.key) > 2 or not without.search(reading.plain):
        return None
    return ArmMention(-1, -1, f"no {name[0].lower()}{name[1:]}", frozenset({f"no {name.lower()}"}))


def partner_of(reading: Reading, arm: ArmMention) -> ArmMention | None:
    """The other arm of the trial, where the text reports a trial of two."""
    trial = reading.trial
    if trial is None or arm.key not in (trial.first, trial.second):
        return None
    if arm.key == trial.first:
        return ArmMention(-1, -1, trial.names[1], trial.second)
    return ArmMention(-1, -1, trial.names[0], trial.first)


def is_strong(ratio: Ratio) -> bool:
    interval = ratio.figure.interval
    if interval is not None and interval.low is not None and interval.high is not None:
        return not interval.low <= 1 <= interval.high or abs(math.log(ratio.figure.value)) > 0.15
    return abs(math.log(ratio.figure.value)) > 0.15
