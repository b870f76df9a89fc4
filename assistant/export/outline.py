"""The parts of an answer in reading order, shared by the formats that print it whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answer import Answer, EvidenceSource, PatientsLike
from assistant.cohort_terms import title_in, when_in
from assistant.export.patients_like import flag_of, picture
from corpora.catalogue import Language, say
from corpora.literature.source import SourceKind


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an answer.

    ``style`` is ``"heading"``, ``"text"``, ``"item"``, ``"note"``, ``"reference"`` or ``"picture"``: then ``image`` is a
    PNG, and ``text`` says what it shows.
    """

    style: str
    text: str
    image: bytes = b""


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
    if answer.patients_like:
        yield from _patients_like(answer.patients_like, answer)
    shown = cited(answer)
    if shown:
        yield Paragraph("heading", say("export.sources", language))
        for evidence in shown:
            yield Paragraph("reference", f"[{evidence.n}] {reference(evidence, answer)}")
    yield Paragraph("note", say("export.disclaimer", language))


def _patients_like(section: PatientsLike, answer: Answer) -> Iterator[Paragraph]:
    """The section, its flag in its heading and beneath its curves."""
    language = answer.language
    cited_here = f" {marks((section.citation,))}" if section.citation else ""
    title = say("cohort_answer.section", language)
    yield Paragraph("heading", f"{title} – {flag_of(section, language)}")
    yield Paragraph("text", section.lead + cited_here)
    if image := picture(section, language):
        yield Paragraph(
            "picture", f"{flag_of(section, language)}. {say('cohort_answer.survival_curves', language)}", image
        )
    for figure in section.figures:
        yield Paragraph("item", figure + cited_here)
    for remark in section.remarks:
        yield Paragraph("text", remark.text)
    if section.caveats:
        yield Paragraph("text", " ".join(section.caveats))
    if section.method:
        yield Paragraph("note", " ".join(section.method))


def marks(citations: tuple[int, ...]) -> str:
    """Citation markers, ``[1][3]``."""
    return "".join(f"[{n}]" for n in citations)


def cited(answer: Answer) -> list[EvidenceSource]:
    """The sources that the answer cites; for an abstention, the nearest."""
    numbers = {n for finding in answer.findings for n in finding.citations}
    numbers |= {n for sentence in answer.sentences for n in sentence.citations}
    if answer.abstention:
        numbers |= set(answer.abstention.nearest)
    if answer.patients_like:
        numbers |= {answer.patients_like.citation}
        numbers |= {n for remark in answer.patients_like.remarks for n in remark.citations}
    return [s for s in answer.sources if s.n in numbers]


def note_of(evidence: EvidenceSource, language: Language) -> str:
    """What a reference manager notes of a source: its id; of a cohort also that it is one, and no trial."""
    source = evidence.source
    if source.kind is not SourceKind.COHORT:
        return source.id
    flags = [say(f"flags.{flag}", language) for flag in evidence.flags]
    return "; ".join((source.id, say(f"kinds.{source.kind.value}", language), *flags))


def reference(evidence: EvidenceSource, answer: Answer) -> str:
    """One line of bibliography: authors, title, journal, year, identifier, what kind of evidence, its flags."""
    source = evidence.source
    authors = ", ".join(source.authors[:3]) + (" et al." if len(source.authors) > 3 else "")
    title, _ = title_in(source, answer.language)
    title = title if title.endswith((".", "?", "!")) else f"{title}."
    where = " ".join(part for part in (source.journal, when_in(source, answer.language)) if part)
    parts = [f"{authors}." if authors else "", title, f"{where}." if where else "", f"{source.id}."]
    kind = say(f"kinds.{source.kind.value}", answer.language)
    flags = [say(f"flags.{flag}", answer.language) for flag in evidence.flags]
    pages = sorted({p.page for p in evidence.passages if p.page})
    if pages:
        flags.insert(0, say("export.pages", answer.language, count=len(pages), pages=", ".join(map(str, pages))))
    return " ".join(part for part in parts if part) + f" ({'; '.join([kind, *flags])})"
