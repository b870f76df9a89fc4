"""What is shown of a result, as a file: its numbers as CSV, its curves as PNG or SVG."""

import csv
import io
from collections.abc import Iterator

from assistant.analysis.results import Interval, OutcomesByTreatment, PublishedCurve, SimilarPatients
from corpora.catalogue import Language
from ui.cohorts.curve import curve_png, curve_svg
from ui.cohorts.requests import Format
from ui.cohorts.words import cohort_words

# A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def exported(found: SimilarPatients, format: Format, language: Language) -> bytes:
    """A result as a file's content. A CSV says what must accompany its numbers, has a point as decimal sign and UTF-8 BOM.

    Raises
    ------
    ValueError
        The result has no outcomes: the page offers no export of it.
    """
    outcomes = found.outcomes
    if outcomes is None:
        raise ValueError("nothing to export")
    if format == "png":
        return curve_png(outcomes.curves, language)
    if format == "svg":
        return curve_svg(outcomes.curves, language, title=outcomes.outcome_label).encode()
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [_safe(cell) for cell in row] for row in _rows(found, outcomes, language)
    )
    return out.getvalue().encode("utf-8-sig")


def _rows(found: SimilarPatients, outcomes: OutcomesByTreatment, language: Language) -> Iterator[list[str]]:
    t = cohort_words(language)
    yield [t("csv_cohort"), found.title]
    yield [t("outcome"), outcomes.outcome_label]
    yield [t("csv_patients"), str(found.n), t("csv_of"), str(found.n_cohort)]
    for match in found.matched:
        yield [t("matched_on"), match.label, match.value]
    for statement in dict.fromkeys((*found.statements, *outcomes.statements)):
        yield [t("caveats"), statement]
    yield []
    yield [outcomes.treatment_label, t("csv_what"), t("csv_days"), t("csv_value"), t("csv_low"), t("csv_high")]
    for curve in outcomes.curves:
        yield from _curve(curve, language)
    yield []
    yield [t("comparison"), t("csv_what"), "", t("csv_value"), t("csv_low"), t("csv_high")]
    for comparison in outcomes.comparisons:
        name = t("against", group=comparison.group, reference=comparison.reference)
        kind = t("adjusted") if comparison.adjusted else t("unadjusted")
        yield [name, f"{t('hazard_ratio')} ({kind})", "", *_figures(comparison.hazard_ratio)]
        if comparison.log_rank_p is not None:
            yield [name, t("log_rank"), "", f"{comparison.log_rank_p:.4g}"]
    for row in outcomes.balance:
        yield [row.covariate, t("before_weighting"), "", f"{row.before:.3f}"]
        yield [row.covariate, t("after_weighting"), "", f"{row.after:.3f}"]


def _curve(curve: PublishedCurve, language: Language) -> Iterator[list[str]]:
    t = cohort_words(language)
    yield [curve.label, t("group_n"), "", str(curve.n)]
    yield [curve.label, t("group_events"), "", t("not_shown") if curve.events is None else str(curve.events)]
    yield [curve.label, t("csv_median"), "", *_figures(curve.median, 0)]
    for day, estimate in curve.landmarks:
        yield [curve.label, t("csv_survival"), f"{day:g}", *_figures(estimate)]
    for day, value, low, high in zip(curve.days, curve.survival, curve.low, curve.high, strict=True):
        yield [curve.label, t("csv_point"), f"{day:g}", *_figures(Interval(value, low, high))]
    for point in curve.at_risk:
        yield [curve.label, t("csv_at_risk"), f"{point.day:g}", t("not_shown") if point.n is None else str(point.n)]


def _figures(estimate: Interval, digits: int = 3) -> list[str]:
    return ["" if x is None else f"{x:.{digits}f}" for x in (estimate.value, estimate.low, estimate.high)]


def _safe(cell: str) -> str:
    """A cell that no spreadsheet runs; a number stays a number."""
    if not cell.startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
