"""The cited sources as RIS."""

from assistant.answer import Answer
from assistant.export.outline import cited
from corpora.literature.source import Source


def write(answer: Answer) -> bytes:
    """One record a source, in the order of citation; ``ID`` is the number that the answer cites."""
    return "".join(_record(evidence.n, evidence.source) for evidence in cited(answer)).encode()


def _record(n: int, source: Source) -> str:
    identifiers = source.identifiers
    lines = [
        ("TY", "JOUR" if source.journal else "GEN"),
        ("ID", str(n)),
        ("TI", source.title),
        *(("AU", author) for author in source.authors),
        ("JO", source.journal),
        ("PY", str(source.year or "")),
        ("DO", identifiers.get("doi", "")),
        ("AN", identifiers.get("pmid", "")),
        ("LA", source.language),
        ("N1", source.id),
    ]
    body = "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines if value)
    return f"{body}ER  - \r\n"
