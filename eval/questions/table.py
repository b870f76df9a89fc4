"""A summary, and the failures behind it, on the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eval.questions.score import QuestionScore
from eval.questions.summary import Proportion, Summary


def print_summary(summary: Summary, by_kind: dict[str, Summary], console: Console) -> None:
    """Proportions with denominators and intervals, faults, times, and the main measures by kind of question."""
    console.print(f"{summary.questions} questions, {summary.answered} answered")
    shares = Table("measure", "count", "share", "95 % interval", "target")
    for row in summary.proportions:
        shares.add_row(row.name, f"{row.count}/{row.of}", _percent(row.value), _interval(row), row.target)
    console.print(shares)

    faults = Table("fault (target 0)", "count")
    for name, count in summary.counts.items():
        faults.add_row(name.replace("_", " "), str(count))
    console.print(faults)

    times = Table("time, ms", "p50", "p95", "answers")
    for name, (p50, p95, n) in summary.timings_ms.items():
        times.add_row(name.replace("_", " "), f"{p50:.0f}", f"{p95:.0f}", str(n))
    console.print(times)

    kinds = Table("kind", "questions", "source in the first five", "key facts", "abstained", "language right")
    for kind, part in by_kind.items():
        found = _sum(part, "right source in the first five")
        language = _sum(part, "language right")
        abstained = _sum(part, "abstained, of the")
        facts = next(p for p in part.proportions if p.name == "key facts stated")
        kinds.add_row(kind, str(part.questions), found, f"{facts.count}/{facts.of}", abstained, language)
    console.print(kinds)


def print_failures(scores: Sequence[QuestionScore], console: Console) -> None:
    """Each question that failed in something, with the reasons."""
    for score in scores:
        if score.failures:
            console.print(
                f"[bold]{escape(score.question.id)}[/bold]  {escape(score.question.question)}", highlight=False
            )
            for reason in score.failures:
                console.print(f"    - {escape(reason)}", highlight=False)


def _sum(part: Summary, start: str) -> str:
    rows = [p for p in part.proportions if p.name.startswith(start)]
    return f"{sum(p.count for p in rows)}/{sum(p.of for p in rows)}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f} %"


def _interval(row: Proportion) -> str:
    return "" if row.interval is None else f"{100 * row.interval[0]:.1f} to {100 * row.interval[1]:.1f}"
