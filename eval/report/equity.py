"""The equity report as the HTML report shows it: plots and tables, in a language."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from corpora.catalogue import Language
from eval.equity.report import EquityTable
from eval.equity.rows import EquityRow, gaps_of, heads_of, rows_of, verdict_of
from eval.report.plot import Dot, PlotRow, interval_plot


@dataclass(frozen=True)
class EquityTableView:
    """One table: its rows by dimension, with a plot of those that carry an interval."""

    title: str
    notes: tuple[str, ...]
    plot: Markup
    heads: tuple[str, str, str]
    rows: tuple[EquityRow, ...]


@dataclass(frozen=True)
class EquityView:
    """The section: the gaps in words, or why there is none, then the tables."""

    gaps: tuple[str, ...]
    without_gap: str
    tables: tuple[EquityTableView, ...]


def equity_view(tables: Sequence[EquityTable], language: Language) -> EquityView | None:
    """The section; ``None`` without tables."""
    if not tables:
        return None
    gaps = tuple(gaps_of(tables, language))
    without = "" if gaps else verdict_of(tables, language)
    return EquityView(gaps, without, tuple(_table(table, language) for table in tables))


def _table(table: EquityTable, language: Language) -> EquityTableView:
    rows = rows_of(table, language)
    plotted = [PlotRow(row.group, (dot,)) for row in rows if (dot := _dot(row)) is not None]
    return EquityTableView(
        table.title, table.notes, interval_plot(plotted, table.title, language), heads_of(table, language), rows
    )


def _dot(row: EquityRow) -> Dot | None:
    """Of a share with an interval; what is not said and a cohort's counts are in the table only."""
    share = row.share
    if share.count is None or share.low is None:
        return None
    return Dot(0, share.count / share.of, share.low, share.high, f"{row.count}{f' {row.flag}' if row.flag else ''}")
