"""RIS, which reference managers and most databases export. Format: https://en.wikipedia.org/wiki/RIS_(file_format)"""

from collections.abc import Iterator

from corpora.literature import identity
from corpora.literature.language import language_code
from corpora.literature.readers.labels import labelled_parts
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.record import Read, Record, year_in, yielded
from corpora.literature.readers.streams import BufferedBounded
from corpora.literature.readers.tagged import Fields, tagged_records

_ABSTRACT_TAGS = ("AB", "N2")


def read_ris(stream: BufferedBounded, origin: str, limits: ReadLimits) -> Iterator[Read]:
    """The references of an RIS file."""
    for line, fields in tagged_records(stream, "TY", ris=True):
        yield from yielded(_record(fields), origin, line)


def _record(fields: Fields) -> Record:
    abstract = _first(fields, *_ABSTRACT_TAGS)
    return Record(
        title=_first(fields, "TI", "T1", "CT", "BT"),
        parts=labelled_parts(abstract) if abstract else (),
        identifiers=_identifiers(fields),
        publication_types=(*fields.get("M3", ()), *fields.get("PT", ())),
        language=language_code(_first(fields, "LA")),
        year=year_in(_first(fields, "PY", "Y1", "DA")),
        journal=_first(fields, "JO", "JF", "T2", "JA", "J2"),
        authors=tuple(fields.get("AU", ()) or fields.get("A1", ())),
        about={"keywords": [keyword for keyword in fields.get("KW", ()) if keyword]},
    )


def _identifiers(fields: Fields) -> dict[str, str]:
    everything = [value for tag in ("DO", "UR", "L2", "M3", "N1", "C2", "AN", "ID") for value in fields.get(tag, ())]
    pmid = next((p for v in fields.get("UR", ()) if "pubmed" in v and (p := identity.normalise_pmid(v))), "")
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
