"""Survival curves as SVG: complete in itself, legible in the page's light and dark, in print and as a file.

Published points are few (between two of them lie at least eleven events): each is marked, and the straight line between
two is said to be a guide.
"""

from collections.abc import Sequence

from assistant.analysis.curve_axis import TimeAxis, number, round_axis, time_axis, time_words
from assistant.analysis.curve_picture import curve_png
from assistant.analysis.curve_points import at_risk_words, drawn_incidence, drawn_points
from assistant.analysis.results import PublishedCurve, PublishedIncidence
from corpora.catalogue import Language, say
from ui.cohorts.curve_drawing import LEFT, Series, curves_drawing

__all__ = ["curve_png", "curve_svg", "incidence_svg"]


def curve_svg(curves: Sequence[PublishedCurve], language: Language, *, title: str = "", width: int = 640) -> str:
    """Kaplan-Meier curves with their confidence bands, and the numbers at risk under the axis.

    Parameters
    ----------
    curves
        At least one; all on one axis, from 0 to the last published day.
    title
        What is drawn; also what a listener hears first.
    width
        Of the drawing, in its own units. It scales, its letters with it: give the width at which it will be seen.
    """
    axis = time_axis(curves, most=_most_ticks(width))
    series = [
        Series(f"{curve.label} (n = {curve.n})", drawn_points(curve), at_risk_words(curve, language))
        for curve in curves
    ]
    spoken = _spoken(curves, axis, language)
    return str(curves_drawing(series, axis, language, title=title, spoken=spoken, width=width))


def incidence_svg(
    incidences: Sequence[PublishedIncidence], language: Language, *, title: str = "", width: int = 640
) -> str:
    """Cumulative incidences (Aalen-Johansen) with their confidence bands; parameters as of :func:`curve_svg`."""
    axis = round_axis(max((one.days[-1] for one in incidences if one.days), default=0.0), most=_most_ticks(width))
    series = [Series(one.label, drawn_incidence(one), {}) for one in incidences]
    last = [
        say(
            "curve.spoken_incidence", language, label=one.label, time=time_words(one.days[-1], axis.unit, language),
            value=say("curve.percent", language, value=number(100 * one.incidence[-1])),
        )
        for one in incidences
        if one.days
    ]  # fmt: skip
    return str(curves_drawing(series, axis, language, title=title, spoken=" ".join(last), width=width))


def _most_ticks(width: int) -> int:
    return max(4, int((width - LEFT) / 64))


def _spoken(curves: Sequence[PublishedCurve], axis: TimeAxis, language: Language) -> str:
    """What the curves say, for those who listen: survival at round times and the median, a group a sentence."""
    sentences = [say("curve.spoken", language)]
    for curve in curves:
        parts = [
            say(
                "curve.spoken_point", language, time=time_words(day, axis.unit, language),
                value=say("curve.percent", language, value=number(100 * estimate.value)),
            )
            for day, estimate in curve.landmarks
            if estimate.value is not None
        ]  # fmt: skip
        if curve.median.value is None:
            parts.append(say("curve.spoken_no_median", language))
        else:
            parts.append(say("curve.spoken_median", language, time=time_words(curve.median.value, axis.unit, language)))
        group = say("curve.spoken_group", language, label=curve.label, n=curve.n)
        sentences.append(f"{group} {', '.join(parts)}.")
    return " ".join(sentences)
