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
from assistant.llm.backend import ChatMessage, completed
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
    """Medians over the rounds, in tokens a second; ``ratio`` is ours over bare, the median of the rounds' ratios.

    ``load_seconds`` is ours, from the call to a loaded model; ``text`` is what was written under the grammar.
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
    slowest_ratio: float
    text: str


def measure(model: Path, threads: int, rounds: int, tokens: int) -> DecodingSpeed:
    """Load the model twice, bare and behind our backend, and decode at most ``tokens`` in turn."""
    ours = LlamaCpp(model, threads=threads, context=_CONTEXT)
    began = time.perf_counter()
    ours.start().result()
    load_seconds = time.perf_counter() - began
    bare = _bare_server(model, threads)
    grammar = sentence_grammar([1], {1: number_literals(_EVIDENCE)}, "en", names=names_with_digits(_EVIDENCE))
    prefill_ours, prefill_bare, decode_ours, decode_bare, text = [], [], [], [], ""
    for number in range(rounds):
        # A prompt of its own each round, so that each is evaluated; ours first and bare first in turn.
        messages = [_MESSAGES[0], ChatMessage("user", f"({number}) {_MESSAGES[1].content}")]
        for which in ("ours", "bare") if number % 2 else ("bare", "ours"):
            if which == "ours":
                began = time.perf_counter()
                generation = completed(ours.stream(messages, grammar=grammar, max_tokens=tokens))
                decoding = time.perf_counter() - began - generation.prompt_ms / 1000
                prefill_ours.append(1000 * generation.prompt_tokens / generation.prompt_ms)
                decode_ours.append(generation.completion_tokens / decoding)
                text = generation.text
            else:
                timings = _bare_answer(bare, messages, tokens)
                prefill_bare.append(timings["prompt_per_second"])
                decode_bare.append(timings["predicted_per_second"])
    ours.close()
    ratios = [a / b for a, b in zip(decode_ours, decode_bare, strict=True)]
    return DecodingSpeed(
        model=model.stem,
        threads=threads,
        rounds=rounds,
        load_seconds=load_seconds,
        prefill_ours=median(prefill_ours),
        prefill_bare=median(prefill_bare),
        decode_ours=median(decode_ours),
        decode_bare=median(decode_bare),
        ratio=median(ratios),
        slowest_ratio=min(ratios),
        text=text,
    )


def _bare_server(model: Path, threads: int) -> Any:
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.n_ctx = _CONTEXT
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads
    parameters.verbosity = -1
    return start_server(parameters)


def _bare_answer(server: Any, messages: list[ChatMessage], tokens: int) -> dict[str, float]:
    """llama.cpp's own timings of a free, greedy answer."""
    body = {
        "messages": [{"role": message.role, "content": message.content} for message in messages],
        "max_tokens": tokens,
        "temperature": 0,
        "ignore_eos": True,
        "cache_prompt": False,
    }
    timings: dict[str, float] = server.handle_chat_completions(body)["timings"]
    return timings


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
