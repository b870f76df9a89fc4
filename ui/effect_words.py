"""An effect as its source prints it, in one line."""

from decimal import Decimal

from corpora.literature.effect import RATIOS, EffectEstimate, Measure
from ui.words import Words

_BARE = frozenset({Measure.RATE, Measure.OTHER})
_TIMES = frozenset({"months", "weeks", "years", "days"})


def effect_words(effect: EffectEstimate, t: Words) -> str:
    """Measure, value, interval and p, with the source's own digits; its own wording where it gives no value."""
    if effect.value is None:
        return effect.quote
    value = printed(effect.value)
    if effect.unit == "%":
        value = t("percent", value=value)
    elif effect.unit in _TIMES:
        value += f" {t(f'unit_{effect.unit}')}"
    words = value if effect.measure in _BARE else f"{t(f'measure_{effect.measure.value}')} {value}"
    interval = interval_words(effect, t)
    words = f"{words} ({interval})" if interval else words
    p = p_words(effect.p)
    return t("effect_and_p", effect=words, p=p) if p else words


def interval_words(effect: EffectEstimate, t: Words) -> str:
    """The interval with its level, or empty."""
    if effect.ci_low is None or effect.ci_high is None:
        return ""
    low, high = printed(effect.ci_low), printed(effect.ci_high)
    if effect.ci_level is None:
        return t("interval_bare", low=low, high=high)
    return t("interval", level=printed(effect.ci_level), low=low, high=high)


def p_words(p: str | None) -> str:
    """A p value with the sign that it was printed with, ``p = 0.04`` where with none."""
    if not p:
        return ""
    signed = p if p[0] in "<>≤≥=" else f"= {p}"
    return f"p {signed}".replace(" ", "\N{NO-BREAK SPACE}")


def has_interval(effect: EffectEstimate) -> bool:
    """Whether a forest plot can draw it: a ratio above zero, its interval around it."""
    value, low, high = effect.value, effect.ci_low, effect.ci_high
    if effect.measure not in RATIOS or value is None or low is None or high is None:
        return False
    return 0 < low <= value <= high


def printed(number: Decimal) -> str:
    """A number with the digits that were printed."""
    return f"{number:f}"
