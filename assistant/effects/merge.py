"""All effects of a source: those curated with it as they are, completed by those extracted from its text."""

from decimal import Decimal
from functools import lru_cache

from assistant.effects import extract_effects
from corpora.literature.effect import EffectEstimate
from corpora.literature.source import Source

_MOST_CHARACTERS = 30_000


def effects_of(source: Source) -> tuple[EffectEstimate, ...]:
    """Curated effects first; then extracted ones whose value no curated effect has, in the order of the text."""
    return _effects_of(source.id, source.text, source.effects, source.language)


@lru_cache(maxsize=2048)
def _effects_of(
    _source_id: str, text: str, curated: tuple[EffectEstimate, ...], _language: str
) -> tuple[EffectEstimate, ...]:
    extracted = extract_effects(text[:_MOST_CHARACTERS])
    if not curated:
        return tuple(extracted)
    known: set[Decimal] = {effect.value for effect in curated if effect.value is not None}
    first_quote = min((e.passage_start for e in curated if e.passage_start >= 0), default=len(text))
    added = [
        effect
        for effect in extracted
        if effect.value is not None and effect.value not in known and effect.passage_start < first_quote
    ]
    return (*curated, *added)
