"""RIS, which reference managers and most databases export. Format: https://en.wikipedia.org/wiki/RIS_(file_format)"""

import re
from collections.abc import Iterator

from corpora.literature import identity
from corpora.literature.language import language_code
from corpora.literature.readers.labels import labelled_parts
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.record import Read, Record, year_in, yielded
from corpora.literature.readers.streams import BufferedBounded
from corpora.literature.readers.tagged import Fields, tagged_records

_ABSTRACT_TAGS = ("AB", "N2")
_PUBMED = re.compile(r"pubmed|pmid", re.IGNORECASE)


def read_ris(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The references of an RIS file."""
    for line, fields in tagged_records(stream, "TY", ris=True):
        yield from yielded(_record(fields), origin, line)


def _record(fields: Fields) -> Record:
    # Some programs write each paragraph in a field of its own.
    abstract = max((" ".join(fields.get(tag, ())).strip() for tag in _ABSTRACT_TAGS), key=len)
    return Record(
        title=_first(fields, "TI", "T1", "CT", "BT"),
        parts=labelled_parts(abstract) if abstract else (),
        identifiers=_identifiers(fields),
        publication_types=(*fields.get("M3", ()), *fields.get("PT", ())),
        language=language_code(_first(fields, "LA")),
        year=next((year for tag in ("PY", "Y1", "DA") if (year := year_in(_first(fields, tag)))), 0),
        journal=_first(fields, "JO", "JF", "T2", "JA", "J2"),
        authors=tuple(fields.get("AU", ()) or fields.get("A1", ())),
        about={"keywords": [keyword for keyword in fields.get("KW", ()) if keyword]},
    )


def _identifiers(fields: Fields) -> dict[str, str]:
    everything = [value for tag in ("DO", "UR", "L2", "M3", "N1", "C2", "AN", "ID") for value in fields.get(tag, ())]
    pmid = next((p for v in everything if _PUBMED.search(v) and (p := identity.normalise_pmid(v))), "")
    database = " ".join((*fields.get("DB", ()), *fields.get("DP", ()))).lower()
    if not pmid and any(name in database for name in ("pubmed", "medline", "nlm")):
        pmid = identity.normalise_pmid(_first(fields, "AN"))
    pmcid = next((p for v in everything if (p := identity.normalise_pmcid(v))), "")
    doi = identity.normalise_doi(_first(fields, "DO")) or next(
        (identity.normalise_doi(v) for v in fields.get("UR", ()) if "doi.org/" in v), ""
    )
    return {identity.DOI: doi, identity.PMID: pmid, identity.PMCID: pmcid}


def _first(fields: Fields, *tags: str) -> str:
    return next((values[0] for tag in tags if (values := fields.get(tag)) and values[0]), "")
