"""Sources as rows of the store, and back, without loss."""

import hashlib
import json
from decimal import Decimal
from typing import Any

from corpora.literature.effect import EffectEstimate, Measure
from corpora.literature.source import NoticeKind, Page, Passage, Section, Source, SourceKind, StudyDesign

SOURCE_COLUMNS = "id, kind, title, language, year, origin, details, text"

_DECIMALS = ("value", "ci_low", "ci_high", "ci_level")


def details_of(source: Source) -> str:
    """The JSON of everything about a source that has no column of its own."""
    return json.dumps(
        {
            "journal": source.journal,
            "authors": source.authors,
            "identifiers": source.identifiers,
            "sections": [[s.name, s.start, s.end] for s in source.sections],
            "pages": [[p.number, p.start, p.end] for p in source.pages],
            "design": vars(source.design),
            "notices": [str(notice) for notice in source.notices],
            "effects": [_effect_to_json(effect) for effect in source.effects],
            "about": source.about,
        },
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )


def content_hash(source: Source) -> bytes:
    """A fingerprint of the whole source: equal for equal sources, so that a second import changes nothing."""
    fields = (source.kind, source.title, source.language, str(source.year), source.origin, details_of(source))
    digest = hashlib.sha256(source.text.encode("utf-8", "surrogatepass"))
    digest.update("\x00".join((source.id, *fields)).encode("utf-8", "surrogatepass"))
    return digest.digest()[:16]


def source_of_row(row: tuple[Any, ...]) -> Source:
    """The source of a row of ``SOURCE_COLUMNS``."""
    source_id, kind, title, language, year, origin, details, text = row
    given = json.loads(details)
    return Source(
        id=source_id,
        kind=SourceKind(kind),
        title=title,
        text=text,
        language=language,
        year=year,
        journal=given["journal"],
        authors=tuple(given["authors"]),
        identifiers=given["identifiers"],
        sections=tuple(Section(*section) for section in given["sections"]),
        pages=tuple(Page(*page) for page in given["pages"]),
        design=StudyDesign(**given["design"]),
        notices=tuple(NoticeKind(notice) for notice in given["notices"]),
        effects=tuple(_effect_of_json(effect) for effect in given["effects"]),
        about=given["about"],
        origin=origin,
    )


def passage_of_row(source_id: str, text: str, row: tuple[int, int, int, str, int]) -> Passage:
    """The passage of a row (ordinal, start, stop, section, page) of the source with this id and text."""
    ordinal, start, stop, section, page = row
    return Passage(f"{source_id}#{ordinal}", source_id, ordinal, text[start:stop], start, stop, section, page)


def _effect_to_json(effect: EffectEstimate) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in vars(effect).items()}


def _effect_of_json(given: dict[str, Any]) -> EffectEstimate:
    decimals = {name: None if given[name] is None else Decimal(given[name]) for name in _DECIMALS}
    return EffectEstimate(**{**given, **decimals, "measure": Measure(given["measure"])})
