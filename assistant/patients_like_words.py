"""The numbers beneath the curves of "patients like this one" in words, for those who read without the drawing."""

from collections.abc import Iterator, Sequence

from assistant.analysis.results import AtRisk, PublishedCurve
from corpora.catalogue import Language, say
from corpora.cohorts.landmark_survival import DAYS_A_YEAR

_DAYS_A_MONTH = DAYS_A_YEAR / 12
# A time told in whole days misses the unit's multiple by less than this.
_ROUNDED_DAYS = 3.0


def at_risk_words(curves: Sequence[PublishedCurve], language: Language) -> Iterator[str]:
    """The numbers at risk, one text a group; what may not be shown is left out."""
    for curve in curves:
        counts = ", ".join(_at_risk(point, language) for point in curve.at_risk if point.n is not None)
        if counts:
            yield say("cohort_answer.at_risk", language, label=curve.label, counts=counts)


def time_words(days: float, language: Language) -> str:
    """A time in the unit of which it is a multiple, ``"2 years"``, ``"6 mois"``; else in days."""
    for unit, size in (("years", DAYS_A_YEAR), ("months", _DAYS_A_MONTH)):
        count = round(days / size)
        if count >= 1 and abs(days - count * size) <= _ROUNDED_DAYS:
            return say(f"cohort_answer.time_{unit}", language, count=count)
    return say("cohort_answer.time_days", language, count=round(days))


def _at_risk(point: AtRisk, language: Language) -> str:
    if point.day == 0:
        return f"{point.n} {say('cohort_answer.start', language)}"
    return say("cohort_answer.at_risk_at", language, n=point.n, time=time_words(point.day, language))
