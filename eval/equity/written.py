"""The equity report as Markdown: for a page of results, and for the terminal."""

from collections.abc import Iterator, Sequence

from corpora.catalogue import Language, say
from eval.equity.report import EquityTable
from eval.equity.rows import gaps_of, heads_of, rows_of, verdict_of


def written(tables: Sequence[EquityTable], language: Language) -> str:
    """The tables, and the gaps that their intervals support."""
    return "\n".join(_lines(tables, language)) + "\n"


def _lines(tables: Sequence[EquityTable], language: Language) -> Iterator[str]:
    yield f"## {say('eval_equity.title', language)}"
    yield ""
    yield say("eval_equity.lead", language)
    yield ""
    gaps = list(gaps_of(tables, language))
    yield from (f"- {gap}" for gap in gaps)
    if not gaps:
        yield verdict_of(tables, language)
    for table in tables:
        yield ""
        yield f"### {table.title}"
        for note in table.notes:
            yield ""
            yield note
        if table.shares:
            yield ""
            yield f"| | {' | '.join(heads_of(table, language))} |"
            yield "| --- | --- | --- | --- |"
        for row in rows_of(table, language):
            yield f"| {row.dimension} | {row.group} | {row.count} | {f'{row.interval} {row.flag}'.strip()} |"
