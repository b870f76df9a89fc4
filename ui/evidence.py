"""The evidence column: sources, table, forest plot, cohort, each behind a tab that is there if it has something."""

from collections.abc import Sequence

from assistant.answer import Answer, EvidenceSource
from corpora.catalogue import Language
from corpora.literature.source import SourceKind
from ui.cards import card
from ui.forest import forest
from ui.icons import icon
from ui.markup import Markup, tag
from ui.passage import Span
from ui.regions import Block, Regions
from ui.table import evidence_table
from ui.turn import Turn
from ui.words import Words, words


def evidence_regions(turn: Turn | None, position: int, language: Language) -> Regions:
    """The column's regions for one turn of the conversation; a quiet line where there is no turn.

    Parameters
    ----------
    position
        Which turn of the conversation it is, from 0; citations name it.
    """
    t = words(language)
    head = [("head", _head(t))]
    if turn is None or not turn.answer.sources:
        empty = tag("p", t("evidence_empty"), class_="evidence-empty")
        return {"head": head, "tabs": [], "sources": [("empty", empty)], "table": [], "forest": [], "cohort": []}
    answer = turn.answer
    regions: Regions = {
        "head": head,
        "sources": _sources(answer, position, language),
        "table": [],
        "forest": [],
        "cohort": _cohort(answer, position, language),
    }
    table = evidence_table(answer.sources, position, t, language)
    if table:
        regions["table"] = [("table", table)]
    plots = forest(answer.sources, answer.pooled, position, t)
    if plots:
        regions["forest"] = [("lead", tag("p", t("forest_lead"), class_="panel-lead")), *plots]
    counts = {"sources": len(answer.sources), "cohort": len(_cohorts(answer))}
    regions["tabs"] = [
        (name, _tab(name, t(f"tab_{name}"), counts.get(name)))
        for name in ("sources", "table", "forest", "cohort")
        if regions[name]
    ]
    return regions


def cited_spans(answer: Answer, n: int) -> list[Span]:
    """Where in a source's text the words stand that the answer's findings lean on."""
    return [
        (effect.passage_start, effect.passage_end)
        for finding in answer.findings
        if n in finding.citations
        for effect in finding.effects
        if len(finding.citations) == 1 and effect.passage_start >= 0
    ]


def _head(t: Words) -> Markup:
    """Seen only where the column is a sheet over the conversation."""
    close = tag("button", icon("cross"), type="button", class_="quiet sign", data_action="close", aria_label=t("close"))
    return tag("div", tag("h2", t("evidence"), id="evidence-title"), close, class_="sheet-head")


def _tab(name: str, label: str, count: int | None) -> Markup:
    shown = tag("span", str(count), class_="tab-count") if count else None
    return tag(
        "button",
        label,
        shown,
        type="button",
        role="tab",
        class_="tab",
        data_action="tab",
        data_tab=name,
        id=f"tab-{name}",
        aria_controls=f"panel-{name}",
    )


def _sources(answer: Answer, position: int, language: Language) -> list[Block]:
    t = words(language)
    bearing = [found for found in answer.sources if found.answers]
    near = [found for found in answer.sources if not found.answers]
    blocks: list[Block] = []
    for heading, group in (("bears", bearing), ("near", near)):
        if group:
            blocks.append((heading, tag("h2", t(heading), class_="group")))
            blocks += [_block(answer, found, position, language) for found in group]
    return blocks


def _cohorts(answer: Answer) -> Sequence[EvidenceSource]:
    return [found for found in answer.sources if found.source.kind is SourceKind.COHORT]


def _cohort(answer: Answer, position: int, language: Language) -> list[Block]:
    t = words(language)
    blocks = [_block(answer, found, position, language) for found in _cohorts(answer)]
    return [("lead", tag("p", t("cohort_lead"), class_="panel-lead")), *blocks] if blocks else []


def _block(answer: Answer, found: EvidenceSource, position: int, language: Language) -> Block:

    spans = cited_spans(answer, found.n)
    return f"{position}/{found.n}", card(found, position, spans, language, words(language))
