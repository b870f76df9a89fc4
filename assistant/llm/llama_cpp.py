"""llama.cpp in process: GGUF models on the machine's own processor (or GPU), under a grammar."""

import threading
from collections.abc import Generator, Sequence
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from assistant.llm.backend import ChatMessage, Generation
from assistant.llm.closed_server import start_server
from assistant.llm.cores import usable_cores
from assistant.llm.gguf_header import read_gguf_header
from corpora.errors import SourcierError

# Tokens of a prompt evaluated at once: a larger batch gains nothing on a processor, and closing a stream waits for one.
_BATCH = 256


class LlamaCpp:
    """A GGUF model. Nothing is loaded before ``start`` or the first call.

    With temperature 0 the text depends on messages and grammar only, not on what was asked before: a prompt is always
    evaluated in the same pieces (system turn, then the other turns, then the assistant's header), because llama.cpp's
    logits depend in their last bits on how a prompt is cut into batches. The system turn stays evaluated between
    calls, and so does the whole prompt if it is asked again.

    Parameters
    ----------
    model
        The GGUF file.
    threads
        0 for the physical cores that this process may use.
    context
        Context window in tokens, prompt and answer together.
    gpu_layers
        Layers to put on a GPU, where the installed llama.cpp has one; 0 for none.
    """

    def __init__(self, model: Path, *, threads: int = 0, context: int = 4096, gpu_layers: int = 0) -> None:
        self.model = model
        self.threads = threads or usable_cores()
        self.context = context
        self.gpu_layers = gpu_layers
        self._starting = threading.Lock()
        self._server: Future[Any] | None = None
        self._turn = threading.Lock()
        self._evaluated: list[dict[str, str]] = []

    @property
    def name(self) -> str:
        """The file's name, without its ending."""
        return self.model.stem

    def start(self, system: str = "") -> "Future[Any]":
        """Begin to load the model in the background, then evaluate the system turn that calls will begin with.

        The future completes when the model is loaded, or fails with the SourcierError that a call would raise.
        """
        with self._starting:
            if self._server is None:
                self._server = Future()
                threading.Thread(target=self._load, args=(self._server, system), name="llama.cpp", daemon=True).start()
            return self._server

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
        server = self.start().result()
        with self._turn:
            body = _sampling(grammar, max_tokens, temperature, seed, stop)
            turns = [{"role": message.role, "content": message.content} for message in messages]
            spent = self._evaluate_prompt(server, turns)
            return (yield from self._decode(server, {"messages": turns, **body}, spent))

    def close(self) -> None:
        """Release the model; a running call finishes first."""
        with self._starting:
            loading, self._server = self._server, None
        if loading is not None and loading.exception() is None:
            with self._turn:
                self._evaluated = []

    def _load(self, loaded: "Future[Any]", system: str) -> None:
        try:
            server = self._open()
        except SourcierError as error:
            loaded.set_exception(error)
            return
        with self._turn:
            loaded.set_result(server)
            if system:
                self._evaluate_prompt(server, [{"role": "system", "content": system}])

    def _open(self) -> Any:
        import xllamacpp

        header = read_gguf_header(self.model)
        if header.trained_context and self.context > header.trained_context:
            raise SourcierError(
                "llm.context_setting", model=self.name, context=self.context, trained=header.trained_context
            )
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(self.model)
        parameters.n_ctx = self.context
        parameters.n_parallel = 1
        parameters.n_batch = parameters.n_ubatch = _BATCH
        parameters.n_gpu_layers = self.gpu_layers
        parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = self.threads
        parameters.fit_params = False
        parameters.cache_ram_mib = 0
        parameters.warmup = False
        parameters.verbosity = -1
        try:
            return start_server(parameters)
        except RuntimeError as error:
            raise SourcierError("llm.not_loaded", path=self.model, context=self.context) from error

    def _evaluate_prompt(self, server: Any, turns: list[dict[str, str]]) -> tuple[int, float]:
        """Evaluate the turns before the assistant's in fixed pieces; gives the tokens evaluated, and milliseconds.

        A piece is asked for twice: the second time only its last token is evaluated, alone. That is also what
        happens when a later call comes back to the piece, so both begin from the same state, bit for bit.
        """
        asked = turns[:-1] if turns[-1]["role"] == "assistant" else turns
        evaluated, self._evaluated = self._evaluated, []
        pieces: list[tuple[list[dict[str, str]], bool]] = []
        if asked != evaluated:
            if asked[0]["role"] == "system" and len(asked) > 1:
                if evaluated[:1] != asked[:1]:
                    pieces.append((asked[:1], False))
                pieces.append((asked[:1], True))
            pieces.append((asked, bool(pieces)))
        pieces.append((asked, True))
        tokens, milliseconds = 0, 0.0
        for piece, cached in pieces:
            body = {"messages": piece, "max_tokens": 0, "add_generation_prompt": False, "cache_prompt": cached}
            answer = server.handle_chat_completions(body)
            _raise_refusal(answer, self.context)
            tokens += answer["timings"]["prompt_n"]
            milliseconds += answer["timings"]["prompt_ms"]
        self._evaluated = asked
        return tokens, milliseconds

    def _decode(self, server: Any, body: dict[str, Any], spent: tuple[int, float]) -> Generator[str, None, Generation]:
        chunks: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        cancelled = threading.Event()

        def arrived(chunk: dict[str, Any]) -> bool:
            chunks.put(chunk)
            return cancelled.is_set()

        def run() -> None:
            try:
                server.handle_chat_completions(body, arrived)
            finally:
                chunks.put(None)

        worker = threading.Thread(target=run, name="llama.cpp call", daemon=True)
        worker.start()
        pieces: list[str] = []
        stop_reason = "length"
        timings: dict[str, Any] = {}
        try:
            while (chunk := chunks.get()) is not None:
                _raise_refusal(chunk, self.context)
                timings = chunk.get("timings", timings)
                for choice in chunk["choices"]:
                    stop_reason = choice["finish_reason"] or stop_reason
                    if piece := choice["delta"].get("content"):
                        pieces.append(piece)
                        yield piece
        finally:
            cancelled.set()
            worker.join()
        return Generation(
            text="".join(pieces),
            stop_reason=stop_reason,
            prompt_tokens=spent[0] + timings["prompt_n"],
            completion_tokens=timings["predicted_n"],
            prompt_ms=spent[1] + timings["prompt_ms"],
            decode_ms=timings["predicted_ms"],
        )


def _sampling(
    grammar: str | None, max_tokens: int, temperature: float, seed: int, stop: Sequence[str]
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "stream": True,
        "return_progress": True,
        "cache_prompt": True,
        "max_tokens": max_tokens,
        "temperature": temperature,
        "seed": seed,
        "stop": list(stop),
    }
    if temperature == 0:  # greedy: nothing to sort or sample
        body |= {"samplers": ["top_k"], "top_k": 1}
    if grammar:
        body["grammar"] = grammar
    return body


def _raise_refusal(answer: dict[str, Any], context: int) -> None:
    """Raise what the server refused; its message never quotes the prompt."""
    error = answer.get("error")
    if not error:
        return
    if error["type"] == "exceed_context_size_error":
        raise SourcierError("llm.prompt_too_long", tokens=error["n_prompt_tokens"], context=context)
    if "grammar" in error["message"]:
        raise SourcierError("llm.grammar_refused", backend="llama.cpp")
    raise SourcierError("llm.refused", backend="llama.cpp", problem=error["message"])
