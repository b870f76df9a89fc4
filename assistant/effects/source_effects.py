"""All effects of a source: those curated with it as they are, or else those extracted from its text."""

from functools import lru_cache

from assistant.effects import extract_effects
from corpora.literature.effect import EffectEstimate
from corpora.literature.source import Section, Source

_MOST_CHARACTERS = 30_000


def effects_of(source: Source) -> tuple[EffectEstimate, ...]:
    """Curated effects where a source has them: they are checked, and extraction from the same text could only add doubt."""
    return source.effects or _extracted(source.id, source.text[:_MOST_CHARACTERS], source.sections)


@lru_cache(maxsize=2048)
def _extracted(_source_id: str, text: str, sections: tuple[Section, ...]) -> tuple[EffectEstimate, ...]:
    return tuple(extract_effects(text, sections=[s for s in sections if s.end <= len(text)]))
