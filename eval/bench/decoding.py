"""Decoding speed under the drafting grammar against bare llama.cpp on the same prompt, in alternating rounds.

Run: ``python -m eval.bench.decoding MODEL.gguf --threads 1 2``
"""

import argparse
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from assistant.grammar import number_literals, sentence_grammar
from assistant.llm.backend import ChatMessage, Generation
from assistant.llm.closed_server import start_server
from assistant.llm.llama_cpp import LlamaCpp
from assistant.numbers import names_with_digits

_CONTEXT = 4096
_RULES = (
    "You are a medical writer. Summarise one trial result for an oncologist in one short, exact sentence that answers "
    "the question. Use only the evidence given. Copy numbers exactly. Say which treatment and which endpoint."
)
# Invented: the bench measures speed, not truth.
_EVIDENCE = (
    "In 305 untreated patients with PD-L1 expression of at least 50%, the antibody prolonged progression-free survival "
    "over chemotherapy: hazard ratio 0.52 (95% CI 0.38 to 0.70; P<0.001), median 10.1 vs 6.2 months. Overall survival "
    "at 6 months was 79.8% vs 71.9% (hazard ratio 0.61, 95% CI 0.42 to 0.90; P=0.006)."
)
_QUESTION = "Does the antibody prolong progression-free survival in first line?"
_MESSAGES = [
    ChatMessage("system", _RULES),
    ChatMessage("user", f"Question: {_QUESTION}\n\nEvidence [1]: {_EVIDENCE}\n\nOne sentence, beginning with [1]:"),
]


@dataclass(frozen=True)
class DecodingSpeed:
    """Medians over the rounds, in tokens a second.

    Attributes
    ----------
    load_seconds
        From the call of our backend to a loaded model.
    ratio
        Ours over bare by the clock: 1 is no slower. On a busy machine it says little.
    processor_ratio
        The same by processor time, which other programs hardly change.
    text
        What was written under the grammar.
    """

    model: str
    threads: int
    rounds: int
    load_seconds: float
    prefill_ours: float
    prefill_bare: float
    decode_ours: float
    decode_bare: float
    ratio: float
    processor_ratio: float
    text: str


def measure(model: Path, threads: int, rounds: int, tokens: int) -> DecodingSpeed:
    """Load the model twice, bare and behind our backend, and decode at most ``tokens`` in turn."""
    ours = LlamaCpp(model, threads=threads, context=_CONTEXT)
    began = time.perf_counter()
    ours.start().result()
    load_seconds = time.perf_counter() - began
    bare = _bare_server(model, threads)
    grammar = sentence_grammar([1], {1: number_literals(_EVIDENCE)}, "en", names=names_with_digits(_EVIDENCE))
    rounds_ours: list[_Round] = []
    rounds_bare: list[_Round] = []
    for number in range(rounds):
        # A prompt of its own each round, so that each is evaluated; ours first and bare first in turn.
        messages = [_MESSAGES[0], ChatMessage("user", f"({number}) {_MESSAGES[1].content}")]
        if number % 2:
            rounds_ours.append(_our_round(ours, messages, grammar, tokens))
        rounds_bare.append(_bare_round(bare, messages, tokens))
        if not number % 2:
            rounds_ours.append(_our_round(ours, messages, grammar, tokens))
    ours.close()
    return DecodingSpeed(
        model=model.stem,
        threads=threads,
        rounds=rounds,
        load_seconds=load_seconds,
        prefill_ours=median(each.prefill for each in rounds_ours),
        prefill_bare=median(each.prefill for each in rounds_bare),
        decode_ours=median(each.clock for each in rounds_ours),
        decode_bare=median(each.clock for each in rounds_bare),
        ratio=median(a.clock / b.clock for a, b in zip(rounds_ours, rounds_bare, strict=True)),
        processor_ratio=median(a.processor / b.processor for a, b in zip(rounds_ours, rounds_bare, strict=True)),
        text=rounds_ours[-1].text,
    )


@dataclass(frozen=True)
class _Round:
    """Tokens a second: of the prompt, and after the first piece of text by the clock and by processor time."""

    prefill: float
    clock: float
    processor: float
    text: str


class _Stopwatch:
    """Both clocks, from the first piece of text."""

    def __init__(self) -> None:
        self.started: tuple[float, float] | None = None

    def piece(self) -> None:
        self.started = self.started or (time.perf_counter(), time.process_time())

    def rates(self, tokens: int) -> tuple[float, float]:
        assert self.started, "nothing was decoded"
        clock, processor = self.started
        return (tokens - 1) / (time.perf_counter() - clock), (tokens - 1) / (time.process_time() - processor)


def _our_round(ours: LlamaCpp, messages: list[ChatMessage], grammar: str, tokens: int) -> _Round:
    watch = _Stopwatch()
    stream = ours.stream(messages, grammar=grammar, max_tokens=tokens)
    while True:
        try:
            next(stream)
            watch.piece()
        except StopIteration as end:
            generation: Generation = end.value
            break
    rates = watch.rates(generation.completion_tokens)
    return _Round(1000 * generation.prompt_tokens / generation.prompt_ms, *rates, generation.text)


def _bare_round(server: Any, messages: list[ChatMessage], tokens: int) -> _Round:
    watch = _Stopwatch()
    timings: dict[str, float] = {}

    def arrived(chunk: dict[str, Any]) -> bool:
        timings.update(chunk.get("timings", {}))
        if any(choice["delta"].get("content") for choice in chunk["choices"]):
            watch.piece()
        return False

    body = {
        "messages": [{"role": message.role, "content": message.content} for message in messages],
        "max_tokens": tokens,
        "temperature": 0,
        "ignore_eos": True,
        "cache_prompt": False,
        "stream": True,
    }
    server.handle_chat_completions(body, arrived)
    return _Round(timings["prompt_per_second"], *watch.rates(int(timings["predicted_n"])), "")


def _bare_server(model: Path, threads: int) -> Any:
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.n_ctx = _CONTEXT
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads
    parameters.verbosity = -1
    return start_server(parameters)


def _table(speeds: list[DecodingSpeed]) -> Table:
    table = Table(title="Decoding, tokens a second (median of rounds)")
    for heading in (
        "model",
        "threads",
        "load s",
        "prefill ours",
        "prefill bare",
        "decode ours",
        "decode bare",
        "ratio",
    ):
        table.add_column(heading, justify="left" if heading == "model" else "right")
    for speed in speeds:
        figures = (speed.prefill_ours, speed.prefill_bare, speed.decode_ours, speed.decode_bare)
        table.add_row(
            speed.model,
            str(speed.threads),
            f"{speed.load_seconds:.1f}",
            *(f"{figure:.1f}" for figure in figures),
            f"{speed.ratio:.2f}",
            f"{speed.processor_ratio:.2f}",
        )
    return table


def main() -> None:
    """Measure, print the table, and write the JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="GGUF file")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--tokens", type=int, default=48, help="most tokens decoded in a round")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    arguments = parser.parse_args()
    speeds = [measure(arguments.model, threads, arguments.rounds, arguments.tokens) for threads in arguments.threads]
    Console().print(_table(speeds))
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(speed) for speed in speeds], indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
