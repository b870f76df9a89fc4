"""A server that speaks OpenAI's chat protocol: vLLM, SGLang, llama.cpp's own, … Only the configured URL is called.

No proxy of the environment is used and no redirection is followed.
"""

import json
import os
import ssl
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from assistant.llm.backend import ChatMessage, Generation
from corpora.errors import SourcierError

# How a kind of server takes a grammar: the part of the request that holds it.
# vLLM: https://docs.vllm.ai/en/latest/features/structured_outputs/
GUIDED = ("vllm", "vllm-before-0.12", "sglang", "llama.cpp", "none")


class OpenAIServer:
    """A model on a server of the hospital.

    Parameters
    ----------
    url
        Base URL, ending in ``/v1``.
    model
        The server's name of the model.
    api_key_variable
        Name of the environment variable that holds the key; empty for none.
    guided
        One of :data:`GUIDED`. With ``"none"`` the grammar is not sent: only verification keeps the text to its sources.
    timeout
        Seconds to wait for a connection and between two pieces of text.
    """

    def __init__(
        self, url: str, model: str, *, api_key_variable: str = "", guided: str = "vllm", timeout: float = 60.0
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise SourcierError("llm.no_url", url=url)
        if guided not in GUIDED:
            raise SourcierError("llm.unknown_guided", guided=guided, known=", ".join(GUIDED))
        self._secure = parts.scheme == "https"
        self._host, self._port, self._path = parts.hostname, parts.port, parts.path.rstrip("/")
        self._url = f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}{self._path}"
        self._model = model
        self._api_key_variable = api_key_variable
        self._guided = guided
        self._timeout = timeout

    @property
    def name(self) -> str:
        """The server's name of the model."""
        return self._model

    def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        grammar: str | None = None,
        max_tokens: int = 256,
        temperature: float = 0.0,
        seed: int = 0,
        stop: Sequence[str] = (),
    ) -> Generator[str, None, Generation]:
        """See :class:`assistant.llm.backend.Backend`."""
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "max_tokens": max_tokens,
            "temperature": temperature,
            "seed": seed,
            "stop": list(stop),
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if messages[-1].role == "assistant" and self._guided.startswith("vllm"):
            body |= {"add_generation_prompt": False, "continue_final_message": True}
        if grammar:
            body |= _grammar_field(self._guided, grammar)
        began = time.perf_counter()
        first = 0.0
        pieces: list[str] = []
        reason = "length"
        usage: dict[str, int] = {}
        with self._answer(body) as response:
            for chunk in self._chunks(response):
                usage = chunk.get("usage") or usage
                for choice in chunk.get("choices", ()):
                    reason = choice.get("finish_reason") or reason
                    if piece := (choice.get("delta") or {}).get("content"):
                        first = first or time.perf_counter()
                        pieces.append(piece)
                        yield piece
        now = time.perf_counter()
        return Generation(
            text="".join(pieces),
            stop_reason=reason,
            prompt_tokens=usage.get("prompt_tokens", 0),
            completion_tokens=usage.get("completion_tokens", len(pieces)),
            prompt_ms=1000 * ((first or now) - began),
            decode_ms=1000 * (now - (first or now)),
        )

    def close(self) -> None:
        """Nothing is held between calls."""

    @contextmanager
    def _answer(self, body: dict[str, Any]) -> Iterator[HTTPResponse]:
        """The server's answer; the connection is closed with it, which also stops the server's decoding."""
        connection = (
            HTTPSConnection(self._host, self._port, timeout=self._timeout, context=ssl.create_default_context())
            if self._secure
            else HTTPConnection(self._host, self._port, timeout=self._timeout)
        )
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        if self._api_key_variable:
            key = os.environ.get(self._api_key_variable)
            if not key:
                raise SourcierError("llm.no_key", variable=self._api_key_variable)
            headers["Authorization"] = f"Bearer {key}"
        try:
            connection.request("POST", f"{self._path}/chat/completions", json.dumps(body).encode(), headers)
            response = connection.getresponse()
            if response.status != 200:
                raise self._refusal(response)
            yield response
        except TimeoutError as error:
            raise SourcierError("llm.server_silent", url=self._url, seconds=round(self._timeout)) from error
        except (OSError, HTTPException) as error:
            raise SourcierError("llm.server_unreachable", url=self._url, problem=type(error).__name__) from error
        finally:
            connection.close()

    def _refusal(self, response: HTTPResponse) -> SourcierError:
        """What a status means. The server's own message is not passed on: it may quote the prompt."""
        if response.status in {401, 403}:
            return SourcierError("llm.server_key", url=self._url, status=response.status)
        if response.status == 404:
            return SourcierError("llm.server_no_model", url=self._url, model=self._model)
        return SourcierError("llm.server_refused", url=self._url, status=response.status)

    def _chunks(self, response: HTTPResponse) -> Iterator[dict[str, Any]]:
        """The server-sent events of an answer."""
        for line in response:
            if not line.startswith(b"data:"):
                continue
            data = line.removeprefix(b"data:").strip()
            if data == b"[DONE]":
                return
            try:
                chunk = json.loads(data)
            except json.JSONDecodeError as error:
                raise SourcierError("llm.server_answer", url=self._url) from error
            if not isinstance(chunk, dict) or "error" in chunk:
                raise SourcierError("llm.server_answer", url=self._url)
            yield chunk
        raise SourcierError("llm.server_cut", url=self._url)


def _grammar_field(guided: str, grammar: str) -> dict[str, Any]:
    fields: dict[str, dict[str, Any]] = {
        "vllm": {"structured_outputs": {"grammar": grammar}},
        "vllm-before-0.12": {"guided_grammar": grammar},
        "sglang": {"ebnf": grammar},
        "llama.cpp": {"grammar": grammar},
        "none": {},
    }
    return fields[guided]
