"""Which arm an effect favours: from its number, its interval and p value, and whether its endpoint is wanted."""

import re
from decimal import Decimal
from enum import StrEnum

from assistant.effects.endpoints import EndpointKind, below_one_is_better, kind_of_endpoint
from corpora.literature.effect import RATIOS, EffectEstimate, Measure


class Direction(StrEnum):
    """What an effect says of the two arms of its comparison, in the order "first vs second"."""

    FAVOURS_FIRST = "favours_first"
    FAVOURS_SECOND = "favours_second"
    NO_DIFFERENCE = "no_difference"
    UNKNOWN = "unknown"


_DIFFERENCES = frozenset({Measure.RATE_DIFFERENCE, Measure.MEAN_DIFFERENCE, Measure.MEDIAN_DIFFERENCE})
_TWO_ARMS = re.compile(r"\b(?:vs?|versus)\b")
_NOT_STATED = re.compile(r"(?i)(?:direction|order)(?: of [^()]{2,20})? not stated")
_OWN_WORDS = re.compile(
    r"(?i)\b(?:values? )?(?P<side>above|below|under|over) (?:1|one)\b[^()]{0,20}? favou?rs? (?P<arm>[^();,]+)"
)
_EVENT = re.compile(
    r"(?i)\b(?:for|of|pour|de) (?:the )?(?:risk of )?(?:[a-z-]+ ){0,3}(?:death|progression|recurrence|relapse|"
    r"failure|events?|metastas[ei]s|"
    r"décès|récidive|rechute|toxicity|worsening|deterioration)\b"
)
_NOT_SIGNIFICANT = re.compile(
    r"(?i)\b(?:not (?:statistically )?significant\w*|non[- ]?significant\w*|no significant|NS\b|non significati\w+)"
)
_OF_SOMETHING_ELSE = re.compile(r"(?i)interaction|trend|inferiority|heterogen|equivalence")
_P = re.compile(r"(?P<sign>[<>≤≥]?)\s*(?P<value>\d*\.?\d+(?:\s?[x×]\s?10\s?-\s?\d+)?)")
_ALPHA = Decimal("0.05")


def direction(effect: EffectEstimate) -> Direction:
    """Which arm an effect favours.

    Parameters
    ----------
    effect
        A ratio or a difference with its comparison ``"A vs B"``; a median or a rate of one arm favours nobody.

    Returns
    -------
    Direction
        ``NO_DIFFERENCE`` where the interval includes the null value, p is 0.05 or more, or the quote says "not
        significant"; ``UNKNOWN`` where neither interval nor p is printed, or where it is not known whether the
        endpoint is wanted.
    """
    if effect.value is None or not _TWO_ARMS.search(effect.comparison) or _NOT_STATED.search(effect.comparison):
        return Direction.UNKNOWN
    if effect.measure not in RATIOS | _DIFFERENCES:
        return Direction.UNKNOWN
    null = Decimal(1) if effect.measure in RATIOS else Decimal(0)
    significant = _significant(effect, null)
    if significant is False:
        return Direction.NO_DIFFERENCE
    lower_is_better = _lower_is_better(effect)
    if significant is None or lower_is_better is None or effect.value == null:
        return Direction.UNKNOWN
    return Direction.FAVOURS_FIRST if (effect.value < null) == lower_is_better else Direction.FAVOURS_SECOND


def _significant(effect: EffectEstimate, null: Decimal) -> bool | None:
    """Whether the two arms differ by the numbers printed; ``None`` where nothing printed tells."""
    if _NOT_SIGNIFICANT.search(effect.quote):
        return False
    by_p = _p_is_significant(effect.p)
    low, high = effect.ci_low, effect.ci_high
    if low is None or high is None:
        outside = (low is not None and low > null) or (high is not None and high < null)
        return by_p if by_p is not None or (low is None and high is None) else True if outside else None
    if by_p is False:
        return False
    if null in (low, high):
        # 1.00 may be 0.998 rounded, and a trial may have set a stricter threshold: a small p value leaves it open.
        return None if by_p else False
    return not low < null < high


def _p_is_significant(printed: str | None) -> bool | None:
    if not printed or _OF_SOMETHING_ELSE.search(printed):
        return None
    m = _P.search(printed)
    if m is None:
        return None
    base = Decimal(re.split(r"\s?[x×]", m["value"])[0]) if not re.search("[x×]", m["value"]) else Decimal(0)
    if m["sign"] in (">", "≥"):
        return False if base >= _ALPHA else None
    if m["sign"] in ("<", "≤"):
        return True if base <= _ALPHA else None
    return base < _ALPHA


def _lower_is_better(effect: EffectEstimate) -> bool | None:
    own = _OWN_WORDS.search(effect.comparison) or _OWN_WORDS.search(effect.quote)
    if own:
        first, second = _TWO_ARMS.split(re.sub(r"\([^()]*\)", "", effect.comparison), maxsplit=1)
        arm = set(re.findall(r"\w+", own["arm"].lower()))
        in_first = len(arm & set(re.findall(r"\w+", first.lower())))
        in_second = len(arm & set(re.findall(r"\w+", second.lower())))
        if in_first != in_second:
            return (own["side"] in ("below", "under")) == (in_first > in_second)
    kind = kind_of_endpoint(effect.endpoint)
    if effect.measure in _DIFFERENCES:
        return None if kind is EndpointKind.UNKNOWN else kind in (EndpointKind.UNWANTED, EndpointKind.WANTED_TIME)
    known = below_one_is_better(kind, effect.measure)
    if known is None and _EVENT.search(effect.quote):
        return True
    return known
