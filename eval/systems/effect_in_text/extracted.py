"""Features from the effects that the project's extraction finds in a sentence."""

from functools import lru_cache

from assistant.effects import extract_effects
from corpora.literature.effect import RATIOS, EffectEstimate, Measure
from eval.systems.effect_in_text.asked import Asked, stems

_DIFFERENCES = frozenset({Measure.RATE_DIFFERENCE, Measure.MEAN_DIFFERENCE, Measure.MEDIAN_DIFFERENCE})


def extracted_features(sentence: str, prompt: Asked) -> dict[str, float]:
    """Which way the effects on the outcome go, and whether their intervals leave no effect out."""
    features: dict[str, float] = {}
    amounts: dict[bool, float] = {}
    for effect in _effects(sentence):
        if effect.value is None or not stems(effect.endpoint) & prompt.outcome:
            continue
        if effect.measure in RATIOS | _DIFFERENCES:
            features |= _compared(effect, prompt)
        else:
            arm = stems(effect.comparison)
            if bool(arm & prompt.intervention) != bool(arm & prompt.comparator):
                amounts.setdefault(bool(arm & prompt.intervention), float(effect.value))
    if len(amounts) == 2 and amounts[True] != amounts[False]:
        features["extracted_larger" if amounts[True] > amounts[False] else "extracted_smaller"] = 1.0
    return features


def _compared(effect: EffectEstimate, prompt: Asked) -> dict[str, float]:
    null = 1 if effect.measure in RATIOS else 0
    if effect.ci_low is not None and effect.ci_high is not None and effect.ci_low <= null <= effect.ci_high:
        return {"extracted_null": 1.0}
    assert effect.value is not None
    side = -1 if stems(effect.comparison.split(" vs ")[0]) & prompt.comparator else 1
    above = side * (1 if effect.value > null else -1)
    return {"extracted_above" if above > 0 else "extracted_below": 1.0}


@lru_cache(maxsize=4096)
def _effects(sentence: str) -> tuple[EffectEstimate, ...]:
    return tuple(extract_effects(sentence))
