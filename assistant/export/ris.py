"""The cited sources as RIS."""

from assistant.answer import Answer, EvidenceSource
from assistant.export.outline import cited, note_of
from corpora.catalogue import Language


def write(answer: Answer) -> bytes:
    """One record a source, in the order of citation; ``ID`` is the number that the answer cites."""
    return "".join(_record(evidence, answer.language) for evidence in cited(answer)).encode()


def _record(evidence: EvidenceSource, language: Language) -> str:
    source = evidence.source
    identifiers = source.identifiers
    lines = [
        ("TY", "JOUR" if source.journal else "GEN"),
        ("ID", str(evidence.n)),
        ("TI", source.title),
        *(("AU", author) for author in source.authors),
        ("JO", source.journal),
        ("PY", str(source.year or "")),
        ("DO", identifiers.get("doi", "")),
        ("AN", identifiers.get("pmid", "")),
        ("LA", source.language),
        ("N1", note_of(evidence, language)),
    ]
    body = "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value)
    return f"{body}ER  - \r\n"
