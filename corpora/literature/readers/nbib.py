"""NBIB, PubMed's tagged export. Format: https://www.nlm.nih.gov/bsd/mms/medlineelements.html"""

from collections.abc import Iterator

from corpora.literature import identity
from corpora.literature.language import language_code
from corpora.literature.readers.labels import labelled_parts
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.record import Read, Record, year_in, yielded
from corpora.literature.readers.streams import BufferedBounded
from corpora.literature.readers.tagged import Fields, tagged_records
from corpora.literature.source import NoticeKind

_NOTICE_TAGS = {
    "RIN": NoticeKind.RETRACTION,
    "ECI": NoticeKind.EXPRESSION_OF_CONCERN,
    "EIN": NoticeKind.CORRECTION,
    "CRI": NoticeKind.CORRECTION,
    "PRIN": NoticeKind.CORRECTION,
}


def read_nbib(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The records of an NBIB file."""
    for line, fields in tagged_records(stream, "PMID", ris=False):
        yield from yielded(_record(fields), origin, line)


def _record(fields: Fields) -> Record:
    types = tuple(fields.get("PT", ()))
    notices = [kind for tag, kind in _NOTICE_TAGS.items() if tag in fields]
    if "retracted publication" in {name.lower() for name in types}:
        notices.append(NoticeKind.RETRACTION)
    return Record(
        title=_first(fields, "TI", "TT", "BTI"),
        parts=_abstracts(fields),
        identifiers={
            identity.DOI: _marked(fields, "[doi]"),
            identity.PMID: _first(fields, "PMID"),
            identity.PMCID: _first(fields, "PMC"),
            identity.NCT: " ".join(fields.get("SI", ())),
        },
        publication_types=types,
        language=language_code(_first(fields, "LA")),
        year=year_in(_first(fields, "DP")) or year_in(_first(fields, "DEP")),
        journal=_first(fields, "TA", "JT"),
        authors=tuple(fields.get("AU", ()) or fields.get("FAU", ())) + tuple(fields.get("CN", ())),
        notices=tuple(notices),
        about={"mesh": [heading.split("/")[0].lstrip("*") for heading in fields.get("MH", ())]},
    )


def _abstracts(fields: Fields) -> tuple[tuple[str, str], ...]:
    parts = labelled_parts(_first(fields, "AB")) if "AB" in fields else ()
    other = _first(fields, "OAB").removeprefix("Publisher: Abstract available from the publisher.").strip()
    language = language_code(_first(fields, "OABL")) or "en"
    if other and (not parts or language in ("en", "fr")):
        prefix = "résumé" if language == "fr" else "abstract"
        added = labelled_parts(other)
        named = tuple((" › ".join(filter(None, (prefix, name.lower()))), text) for name, text in added)
        parts = (*parts, *(named if parts else added))
    return parts


def _first(fields: Fields, *tags: str) -> str:
    return next((values[0] for tag in tags if (values := fields.get(tag)) and values[0]), "")


def _marked(fields: Fields, mark: str) -> str:
    """The article or location identifier that ends in a mark, such as ``[doi]``."""
    values = (*fields.get("LID", ()), *fields.get("AID", ()))
    return next((value.removesuffix(mark).strip() for value in values if value.endswith(mark)), "")
