"""The groups of a survival curve in figures."""

from collections.abc import Sequence

from assistant.analysis.curve_axis import DAYS_IN, Unit, best_unit, time_words
from assistant.analysis.results import Interval, PublishedCurve
from corpora.catalogue import Language, say
from ui.cohorts.curve_drawing import swatch
from ui.cohorts.words import cohort_words, count_words, interval, percent, plain
from ui.markup import Content, Markup, tag


def groups_table(curves: Sequence[PublishedCurve], grouped_by: str, language: Language) -> Markup:
    """A group a column: size, events, median, survival at round times, restricted mean, follow-up.

    Parameters
    ----------
    grouped_by
        What the curves' labels are values of.
    """
    t = cohort_words(language)
    unit = unit_of(curves)
    in_unit = say(f"curve.{unit}", language).lower()
    rows: list[tuple[str, list[Content]]] = [
        (t("group_n"), [count_words(curve.n, language) for curve in curves]),
        (t("group_events"), [_events(curve, language) for curve in curves]),
        (t("group_median", unit=in_unit), [_median(curve, unit, language) for curve in curves]),
    ]
    for day in sorted({day for curve in curves for day, _ in curve.landmarks}):
        found = [dict(curve.landmarks).get(day) for curve in curves]
        words = [shares(estimate, language) if estimate else "–" for estimate in found]
        rows.append((t("group_at", time=time_words(day, unit, language)), [*words]))
    means = [curve for curve in curves if curve.restricted_mean.value is not None]
    if means:
        until = time_words(means[0].restricted_to, unit, language)
        name = t("group_mean", time=until, unit=in_unit)
        rows.append((name, [times(curve.restricted_mean, unit, language) for curve in curves]))
    if any(curve.median_follow_up.value is not None for curve in curves):
        name = t("group_follow_up", unit=in_unit)
        rows.append((name, [times(curve.median_follow_up, unit, language) for curve in curves]))
    heads = [tag("th", swatch(i), tag("span", curve.label), scope="col") for i, curve in enumerate(curves)]
    head = tag("thead", tag("tr", tag("th", grouped_by, scope="col"), heads))
    body = tag(
        "tbody", [tag("tr", tag("th", name, scope="row"), [tag("td", c) for c in cells]) for name, cells in rows]
    )
    table = tag("table", head, body, class_="groups", aria_label=t("groups_title"))
    return tag("section", tag("h3", t("groups_title")), tag("div", table, class_="scroll", tabindex="0"))


def _events(curve: PublishedCurve, language: Language) -> str:
    return cohort_words(language)("not_shown") if curve.events is None else count_words(curve.events, language)


def _median(curve: PublishedCurve, unit: Unit, language: Language) -> Content:
    if curve.median.value is None and curve.median.low is None:
        return cohort_words(language)("not_told")
    return times(curve.median, unit, language)


def unit_of(curves: Sequence[PublishedCurve]) -> Unit:
    """In which unit these curves' times are told."""
    return best_unit(max((curve.days[-1] for curve in curves if curve.days), default=0.0))


def times(estimate: Interval, unit: Unit, language: Language) -> Markup:
    """A time in days, with its interval, in a unit that is named elsewhere."""
    return interval(estimate, language, lambda days: plain(days / DAYS_IN[unit]))


def shares(estimate: Interval, language: Language) -> Markup:
    """A share from 0 to 1, with its interval, as percentages."""
    return interval(estimate, language, lambda share: percent(share, language))
