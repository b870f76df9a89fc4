"""PubMed through NCBI's E-utilities. https://www.ncbi.nlm.nih.gov/books/NBK25499/"""

import io
from collections.abc import Iterator

from corpora.errors import SourcierError
from corpora.literature.network.client import Client
from corpora.literature.readers.limits import ReadLimits
from corpora.literature.readers.pubmed import read_pubmed
from corpora.literature.readers.streams import BoundedStream, BufferedBounded
from corpora.literature.source import Source

_BASE = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
_PAGE = 200
_SERVICE = "PubMed"


def search_pubmed(
    query: str, *, enabled: bool, limit: int = 200, api_key: str = "", base: str = _BASE, interval: float | None = None
) -> Iterator[Source]:
    """The articles that PubMed finds, best match first.

    Parameters
    ----------
    query
        In PubMed's own syntax.
    limit
        Most articles.
    api_key
        NCBI allows three requests a second without a key and ten with one.
    base, interval
        Address of the service, and seconds between requests.

    Raises
    ------
    SourcierError
        See ``Client``.
    """
    pace = interval if interval is not None else (0.11 if api_key else 0.35)
    client = Client(_SERVICE, base, enabled, pace)
    shared = {"db": "pubmed", "api_key": api_key, "tool": "sourcier"}
    found = client.get_json(
        "/esearch.fcgi",
        shared | {"term": query, "retmode": "json", "retmax": 0, "usehistory": "y", "sort": "relevance"},
    )
    result = found.get("esearchresult")
    if not isinstance(result, dict) or "webenv" not in result or "querykey" not in result:
        raise SourcierError("readers.network_unexpected", service=_SERVICE)
    total = min(limit, int(result.get("count") or 0))
    for start in range(0, total, _PAGE):
        body = client.get(
            "/efetch.fcgi",
            shared
            | {
                "query_key": result["querykey"],
                "WebEnv": result["webenv"],
                "retstart": start,
                "retmax": min(_PAGE, total - start),
                "retmode": "xml",
            },
        )
        stream = BufferedBounded(BoundedStream(io.BytesIO(body), _SERVICE, ReadLimits()))
        yield from (item for item in read_pubmed(stream, _SERVICE, ReadLimits()) if isinstance(item, Source))
