"""Embedding throughput against the bare ONNX session on the same, already tokenised texts, in alternating rounds.

Run: ``python -m eval.bench.embedding --weights FOLDER [--texts FILE.jsonl]``. Without ``--texts``, the starter
library's texts are embedded; a JSONL file gives its ``title`` and ``text`` (or ``abstract``).
"""

import argparse
import gzip
import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, median

import numpy as np
from rich.console import Console
from rich.table import Table

from corpora.literature.starter.cards import starter_sources
from indexes.embedding.load import load_embedder
from indexes.embedding.onnx_embedder import OnnxEmbedder, usable_cores
from indexes.weights import weights_folder

_QUERY = "Does adjuvant immunotherapy prolong survival in resected melanoma?"


@dataclass(frozen=True)
class EmbeddingSpeed:
    """Medians over the rounds, in texts a second and in texts a second of one core's work.

    Where other programs share the cores only the latter is steady; ``ratio``, ours to bare, is of those.
    """

    model: str
    fingerprint: str
    threads: int
    texts: int
    tokens_a_text: float
    load_seconds: float
    first_query_ms: float
    query_ms: float
    ours: float
    bare: float
    ours_a_core_second: float
    bare_a_core_second: float
    ratio: float


def measure_embedding(
    model: str, weights: Path, texts: Sequence[str], *, threads: int = 0, rounds: int = 3
) -> EmbeddingSpeed:
    """Measure a model of the registry that runs on onnxruntime.

    Parameters
    ----------
    threads
        Cores to use; 0 for all that this process may use.
    rounds
        Times that all texts are embedded, by ours and by the bare session in turn.

    Raises
    ------
    SourcierError
        If the weights have not been fetched.
    TypeError
        If the model does not run on onnxruntime.
    """
    weights_folder(model, weights)
    load_embedder(model, weights, threads)  # builds the graph if this is the first time
    start = time.perf_counter()
    embedder = load_embedder(model, weights, threads)
    load_seconds = time.perf_counter() - start
    if not isinstance(embedder, OnnxEmbedder):
        raise TypeError(f"{model} does not run on onnxruntime")
    query_times = [_timed(lambda: embedder.embed_queries([_QUERY]))[0] for _ in range(20)]
    ids = [np.array([each], np.int64) for each in embedder.passage_ids(texts)]
    ours, bare = [], []
    for _ in range(rounds):
        bare.append(_timed(lambda: _run_bare(embedder, ids, threads or usable_cores())))
        ours.append(_timed(lambda: embedder.embed_passages(texts)))
    return EmbeddingSpeed(
        model=model,
        fingerprint=embedder.fingerprint,
        threads=threads or usable_cores(),
        texts=len(texts),
        tokens_a_text=round(mean(each.shape[1] for each in ids), 1),
        load_seconds=round(load_seconds, 3),
        first_query_ms=round(1000 * query_times[0], 1),
        query_ms=round(1000 * median(query_times), 1),
        ours=round(len(texts) / median(wall for wall, _ in ours), 2),
        bare=round(len(texts) / median(wall for wall, _ in bare), 2),
        ours_a_core_second=round(len(texts) / median(work for _, work in ours), 2),
        bare_a_core_second=round(len(texts) / median(work for _, work in bare), 2),
        ratio=round(median(other[1] / one[1] for one, other in zip(ours, bare, strict=True)), 3),
    )


def _run_bare(embedder: OnnxEmbedder, ids: list[np.ndarray], threads: int) -> None:
    """The session alone, on as many threads, longest texts first."""
    ordered = sorted(ids, key=lambda each: -each.shape[1])
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda each: embedder.session.run(None, {"ids": each}), ordered))


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and seconds of all cores' work for this process."""
    clock, cores = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - cores


def _texts(file: Path | None) -> list[str]:
    if file is None:
        return [f"{source.title}\n{source.text}" for source in starter_sources()]
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return [_text(json.loads(line)) for line in data.decode("utf-8").splitlines()]


def _text(record: dict[str, object]) -> str:
    body = record.get("text") or record.get("abstract") or ""
    return f"{record.get('title') or ''}\n{' '.join(body) if isinstance(body, list) else body}"


def main() -> None:
    """Print a table, and with ``--json`` the figures as JSON."""
    parser = argparse.ArgumentParser(description="Embedding speed against the bare ONNX session.")
    parser.add_argument("--weights", type=Path, required=True, help="the weights' folder")
    parser.add_argument("--model", default="multilingual-e5-small")
    parser.add_argument("--texts", type=Path, help="a JSONL file, gzipped or not")
    parser.add_argument("--sample", type=int, default=100, help="texts to embed, evenly from the file")
    parser.add_argument("--threads", type=int, nargs="+", default=[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="as JSON")
    arguments = parser.parse_args()
    texts = _texts(arguments.texts)
    texts = texts[:: max(1, len(texts) // arguments.sample)][: arguments.sample]
    speeds = [
        measure_embedding(arguments.model, arguments.weights, texts, threads=threads, rounds=arguments.rounds)
        for threads in arguments.threads
    ]
    if arguments.json:
        print(json.dumps([asdict(speed) for speed in speeds], indent=2))
        return
    table = Table(title=f"{arguments.model}: {speeds[0].texts} texts of {speeds[0].tokens_a_text} tokens")
    headings = (
        "threads",
        "texts/s",
        "bare",
        "texts/core s",
        "bare",
        "ratio",
        "load, s",
        "first query, ms",
        "query, ms",
    )
    for heading in headings:
        table.add_column(heading, justify="right")
    for speed in speeds:
        throughput = (speed.ours, speed.bare, speed.ours_a_core_second, speed.bare_a_core_second, speed.ratio)
        latency = (speed.load_seconds, speed.first_query_ms, speed.query_ms)
        table.add_row(*map(str, (speed.threads, *throughput, *latency)))
    Console().print(table)


if __name__ == "__main__":
    main()
