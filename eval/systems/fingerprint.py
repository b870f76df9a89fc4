"""Everything of a system that could change a result."""

import hashlib
from typing import Any

from assistant.drafting import Drafter
from assistant.settings import Settings
from indexes.library import Library
from indexes.weights import weights_hash


def fingerprint_of(settings: Settings, library: Library | None, drafter: Drafter | None) -> dict[str, Any]:
    """Models with the SHA-256 of their weights, and the library by the hash of its sources. JSON-ready."""
    record: dict[str, Any] = {"embedding": None, "library": None, "language_model": None}
    if library is not None:
        status = library.status()
        record["embedding"] = {
            "model": settings.embedding.model,
            "fingerprint": library.embedder.fingerprint if library.embedder else "",
            "sha256": weights_hash(settings.embedding.model, settings.weights_folder),
        }
        record["library"] = {"sources": status.sources, "passages": status.passages, "sha256": _content(library)}
    if drafter is not None:
        chosen = settings.language_model
        known = chosen.backend == "llama.cpp"
        record["language_model"] = {
            "model": drafter.name,
            "backend": chosen.backend,
            "seed": drafter.seed,
            "context": chosen.context,
            "sha256": weights_hash(chosen.model, settings.weights_folder) if known else None,
        }
    return record


def _content(library: Library) -> str:
    """One hash of all sources, whatever the order in which they were imported."""
    digest = hashlib.sha256()
    for line in sorted(f"{source.id}\0{source.title}\0{source.text}\0{source.notices}" for source in library.sources()):
        digest.update(line.encode())
    return digest.hexdigest()
