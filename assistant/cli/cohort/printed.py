"""Results of an analysis on a terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from assistant.analysis.wording import months, sentences_of_figures
from corpora.catalogue import Language, say

if TYPE_CHECKING:
    from assistant.analysis.results import CohortProfile, Interval, OutcomesByTreatment, PublishedCurve

_DAYS_A_YEAR = 365.25
_MOST_LANDMARKS = 4


def print_outcomes(
    outcomes: "OutcomesByTreatment", console: Console, language: Language, *, already: Sequence[str] = ()
) -> None:
    """Curves as a table, numbers at risk, comparisons, balance, and what must accompany them and was not yet said."""
    title = " · ".join(label for label in (outcomes.outcome_label, outcomes.treatment_label) if label)
    console.print(Text(title, style="bold"))
    print_curves(outcomes.curves, console, language)
    for sentence in sentences_of_figures(outcomes, language)[len(outcomes.curves) :]:
        console.print(Text(sentence))
    if outcomes.balance:
        balance = Table(*(say(f"analysis_cli.{key}", language) for key in ("covariate", "before", "after")), box=None)
        for row in outcomes.balance:
            balance.add_row(row.covariate, f"{row.before:+.2f}", f"{row.after:+.2f}")
        console.print(balance)
    print_statements([said for said in outcomes.statements if said not in already], console)


def print_curves(curves: "Sequence[PublishedCurve]", console: Console, language: Language) -> None:
    """One row a curve: patients, events, median, survival at round times; then the numbers at risk."""
    days = sorted({day for curve in curves for day, _ in curve.landmarks if day >= _DAYS_A_YEAR})[:_MOST_LANDMARKS]
    years = [say("analysis.years", language, count=round(day / _DAYS_A_YEAR)) for day in days]
    heads = [say(f"analysis_cli.{key}", language) for key in ("group", "n", "events", "median")]
    table = Table(*(Column(head, no_wrap=head != heads[3]) for head in heads), *years, box=None)
    for curve in curves:
        at = dict(curve.landmarks)
        landmarks = [_percent(at[day]) if day in at else "" for day in days]
        events = "" if curve.events is None else f"≈ {curve.events}"
        table.add_row(curve.label, str(curve.n), events, _months(curve.median), *landmarks)
    console.print(table)
    ticks = [point.day for point in curves[0].at_risk] if curves else []
    at_risk = Table(say("analysis_cli.at_risk", language), *(months(day).removesuffix(".0") for day in ticks), box=None)
    for curve in curves:
        at_risk.add_row(curve.label, *("–" if point.n is None else str(point.n) for point in curve.at_risk))
    console.print(at_risk)


def print_profile(profile: "CohortProfile", console: Console, language: Language) -> None:
    """Table 1, and the survival of all patients."""
    console.print(Text(f"{profile.title} · {profile.n}", style="bold"))
    table = Table(*(say(f"analysis_cli.{key}", language) for key in ("variable", "value", "n", "percent")), box=None)
    for variable in profile.variables:
        name = f"{variable.label} ({variable.unit})" if variable.unit else variable.label
        for row in variable.rows:
            if row.quartiles:
                low, middle, high = row.quartiles
                table.add_row(name, row.level, f"{middle:g} ({low:g}, {high:g})", "")
            else:
                shown = ("–", "–") if row.n is None else (str(row.n), f"{row.percent:.1f}")
                table.add_row(name, row.level, *shown)
            name = ""
        if variable.missing is None or variable.missing > 0:
            share = "–" if variable.missing is None else f"{100 * variable.missing:.1f}"
            table.add_row("", say("analysis_cli.missing", language), "", share)
    console.print(table)
    print_curves(profile.curves, console, language)
    print_statements(profile.statements, console)


def print_statements(statements: Sequence[str], console: Console) -> None:
    """What must accompany a result."""
    for statement in statements:
        console.print(Text(f"• {statement}", style="dim"))


def _months(interval: "Interval") -> str:
    if interval.value is None:
        return "–"
    low, high = (months(bound) or "–" for bound in (interval.low, interval.high))
    return f"{months(interval.value)} ({low}, {high})"


def _percent(interval: "Interval") -> str:
    value, low, high = ("–" if x is None else f"{100 * x:.1f}" for x in (interval.value, interval.low, interval.high))
    return f"{value}%" if low == high == "–" else f"{value}% ({low}, {high})"
