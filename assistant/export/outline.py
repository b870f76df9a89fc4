"""The parts of an answer in reading order, shared by the formats that print it whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer import Answer, EvidenceSource
from corpora.catalogue import say


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an answer; ``style`` is ``"heading"``, ``"text"``, ``"item"``, ``"note"`` or ``"reference"``."""

    style: str
    text: str


def outline(answer: Answer) -> Iterator[Paragraph]:
    """The answer's paragraphs, citations as ``[n]``."""
    language = answer.language
    yield Paragraph("text", answer.question)
    if answer.abstention:
        yield Paragraph("heading", say("export.not_answered", language))
        yield Paragraph("text", answer.abstention.missing)
    if answer.sentences:
        yield Paragraph("heading", say("export.in_short", language))
        yield Paragraph("text", " ".join(f"{s.text} {marks(s.citations)}" for s in answer.sentences))
    if answer.findings:
        yield Paragraph("heading", say("export.findings", language))
        for finding in answer.findings:
            yield Paragraph("item", f"{finding.text} {marks(finding.citations)}")
            if finding.limits:
                yield Paragraph("note", say("export.limits", language, limits=", ".join(finding.limits)))
    for pooled in answer.pooled:
        ratio, low, high = pooled.random
        yield Paragraph(
            "note",
            say(
                "export.pooled",
                language,
                endpoint=pooled.endpoint,
                measure=pooled.measure,
                ratio=f"{ratio:.2f}",
                low=f"{low:.2f}",
                high=f"{high:.2f}",
                i_squared=f"{pooled.i_squared:.0f}",
                citations=marks(pooled.citations),
                warning=pooled.warning,
            ),
        )
    shown = cited(answer)
    if shown:
        yield Paragraph("heading", say("export.sources", language))
        for evidence in shown:
            yield Paragraph("reference", f"[{evidence.n}] {reference(evidence, answer)}")
    yield Paragraph("note", say("export.disclaimer", language))


def marks(citations: tuple[int, ...]) -> str:
    """Citation markers, ``[1][3]``."""
    return "".join(f"[{n}]" for n in citations)


def cited(answer: Answer) -> list[EvidenceSource]:
    """The sources that the answer cites; for an abstention, the nearest."""
    numbers = {n for finding in answer.findings for n in finding.citations}
    numbers |= {n for sentence in answer.sentences for n in sentence.citations}
    if answer.abstention:
        numbers |= set(answer.abstention.nearest)
    return [s for s in answer.sources if s.n in numbers]


def reference(evidence: EvidenceSource, answer: Answer) -> str:
    """One line of bibliography: authors, title, journal, year, identifier, what kind of evidence, its flags."""
    source = evidence.source
    authors = ", ".join(source.authors[:3]) + (" et al." if len(source.authors) > 3 else "")
    title = source.title if source.title.endswith((".", "?", "!")) else f"{source.title}."
    where = " ".join(str(part) for part in (source.journal, source.year or "") if part)
    parts = [f"{authors}." if authors else "", title, f"{where}." if where else "", f"{source.id}."]
    kind = say(f"kinds.{source.kind.value}", answer.language)
    flags = [say(f"flags.{flag}", answer.language) for flag in evidence.flags]
    pages = sorted({p.page for p in evidence.passages if p.page})
    if pages:
        flags.insert(0, say("export.pages", answer.language, count=len(pages), pages=", ".join(map(str, pages))))
    return " ".join(part for part in parts if part) + f" ({'; '.join([kind, *flags])})"
