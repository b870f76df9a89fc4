"""The equity report as Markdown: for a page of results, and for the terminal."""

from collections.abc import Iterator, Sequence

from corpora.catalogue import Language, say
from eval.equity.report import EquityTable
from eval.equity.shares import Share
from eval.report.figures import decimal, group_text


def written(tables: Sequence[EquityTable], language: Language) -> str:
    """The tables, and the gaps that their intervals support."""
    return "\n".join(_lines(tables, language)) + "\n"


def _lines(tables: Sequence[EquityTable], language: Language) -> Iterator[str]:
    gaps = [(table, share) for table in tables for share in table.shares if share.gap]
    yield f"## {say('eval_equity.title', language)}"
    yield ""
    yield say("eval_equity.lead", language)
    yield ""
    for table, share in gaps:
        name = f"{_dimension(share, language)} – {_group(share, language)}"
        yield f"- {say('eval_equity.gap', language, group=name, table=table.title)}"
    if not gaps:
        yield say("eval_equity.no_gap", language)
    for table in tables:
        yield ""
        yield f"### {table.title}"
        yield ""
        if table.shares:
            heads = [say(f"eval_equity.column_{c}", language) for c in ("group", table.kind, "interval")]
            yield f"| | {' | '.join(heads)} |"
            yield "| --- | --- | --- | --- |"
        for share in table.shares:
            cells = [_dimension(share, language), _group(share, language), _count(share, language)]
            flag = f" {say('eval_equity.flag', language)}" if share.gap else ""
            yield f"| {' | '.join(cells)} | {_interval(share, language)}{flag} |"
        for note in table.notes:
            yield ""
            yield note


def _dimension(share: Share, language: Language) -> str:
    return say(f"eval_report.dimension_{share.dimension}", language)


def _group(share: Share, language: Language) -> str:
    if share.group == "not said":
        return say("eval_equity.not_said", language)
    return group_text(share.dimension, share.group, language)


def _count(share: Share, language: Language) -> str:
    if share.count is None:
        return say("eval_equity.suppressed", language)
    percent = decimal(f"{100 * share.count / share.of:.1f} %", language)
    return f"{share.count}/{share.of} ({percent})"


def _interval(share: Share, language: Language) -> str:
    if share.low is None or share.high is None:
        return ""
    low, high = (decimal(f"{100 * end:.1f}", language) for end in (share.low, share.high))
    return say("eval_report.interval", language, low=low, high=high)
