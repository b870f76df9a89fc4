"""A cohort source's own terms in the answer's language: the French of its data dictionary travels with it."""

from collections.abc import Mapping

from corpora.catalogue import Language
from corpora.literature.source import Source, SourceKind


def terms_in_french(source: Source) -> Mapping[str, str]:
    """The French of a cohort's terms by their English; empty for other sources."""
    pairs = source.about.get("in_french") if source.kind is SourceKind.COHORT else None
    return dict(pair.split("\t", 1) for pair in pairs if "\t" in pair) if isinstance(pairs, list) else {}


def title_in(source: Source, language: Language) -> tuple[str, str]:
    """A source's title and the language that it is in: a cohort's in the language asked, any other as it was published."""
    own = terms_in_french(source).get(source.title) if language == "fr" else None
    return (own, language) if own else (source.title, source.language)


def when_in(source: Source, language: Language) -> str:
    """The year of a publication; of a cohort the years in which its patients were treated. Empty where unknown."""
    if source.kind is not SourceKind.COHORT:
        return str(source.year or "")
    years = str(source.about.get("years") or "")
    return terms_in_french(source).get(years, years) if language == "fr" else years
