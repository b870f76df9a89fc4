"""The section's texts in one language, and its figures as that language writes them."""

from collections.abc import Callable
from functools import partial

from assistant.analysis.curve_axis import number
from assistant.analysis.results import Interval
from corpora.catalogue import Language, say
from ui.markup import Markup, tag, text
from ui.spacing import spaced

CohortWords = Callable[..., str]

_THIN = "\N{NARROW NO-BREAK SPACE}"


def cohort_words(language: Language) -> CohortWords:
    """``cohort_words("en")("tab_profile")`` is the entry ``ui_cohorts.tab_profile`` in English."""
    return partial(_word, language)


def count_words(n: int | None, language: Language) -> str:
    """A count with its thousands apart; a dash for one that may not be shown."""
    if n is None:
        return "–"
    return f"{n:,}".replace(",", _THIN)


def percent(share: float, language: Language, digits: int = 0) -> str:
    """A share from 0 to 1 as a percentage."""
    return _word(language, "percent", value=f"{100 * share:.{digits}f}")


def interval(estimate: Interval, language: Language, written: Callable[[float], str]) -> Markup:
    """An estimate with its interval: ``0.71 (0.55 to 0.92)``; what is not reached is a dash."""
    value, low, high = ("—" if x is None else written(x) for x in (estimate.value, estimate.low, estimate.high))
    if estimate.low is None and estimate.high is None:
        return tag("b", value)
    bounds = _word(language, "interval", low=low, high=high)
    return text([tag("b", value), " ", tag("span", bounds, class_="ci")])


def p_value(p: float) -> str:
    """A p value: two digits that tell something, ``< 0.001`` below that."""
    return f"<{_THIN}0.001" if p < 0.001 else f"{p:.{3 if p < 0.1 else 2}f}"


def plain(value: float) -> str:
    """A number with no more decimals than its size needs."""
    return number(value, 1 if abs(value) < 100 else 0)


def _word(language: Language, entry: str, **details: object) -> str:
    return spaced(say(f"ui_cohorts.{entry}", language, **details), language)
