"""An answer as the versioned record that scripts, exports and the audit log read, and back."""

import dataclasses
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from assistant.answer import (
    Abstention,
    Answer,
    DroppedSentence,
    EvidenceSource,
    Finding,
    Fit,
    PatientsLike,
    PooledEstimate,
    Sentence,
    Verdict,
)
from corpora.literature.effect import EffectEstimate, Measure
from corpora.literature.source import NoticeKind, Page, Passage, Section, Source, SourceKind, StudyDesign

RECORD_VERSION = 1


def to_record(answer: Answer) -> dict[str, Any]:
    """The record of an answer, JSON-ready. Its fields are documented in docs/scripting.md."""
    return {
        "version": RECORD_VERSION,
        "id": answer.id,
        "question": answer.question,
        "language": answer.language,
        "abstained": answer.abstention is not None,
        "abstention": None
        if answer.abstention is None
        else {"missing": answer.abstention.missing, "nearest": list(answer.abstention.nearest)},
        "sources": [_source(s) for s in answer.sources],
        "findings": [
            {
                "text": f.text,
                "citations": list(f.citations),
                "limits": list(f.limits),
                "heading": f.heading,
                "outcomes": list(f.outcomes),
                "conclusion": f.conclusion,
                "safety": f.safety,
                "effects": [effect_record(e) for e in f.effects],
            }
            for f in answer.findings
        ],
        "sentences": [
            {"text": s.text, "citations": list(s.citations), "verdict": s.verdict.value} for s in answer.sentences
        ],
        "dropped": [dataclasses.asdict(d) for d in answer.dropped],
        "pooled": [dataclasses.asdict(p) for p in answer.pooled],
        "patients_like": None
        if answer.patients_like is None
        else _sections().dump_python(answer.patients_like, mode="json"),
        "timings_ms": answer.timings_ms,
        "model": answer.model,
    }


def effect_record(effect: EffectEstimate) -> dict[str, Any]:
    """An effect, its numbers as strings with the digits printed."""
    record = dataclasses.asdict(effect)
    for key in ("value", "ci_low", "ci_high", "ci_level"):
        record[key] = None if record[key] is None else str(record[key])
    return record


def effect_from_record(record: dict[str, Any]) -> EffectEstimate:
    """The inverse of :func:`effect_record`."""
    numbers = {
        key: None if record[key] is None else Decimal(record[key]) for key in ("value", "ci_low", "ci_high", "ci_level")
    }
    return EffectEstimate(**{**record, **numbers, "measure": Measure(record["measure"])})


def _source(evidence: EvidenceSource) -> dict[str, Any]:
    source = evidence.source
    return {
        "n": evidence.n,
        "id": source.id,
        "kind": source.kind.value,
        "title": source.title,
        "year": source.year or None,
        "journal": source.journal,
        "authors": list(source.authors),
        "identifiers": dict(source.identifiers),
        "language": source.language,
        "design": dataclasses.asdict(source.design),
        "about": dict(source.about),
        "flags": list(evidence.flags),
        "answers": evidence.answers,
        "score": round(evidence.score, 4),
        "fit": {facet: fit.value for facet, fit in evidence.fit},
        "passages": [
            {"id": p.id, "text": p.text, "section": p.section, "page": p.page or None, "start": p.start, "end": p.end}
            for p in evidence.passages
        ],
        "highlights": [list(span) for span in evidence.highlights],
        "effects": [effect_record(e) for e in evidence.effects],
        "notices": [n.value for n in source.notices],
        "origin": source.origin,
    }


def from_record(record: dict[str, Any]) -> Answer:
    """The answer of a record. A source comes back with its passages' text in place of its whole text."""
    return Answer(
        id=record["id"],
        question=record["question"],
        language=record["language"],
        abstention=None
        if record["abstention"] is None
        else Abstention(record["abstention"]["missing"], tuple(record["abstention"]["nearest"])),
        sources=tuple(_evidence_from(s) for s in record["sources"]),
        findings=tuple(
            Finding(
                f["text"],
                tuple(f["citations"]),
                tuple(effect_from_record(e) for e in f["effects"]),
                tuple(f["limits"]),
                f["heading"],
                tuple(f["outcomes"]),
                f["conclusion"],
                f["safety"],
            )
            for f in record["findings"]
        ),
        sentences=tuple(Sentence(s["text"], tuple(s["citations"]), Verdict(s["verdict"])) for s in record["sentences"]),
        dropped=tuple(DroppedSentence(**d) for d in record["dropped"]),
        pooled=tuple(
            PooledEstimate(
                **{
                    **p,
                    "citations": tuple(p["citations"]),
                    "fixed": tuple(p["fixed"]),
                    "random": tuple(p["random"]),
                    "rows": tuple(tuple(row) for row in p["rows"]),
                }
            )
            for p in record["pooled"]
        ),
        timings_ms=dict(record["timings_ms"]),
        model=record["model"],
        # Records made before answers had this section are without it.
        patients_like=_sections().validate_python(section) if (section := record.get("patients_like")) else None,
    )


@cache
def _sections() -> TypeAdapter[PatientsLike]:
    return TypeAdapter(PatientsLike)


def _evidence_from(record: dict[str, Any]) -> EvidenceSource:
    passages = tuple(
        Passage(
            p["id"],
            record["id"],
            int(p["id"].rsplit("#", 1)[1]),
            p["text"],
            p["start"],
            p["end"],
            p["section"],
            p["page"] or 0,
        )
        for p in record["passages"]
    )
    source = Source(
        id=record["id"],
        kind=SourceKind(record["kind"]),
        title=record["title"],
        text=_text_of(passages),
        language=record["language"],
        year=record["year"] or 0,
        journal=record["journal"],
        authors=tuple(record["authors"]),
        identifiers=dict(record["identifiers"]),
        sections=tuple(Section(p.section, p.start, p.end) for p in passages if p.section),
        pages=tuple(Page(p.page, p.start, p.end) for p in passages if p.page),
        design=StudyDesign(**record["design"]),
        notices=tuple(NoticeKind(n) for n in record["notices"]),
        effects=tuple(effect_from_record(e) for e in record["effects"]),
        about=dict(record["about"]),
        origin=record["origin"],
    )
    return EvidenceSource(
        n=record["n"],
        source=source,
        score=record["score"],
        passages=passages,
        highlights=tuple((int(a), int(b)) for a, b in record["highlights"]),
        effects=source.effects,
        fit=tuple((facet, Fit(fit)) for facet, fit in record["fit"].items()),
        flags=tuple(record["flags"]),
        answers=record["answers"],
    )


def _text_of(passages: tuple[Passage, ...]) -> str:
    """The passages' texts at their offsets, spaces between them: offsets into it stay true."""
    text = [" "] * max((p.end for p in passages), default=0)
    for passage in passages:
        text[passage.start : passage.end] = passage.text
    return "".join(text)
