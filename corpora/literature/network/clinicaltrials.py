"""ClinicalTrials.gov, version 2 of its API. https://clinicaltrials.gov/data-api/api"""

from collections.abc import Iterator

from corpora.errors import SourcierError
from corpora.literature.network.client import Client
from corpora.literature.readers.clinicaltrials import record_of_study
from corpora.literature.readers.record import source_of
from corpora.literature.source import Source

_BASE = "https://clinicaltrials.gov/api/v2"
_PAGE = 100
_SERVICE = "ClinicalTrials.gov"


def search_clinicaltrials(
    query: str, *, enabled: bool, limit: int = 100, base: str = _BASE, interval: float = 1.3
) -> Iterator[Source]:
    """The registered trials that the registry finds, with their posted results.

    Parameters
    ----------
    query
        Words, in the registry's own syntax.
    limit
        Most trials.
    base, interval
        Address of the service, and seconds between requests (the registry allows about fifty a minute).

    Raises
    ------
    SourcierError
        See ``Client``.
    """
    client = Client(_SERVICE, base, enabled, interval)
    given = 0
    token = ""
    while given < limit:
        asked = {"query.term": query, "pageSize": min(_PAGE, limit - given), "pageToken": token, "format": "json"}
        page = client.get_json("/studies", asked)
        studies = page.get("studies")
        if not isinstance(studies, list):
            raise SourcierError("readers.network_unexpected", service=_SERVICE)
        for study in studies[: limit - given]:
            given += 1
            if source := source_of(record_of_study(study), _SERVICE):
                yield source
        token = str(page.get("nextPageToken") or "")
        if not token or not studies:
            return
