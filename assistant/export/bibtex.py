"""The cited sources as BibTeX."""

import re

from assistant.answer import Answer, EvidenceSource
from assistant.export.outline import cited, note_of
from corpora.catalogue import Language

_SPECIAL = re.compile(r"([&%$#_{}])")


def write(answer: Answer) -> bytes:
    """One entry a source; keys are ``sourcier<n>``, the numbers that the answer cites."""
    return "\n".join(_entry(evidence, answer.language) for evidence in cited(answer)).encode()


def _entry(evidence: EvidenceSource, language: Language) -> str:
    source = evidence.source
    fields = {
        "title": source.title,
        "author": " and ".join(source.authors),
        "journal": source.journal,
        "year": str(source.year or ""),
        "doi": source.identifiers.get("doi", ""),
        "note": note_of(evidence, language),
    }
    body = "".join(f"  {name} = {{{_escape(value)}}},\n" for name, value in fields.items() if value)
    return f"@{'article' if source.journal else 'misc'}{{sourcier{evidence.n},\n{body}}}\n"


def _escape(value: str) -> str:
    return _SPECIAL.sub(r"\\\1", value.replace("\\", r"\textbackslash "))
