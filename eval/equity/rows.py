"""The equity report's rows in words, for every page that shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.catalogue import Language, say
from eval.equity.report import EquityTable
from eval.equity.shares import Share
from eval.report.figures import decimal, group_text


@dataclass(frozen=True)
class EquityRow:
    """A group's share in words; ``share`` is the figure behind them."""

    dimension: str
    group: str
    count: str
    interval: str
    flag: str
    share: Share


def rows_of(table: EquityTable, language: Language) -> tuple[EquityRow, ...]:
    """The table's rows."""
    return tuple(_row(share, language) for share in table.shares)


def heads_of(table: EquityTable, language: Language) -> tuple[str, str, str]:
    """The heads of the columns after the dimension: group, share, interval."""
    group, share, interval = (say(f"eval_equity.column_{c}", language) for c in ("group", table.kind, "interval"))
    return group, share, interval


def gaps_of(tables: Sequence[EquityTable], language: Language) -> Iterator[str]:
    """A sentence for each gap that its interval supports."""
    for table in tables:
        for row in rows_of(table, language):
            if row.share.gap:
                group = f"{row.dimension} – {row.group}"
                yield say("eval_equity.gap", language, group=group, table=table.title)


def verdict_of(tables: Sequence[EquityTable], language: Language) -> str:
    """What to say where there is no gap: that groups were compared and none fares worse, or that none was."""
    compared = any(table.kind == "outcomes" and table.shares for table in tables)
    return say(f"eval_equity.{'no_gap' if compared else 'nothing_compared'}", language)


def _row(share: Share, language: Language) -> EquityRow:
    if share.group == "not said":
        group = say("eval_equity.not_said", language)
    else:
        group = group_text(share.dimension, share.group, language)
    return EquityRow(
        dimension=say(f"eval_report.dimension_{share.dimension}", language),
        group=group,
        count=_count(share, language),
        interval=_interval(share, language),
        flag=say("eval_equity.flag", language) if share.gap else "",
        share=share,
    )


def _count(share: Share, language: Language) -> str:
    if share.count is None:
        return say("eval_equity.suppressed", language)
    percent = decimal(f"{100 * share.count / share.of:.1f}\u00a0%", language)
    return f"{share.count}/{share.of} ({percent})"


def _interval(share: Share, language: Language) -> str:
    if share.low is None or share.high is None:
        return ""
    low, high = (decimal(f"{100 * end:.1f}", language) for end in (share.low, share.high))
    return say("eval_report.interval", language, low=low, high=high)
