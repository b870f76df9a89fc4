"""The cited sources as CSL-JSON."""

import json
from typing import Any

from assistant.answer import Answer, EvidenceSource
from assistant.export.outline import cited, note_of
from corpora.catalogue import Language


def write(answer: Answer) -> bytes:
    """A list of items; ``id`` is the number that the answer cites."""
    items = [_item(evidence, answer.language) for evidence in cited(answer)]
    return json.dumps(items, ensure_ascii=False, indent=2).encode()


def _item(evidence: EvidenceSource, language: Language) -> dict[str, Any]:
    source = evidence.source
    item: dict[str, Any] = {
        "id": str(evidence.n),
        "type": "article-journal" if source.journal else "document",
        "title": source.title,
        "container-title": source.journal,
        "language": source.language,
        "DOI": source.identifiers.get("doi"),
        "PMID": source.identifiers.get("pmid"),
        "PMCID": source.identifiers.get("pmcid"),
        "note": note_of(evidence, language),
    }
    if source.authors:
        item["author"] = [{"literal": author} for author in source.authors]
    if source.year:
        item["issued"] = {"date-parts": [[source.year]]}
    return {key: value for key, value in item.items() if value}
