# ruff: noqa: E501 (documents stand here as their formats have them)
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from corpora.errors import SourcierError
from corpora.literature.network import search_clinicaltrials, search_europepmc, search_pubmed

ARTICLE = "<PubmedArticle><MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>Drug A</ArticleTitle></Article></MedlineCitation></PubmedArticle>"


class Service:
    """A service on this machine that replays responses and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.responses: list[tuple[int, bytes]] = []
        self.base = ""

    def replay(self, body: object, status: int = 200) -> None:
        self.responses.append((status, body if isinstance(body, bytes) else json.dumps(body).encode()))


@contextmanager
def running() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            service.asked.append((parts.path, {k: v[0] for k, v in parse_qs(parts.query).items()}))
            status, body = service.responses.pop(0)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            """Nothing: the tests read ``asked``."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    service.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as started:
        yield started


@pytest.mark.parametrize("search", [search_pubmed, search_clinicaltrials, search_europepmc])
def test_nothing_is_asked_while_the_network_is_switched_off(search, service: Service) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SourcierError) as error:
        list(search("drug A", enabled=False, base=service.base))
    assert error.value.key == "readers.network_off"
    assert service.asked == []


def test_pubmed_is_searched_then_fetched_page_by_page(service: Service) -> None:
    service.replay({"esearchresult": {"count": "230", "querykey": "1", "webenv": "W"}})
    for first, last in ((1, 200), (201, 230)):
        articles = "".join(ARTICLE.format(n) for n in range(first, last + 1))
        service.replay(f"<PubmedArticleSet>{articles}</PubmedArticleSet>".encode())
    found = list(search_pubmed("drug A", enabled=True, limit=500, base=service.base, interval=0))
    assert len(found) == 230
    assert [(path, asked.get("retstart"), asked.get("retmax")) for path, asked in service.asked] == [
        ("/esearch.fcgi", None, "0"),
        ("/efetch.fcgi", "0", "200"),
        ("/efetch.fcgi", "200", "30"),
    ]


def test_the_registry_is_read_by_its_page_tokens(service: Service) -> None:
    study = {"protocolSection": {"identificationModule": {"nctId": "NCT01234567", "briefTitle": "A study"}}}
    service.replay({"studies": [study], "nextPageToken": "t2"})
    service.replay({"studies": [study]})
    assert len(list(search_clinicaltrials("drug A", enabled=True, base=service.base, interval=0))) == 2
    assert service.asked[1][1]["pageToken"] == "t2"


def test_europe_pmc_is_read_by_its_cursor(service: Service) -> None:
    result = {
        "id": "7", "source": "MED", "pmid": "7", "doi": "10.1000/X", "title": "Drug <i>A</i> &amp; B.", "pubYear": "2016",
        "abstractText": "<h4>Methods</h4>We randomly assigned patients.<h4>Results</h4>P &lt; .001.", "language": "eng",
        "journalInfo": {"journal": {"title": "The Journal"}}, "pubTypeList": {"pubType": ["Randomized Controlled Trial"]},
        "authorList": {"author": [{"fullName": "Martin A"}]},
    }  # fmt: skip
    service.replay({"nextCursorMark": "c2", "resultList": {"result": [result]}})
    service.replay({"nextCursorMark": "c2", "resultList": {"result": []}})
    [source] = search_europepmc("drug A", enabled=True, base=service.base, interval=0)
    assert (source.id, source.title, source.year, source.design.randomised) == (
        "doi:10.1000/x",
        "Drug A & B.",
        2016,
        True,
    )
    assert [(s.name, source.text[s.start : s.end]) for s in source.sections] == [
        ("methods", "We randomly assigned patients."),
        ("results", "P < .001."),
    ]
    assert [asked["cursorMark"] for _, asked in service.asked] == ["*", "c2"]


def test_a_busy_service_is_asked_again_and_then_reported(service: Service) -> None:
    service.replay({}, 429)
    service.replay({"studies": []})
    assert list(search_clinicaltrials("drug A", enabled=True, base=service.base, interval=0)) == []
    for _ in range(3):
        service.replay({}, 503)
    with pytest.raises(SourcierError) as error:
        list(search_clinicaltrials("drug A", enabled=True, base=service.base, interval=0))
    assert error.value.key == "readers.network_refused"


def test_a_login_page_in_place_of_an_answer_is_reported(service: Service) -> None:
    service.replay(b"<html>Please log in</html>")
    with pytest.raises(SourcierError) as error:
        list(search_europepmc("drug A", enabled=True, base=service.base, interval=0))
    assert error.value.key == "readers.network_unexpected"


def test_an_unreachable_service_is_reported() -> None:
    with running() as gone:
        base = gone.base
    with pytest.raises(SourcierError) as error:
        list(search_pubmed("drug A", enabled=True, base=base, interval=0))
    assert error.value.key == "readers.network_failed"


def test_requests_keep_their_distance(service: Service) -> None:
    import time

    service.replay({"studies": [], "nextPageToken": ""})
    service.replay({"nextCursorMark": "c2", "resultList": {"result": [{"title": "A"}]}})
    service.replay({"nextCursorMark": "c2", "resultList": {"result": []}})
    list(search_clinicaltrials("x", enabled=True, base=service.base, interval=0))
    began = time.monotonic()
    list(search_europepmc("x", enabled=True, base=service.base, interval=0.2))
    assert time.monotonic() - began >= 0.2
