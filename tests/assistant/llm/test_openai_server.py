"""The client of OpenAI-compatible servers, against a small server on this machine's loopback."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from assistant.llm import ChatMessage, completed
from assistant.llm.openai_server import OpenAIServer
from corpora.errors import SourcierError

MESSAGES = [ChatMessage("system", "You are careful."), ChatMessage("user", "Does it work?")]


class ScriptedServer(ThreadingHTTPServer):
    """Answers with the pieces, status or silence that a test sets; keeps what it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pieces: list[str] = ["[1] It ", "works", "."]
        self.status = 200
        self.wait = 0.0
        self.ending = "data: [DONE]\n\n"
        self.raw = ""
        self.location = ""
        self.requests: list[tuple[str, dict[str, str], dict[str, object]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: ScriptedServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, dict(self.headers), body))
        time.sleep(self.server.wait)
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()
        events = [{"choices": [{"delta": {"role": "assistant", "content": ""}, "finish_reason": None}]}]
        events += [{"choices": [{"delta": {"content": piece}, "finish_reason": None}]} for piece in self.server.pieces]
        events += [
            {"choices": [{"delta": {}, "finish_reason": "stop"}]},
            {"choices": [], "usage": {"prompt_tokens": 17, "completion_tokens": 6}},
        ]
        lines = "".join(f"data: {json.dumps(event)}\n\n" for event in events) + self.server.ending
        self.wfile.write((self.server.raw or f": a comment\n\n{lines}").encode())

    def log_message(self, *arguments: object) -> None:
        """Tests stay quiet."""


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    scripted = ScriptedServer()
    thread = threading.Thread(target=scripted.serve_forever, daemon=True)
    thread.start()
    yield scripted
    scripted.shutdown()
    scripted.server_close()
    thread.join()


def refusal(server: ScriptedServer, **options: object) -> SourcierError:
    with pytest.raises(SourcierError) as raised:
        completed(OpenAIServer(server.url, "m", **options).stream(MESSAGES))
    return raised.value


def test_pieces_are_streamed_and_counted(server: ScriptedServer):
    stream = OpenAIServer(server.url, "m").stream(MESSAGES)
    assert next(stream) == "[1] It "
    generation = completed(stream)
    assert generation.text == "[1] It works."
    assert (generation.prompt_tokens, generation.completion_tokens, generation.stop_reason) == (17, 6, "stop")


def test_the_request_says_what_was_asked(server: ScriptedServer):
    completed(OpenAIServer(server.url, "m").stream(MESSAGES, max_tokens=9, seed=3, stop=["\n"]))
    path, _, body = server.requests[0]
    assert path == "/v1/chat/completions"
    assert body["messages"] == [{"role": m.role, "content": m.content} for m in MESSAGES]
    assert (body["model"], body["max_tokens"], body["temperature"], body["seed"], body["stop"]) == (
        "m",
        9,
        0,
        3,
        ["\n"],
    )


@pytest.mark.parametrize(
    ("guided", "field"),
    [
        ("vllm", {"structured_outputs": {"grammar": "root ::= x"}}),
        ("vllm-before-0.12", {"guided_grammar": "root ::= x"}),
        ("sglang", {"ebnf": "root ::= x"}),
        ("llama.cpp", {"grammar": "root ::= x"}),
    ],
)
def test_each_kind_of_server_gets_the_grammar_as_it_takes_it(server: ScriptedServer, guided: str, field: dict):
    completed(OpenAIServer(server.url, "m", guided=guided).stream(MESSAGES, grammar="root ::= x"))
    assert field.items() <= server.requests[0][2].items()


def test_a_plain_server_gets_no_grammar(server: ScriptedServer):
    completed(OpenAIServer(server.url, "m", guided="none").stream(MESSAGES, grammar="root ::= x"))
    assert "root" not in json.dumps(server.requests[0][2])


def test_the_key_comes_from_the_named_variable(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOSPITAL_KEY", "abc")
    completed(OpenAIServer(server.url, "m", api_key_variable="HOSPITAL_KEY").stream(MESSAGES))
    assert server.requests[0][1]["Authorization"] == "Bearer abc"


def test_an_empty_key_variable_is_named(server: ScriptedServer):
    assert "NO_SUCH_KEY" in refusal(server, api_key_variable="NO_SUCH_KEY").message("fr")
    assert server.requests == []


def test_proxies_of_the_environment_are_not_used(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch):
    for variable in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    assert completed(OpenAIServer(server.url, "m").stream(MESSAGES)).text == "[1] It works."


@pytest.mark.parametrize(
    ("status", "key"),
    [
        (401, "llm.server_key"),
        (404, "llm.server_no_model"),
        (400, "llm.server_refused"),
        (500, "llm.server_refused"),
        (302, "llm.server_refused"),
    ],
)
def test_a_status_is_told_with_a_remedy_and_no_redirection_is_followed(server: ScriptedServer, status: int, key: str):
    server.status, server.location = status, f"{server.url}/elsewhere"
    error = refusal(server)
    assert error.key == key
    assert error.hint("en")
    assert "Does it work" not in str(error)
    assert len(server.requests) == 1


def test_a_silent_server_is_not_waited_for_for_ever(server: ScriptedServer):
    server.wait = 2
    assert refusal(server, timeout=0.2).key == "llm.server_silent"


def test_an_answer_that_breaks_off_is_an_error(server: ScriptedServer):
    server.ending = ""
    assert refusal(server).key == "llm.server_cut"


@pytest.mark.parametrize("raw", ["data: <html>\n\n", 'data: {"error": {"message": "secret prompt"}}\n\n'])
def test_an_answer_that_is_no_chat_stream_is_an_error_without_its_text(server: ScriptedServer, raw: str):
    server.raw = raw
    error = refusal(server)
    assert error.key == "llm.server_answer"
    assert "secret" not in str(error)


def test_a_server_that_is_not_there_is_named():
    with pytest.raises(SourcierError, match=r"http://127\.0\.0\.1:9/v1"):
        completed(OpenAIServer("http://127.0.0.1:9/v1", "m").stream(MESSAGES))


@pytest.mark.parametrize("url", ["", "127.0.0.1:8000", "file:///etc/passwd", "http://"])
def test_an_address_that_is_no_url_is_refused(url: str):
    with pytest.raises(SourcierError) as raised:
        OpenAIServer(url, "m")
    assert raised.value.key == "llm.no_url"


def test_closing_the_stream_closes_the_connection(server: ScriptedServer):
    stream = OpenAIServer(server.url, "m").stream(MESSAGES)
    next(stream)
    stream.close()
    assert completed(OpenAIServer(server.url, "m").stream(MESSAGES)).text == "[1] It works."
