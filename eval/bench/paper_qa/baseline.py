"""paper-qa's rows of the answering benchmark."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.llm.backend import Backend
from corpora.literature.source import Source
from eval.bench.figures import Figures, Remark, found, numbers_not_printed, p50, p95, warm, with_prose
from eval.bench.paper_qa.contract import Card, Draft, Report, Search, Task
from eval.bench.paper_qa.conversation import converse
from eval.bench.paper_qa.environment import interpreter
from eval.systems.prose_record import prose_record
from indexes.embedding import Embedder

_KEY = re.compile(r"pqac-[0-9a-zA-Z]{8}")
_KEYS = re.compile(r"\(\s*(pqac-[0-9a-zA-Z]{8}(?:\s*[,;]?\s*(?:and\s+)?pqac-[0-9a-zA-Z]{8})*)\s*\)")
_NOT_INSTALLED = (
    "not run: it is not installed, and `python -m eval.bench.paper_qa.environment` installs it or says why not"
)


def paper_qa(
    sources: Sequence[Source],
    questions: Sequence[Mapping[str, Any]],
    drafted: int,
    embedder: Embedder,
    backend: Backend | None,
) -> list[Figures | Remark]:
    """One row for its ``Docs``, which answer, and one for its local index, with a remark; or why there are none."""
    python = interpreter()
    if python is None:
        return [Remark("paper-qa", _NOT_INSTALLED)]
    task = Task(
        cards=tuple(map(card_of, sources)),
        questions=tuple(str(question["question"]) for question in questions),
        drafted=drafted if backend else 0,
    )
    report = converse(python, task, embedder, backend)
    if isinstance(report, str):
        return [Remark("paper-qa", f"not run: {report}")]
    return [*figures_of(report, sources, questions), remark_of(report)]


def card_of(source: Source) -> Card:
    """A source with its citation written out, so that paper-qa need not ask a model for it."""
    authors = ", ".join(source.authors[:3]) or "Unknown"
    citation = f"{authors}. {source.title}. {source.journal} {source.year or ''}".strip()
    return Card(
        id=source.id, title=source.title, year=source.year, citation=citation, text=f"{source.title}\n{source.text}"
    )


def figures_of(
    report: Report, sources: Sequence[Source], questions: Sequence[Mapping[str, Any]]
) -> tuple[Figures, Figures]:
    """The rows of a report."""
    by_id = {source.id: source for source in sources}
    pairs = zip(questions, report.drafts, strict=False)
    records = [record_of(draft, question, by_id) for question, draft in pairs]
    docs = replace(
        _searched(f"paper-qa {report.version}, Docs", report.by_meaning, questions),
        drafted=len(records),
        done_p50=p50([draft.done_ms for draft in report.drafts]),
        answered_with_prose=with_prose(records),
        numbers_not_printed=numbers_not_printed(records),
    )
    return docs, _searched("paper-qa, local index", report.by_words, questions)


def remark_of(report: Report) -> Remark:
    """When its evidence stands (after a summary of each chunk, not when the chunks are found), and what it tried."""
    summaries = p50([draft.evidence_ms for draft in report.drafts])
    calls = p50([draft.calls for draft in report.drafts])
    spent = "" if summaries is None else f"summaries p50 {summaries:.0f} ms, completions an answer {calls:.0f}, "
    return Remark("paper-qa", f"{spent}connections refused {len(report.refused)}")


def record_of(draft: Draft, question: Mapping[str, Any], sources: Mapping[str, Source]) -> dict[str, Any]:
    """An answer with its context keys as the numbers of cards; a key that paper-qa never gave stays a number of none."""
    cards = list(dict.fromkeys(draft.contexts.values()))
    number = {key: 1 + cards.index(card) for key, card in draft.contexts.items()}
    listed = [
        {
            "n": n,
            "id": card,
            "title": sources[card].title,
            "year": sources[card].year or None,
            "passages": [{"id": f"{card}#0", "text": sources[card].text}],
        }
        for n, card in enumerate(cards, start=1)
    ]

    def numbered(keys: re.Match[str]) -> str:
        return f"[{', '.join(str(number.get(key, len(cards) + 1)) for key in _KEY.findall(keys.group(1)))}]"

    return prose_record(
        question["question"],
        question["lang"],
        _KEYS.sub(numbered, draft.answer),
        listed,
        model="",
        timings_ms={"evidence": draft.evidence_ms, "done": draft.done_ms},
    )


def _searched(system: str, searches: Sequence[Search], questions: Sequence[Mapping[str, Any]]) -> Figures:
    times = warm([search.ms for search in searches])
    return Figures(
        system=system,
        questions=len(questions),
        found_in_five=found(questions, [search.ids for search in searches]),
        evidence_p50=p50(times) or 0.0,
        evidence_p95=p95(times),
    )
