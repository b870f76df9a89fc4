"""Europe PMC's articles service. https://europepmc.org/RestfulWebService"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from corpora.errors import SourcierError
from corpora.literature import identity
from corpora.literature.language import language_code
from corpora.literature.network.client import Client
from corpora.literature.readers.labels import labelled_parts
from corpora.literature.readers.record import Record, source_of, year_in
from corpora.literature.source import Source

_BASE = "https://www.ebi.ac.uk/europepmc/webservices/rest"
_PAGE = 100
_SERVICE = "Europe PMC"
_HEADING = re.compile(r"<h4>(?P<name>.*?)</h4>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def search_europepmc(
    query: str, *, enabled: bool, limit: int = 100, base: str = _BASE, interval: float = 0.5
) -> Iterator[Source]:
    """The articles that Europe PMC finds, best match first.

    Parameters
    ----------
    query
        In Europe PMC's own syntax.
    limit
        Most articles.
    base, interval
        Address of the service, and seconds between requests.

    Raises
    ------
    SourcierError
        See ``Client``.
    """
    client = Client(_SERVICE, base, enabled, interval)
    given = 0
    cursor = "*"
    while given < limit:
        asked = {
            "query": query,
            "format": "json",
            "resultType": "core",
            "pageSize": min(_PAGE, limit - given),
            "cursorMark": cursor,
        }
        page = client.get_json("/search", asked)
        results = (page.get("resultList") or {}).get("result")
        if not isinstance(results, list):
            raise SourcierError("readers.network_unexpected", service=_SERVICE)
        for result in results[: limit - given]:
            given += 1
            if source := source_of(_record(result), _SERVICE):
                yield source
        following = str(page.get("nextCursorMark") or "")
        if not results or not following or following == cursor:
            return
        cursor = following


def _record(result: Mapping[str, Any]) -> Record:
    journal = (result.get("journalInfo") or {}).get("journal") or {}
    abstract = str(result.get("abstractText") or "")
    authors = (result.get("authorList") or {}).get("author") or ()
    return Record(
        title=unescape(_TAG.sub("", str(result.get("title") or ""))),
        parts=_parts(abstract) if abstract else (),
        identifiers={
            identity.DOI: str(result.get("doi") or ""),
            identity.PMID: str(result.get("pmid") or ""),
            identity.PMCID: str(result.get("pmcid") or ""),
        },
        publication_types=tuple((result.get("pubTypeList") or {}).get("pubType") or ()),
        language=language_code(str(result.get("language") or "")),
        year=year_in(str(result.get("pubYear") or result.get("firstPublicationDate") or "")),
        journal=str(journal.get("isoabbreviation") or journal.get("title") or ""),
        authors=tuple(str(a.get("fullName") or a.get("collectiveName") or "") for a in authors),
    )


def _parts(abstract: str) -> tuple[tuple[str, str], ...]:
    """The sections of an abstract, whose labels the service sets as headings."""
    headings = list(_HEADING.finditer(abstract))
    if not headings:
        return labelled_parts(unescape(_TAG.sub("", abstract)))
    ends = [*(h.start() for h in headings[1:]), len(abstract)]
    before = abstract[: headings[0].start()]
    parts = [("", before)] if before.strip() else []
    parts += [(h["name"], abstract[h.end() : end]) for h, end in zip(headings, ends, strict=True)]
    return tuple((name, unescape(_TAG.sub("", text))) for name, text in parts)
