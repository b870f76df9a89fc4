"""What one sentence says of the outcome: features of the direction that it reports."""

import re
from itertools import pairwise

from eval.systems.effect_in_text.asked import Asked, stem
from eval.systems.effect_in_text.comparing import arm_mentions, by_numbers, orientation
from eval.systems.effect_in_text.cues import (
    BAD,
    DOWN,
    GOOD,
    INTERVAL,
    NO_DIFFERENCE,
    P_VALUE,
    SIGNIFICANT,
    UNWANTED,
    UP,
    includes_null,
    p_is_significant,
)

_CLAUSE = re.compile(r";|\b(?:but|whereas|although|however|while|except)\b|,\s+and\b", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-zα-ω]+\d*")
_ORIENTED = {1: "of_first", -1: "of_second", 0: "of_either"}


def direction_features(sentence: str, prompt: Asked, outcome: str) -> dict[str, float]:
    """Features of a sentence for a prompt; those of the clause that names the outcome count apart."""
    features: dict[str, float] = {"always": 1.0}
    start, end = _clause(sentence, prompt)
    at = _outcome_at(sentence, prompt)
    arms = arm_mentions(sentence, prompt)
    unwanted = bool(UNWANTED.search(outcome))
    for name, cue in (("up", UP), ("down", DOWN), ("good", GOOD), ("bad", BAD)):
        places = [match.start() for match in cue.finditer(sentence)]
        if not places:
            continue
        nearest = min(places, key=lambda place: (not start <= place < end, abs(place - at)))
        where = "here" if start <= nearest < end else "elsewhere"
        side = _ORIENTED[orientation(sentence, nearest, arms)]
        kind = f"{name}_{'unwanted' if unwanted else 'wanted'}" if name in ("good", "bad") else name
        features[f"{kind}_{side}_{where}"] = 1.0
    clause = sentence[start:end]
    features["none_here"] = float(bool(NO_DIFFERENCE.search(clause)))
    features["none_elsewhere"] = float(not features["none_here"] and bool(NO_DIFFERENCE.search(sentence)))
    features["significant_here"] = float(bool(SIGNIFICANT.search(clause)))
    features |= _p_values(sentence, at) | _intervals(sentence, at)
    larger = by_numbers(sentence, arms, at)
    if larger:
        features["number_larger" if larger > 0 else "number_smaller"] = 1.0
    return features


def _p_values(sentence: str, at: int) -> dict[str, float]:
    printed = list(P_VALUE.finditer(sentence))
    if not printed:
        return {"no_p": 1.0}
    nearest = min(printed, key=lambda match: (match.start() < at, abs(match.start() - at)))
    verdicts = {p_is_significant(match.group(1), match.group(2)) for match in printed}
    features = {"p_small" if p_is_significant(nearest.group(1), nearest.group(2)) else "p_large": 1.0}
    if len(verdicts) == 1:
        features["every_p_small" if True in verdicts else "every_p_large"] = 1.0
    return features


def _intervals(sentence: str, at: int) -> dict[str, float]:
    printed = list(INTERVAL.finditer(sentence))
    if not printed:
        return {}
    nearest = min(printed, key=lambda match: (match.start() < at, abs(match.start() - at)))
    return {"interval_with_null" if includes_null(nearest.group(1), nearest.group(2)) else "interval_off_null": 1.0}


def _clause(sentence: str, prompt: Asked) -> tuple[int, int]:
    """The clause that names most of the outcome; the whole sentence where there is one clause only."""
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(sentence)), len(sentence)]
    spans = list(pairwise(cuts))
    return max(spans, key=lambda span: (_named(sentence[span[0] : span[1]], prompt), -span[0]))


def _named(text: str, prompt: Asked) -> int:
    return len({stem(word.lower()) for word in _TOKEN.findall(text)} & prompt.outcome)


def _outcome_at(sentence: str, prompt: Asked) -> int:
    places = [m.start() for m in _TOKEN.finditer(sentence) if stem(m.group().lower()) in prompt.outcome]
    return places[len(places) // 2] if places else 0
