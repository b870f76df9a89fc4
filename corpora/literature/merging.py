"""What the library keeps when it reads a source that it already knows."""

from dataclasses import replace

from corpora.literature.effect import EffectEstimate
from corpora.literature.identity import RECORD
from corpora.literature.source import Source

_FULL_TEXT = 3
"""A text this many times longer than another is the full text to its abstract."""


def merged(known: Source, new: Source) -> Source:
    """One source of two that are the same.

    Read again from where it came, a source is replaced. Read from elsewhere, the fuller text stays: an abstract does
    not replace a full text, and a curated card yields only to a full text. The known id stays in any case, so that
    what was cited can still be found; gaps in the bibliography are filled from the other, identifiers and notices of
    both are kept, and curated effects whose quote the new text prints move into it. Merging the same two again
    changes nothing.
    """
    same_file = known.origin == new.origin
    stays, other = (known, new) if not same_file and _is_fuller(known, new) else (new, known)
    notices = new.notices if same_file else tuple(dict.fromkeys((*known.notices, *new.notices)))
    return replace(
        stays,
        id=known.id,
        title=stays.title or other.title,
        year=stays.year or other.year,
        journal=stays.journal or other.journal,
        authors=stays.authors or other.authors,
        identifiers={**stays.identifiers, **known.identifiers, **_published(new)},
        about={**other.about, **stays.about},
        notices=notices,
        effects=stays.effects or _moved(other.effects, stays.text),
    )


def _is_fuller(known: Source, new: Source) -> bool:
    curated = any(effect.exact for effect in known.effects) and not any(effect.exact for effect in new.effects)
    factor = _FULL_TEXT if curated else 1
    return len(new.text) <= factor * len(known.text)


def _published(source: Source) -> dict[str, str]:
    """Identifiers but the name that a file gave: of several records of one publication, the first one's name stays."""
    return {scheme: value for scheme, value in source.identifiers.items() if scheme != RECORD}


def _moved(effects: tuple[EffectEstimate, ...], text: str) -> tuple[EffectEstimate, ...]:
    """The curated effects whose quote stands in a text, pointing to it there."""
    found = ((effect, text.find(effect.quote)) for effect in effects if effect.exact and effect.quote)
    return tuple(
        replace(effect, passage_start=at, passage_end=at + len(effect.quote)) for effect, at in found if at >= 0
    )
