"""Latency, recall and memory of hybrid retrieval by size: ``python -m eval.bench.retrieval [SIZE…]``.

Each size is built and then searched in a process of its own. Latency is that of ``Retriever.search`` without the
embedding of the question; recall@10 compares the dense index with exact search over all stored vectors.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from eval.bench.generated_library import GeneratedEmbedder, Generator, Question, build
from eval.peak_memory import peak_memory
from indexes.dense.recall import exact_neighbours
from indexes.filters import Filters
from indexes.library import Library
from indexes.retrieval import Retriever

SIZES = (10_000, 100_000, 1_000_000)
_QUESTIONS = 300
_WARMED_UP = 20
_FILTER = Filters(first_year=2015)


@dataclass(frozen=True)
class Measured:
    """What one size showed: milliseconds, MiB, seconds of building."""

    passages: int
    kind: str
    depth: int
    recall_at_10: float
    p50_ms: float
    p95_ms: float
    filtered_p95_ms: float
    cpu_p50_ms: float
    open_ms: float
    resident_mib: float
    peak_mib: float
    disk_mib: float
    build_s: float


def measure(folder: Path, size: int) -> dict[str, object]:
    """Search a built library of generated passages; in the calling process."""
    import psutil

    questions = _generated(size)[1]
    started = time.perf_counter()
    with Library.open(folder, GeneratedEmbedder(questions), read_only=True) as library:
        snapshot = library.view().dense
        opened = time.perf_counter() - started
        assert snapshot is not None
        retriever = Retriever(library)
        for question in questions[:_WARMED_UP]:
            retriever.search(question.text)
        asked = questions[_WARMED_UP:]
        wall, cpu = [], []
        for question in asked:
            before, used = time.perf_counter(), time.process_time()
            retriever.search(question.text)
            wall.append(time.perf_counter() - before)
            cpu.append(time.process_time() - used)
        filtered = []
        for question in asked[:100]:
            before = time.perf_counter()
            retriever.search(question.text, filters=_FILTER)
            filtered.append(time.perf_counter() - before)
        memory = psutil.Process().memory_info()
        peak = peak_memory() / 2**20
        found = [snapshot.search(question.vector, 10)[0] - 1 for question in asked]
        status = library.status()
        truth, _ = exact_neighbours(snapshot.vectors, np.array([question.vector for question in asked]), 10)
    hits = sum(len(np.intersect1d(one, other)) for one, other in zip(found, truth, strict=True))
    assert status.dense is not None
    return {
        "passages": status.passages,
        "kind": str(status.dense.kind),
        "depth": status.dense.depth,
        "recall_at_10": hits / truth.size,
        "p50_ms": 1000 * float(np.percentile(wall, 50)),
        "p95_ms": 1000 * float(np.percentile(wall, 95)),
        "filtered_p95_ms": 1000 * float(np.percentile(filtered, 95)),
        "cpu_p50_ms": 1000 * float(np.percentile(cpu, 50)),
        "open_ms": 1000 * opened,
        "resident_mib": memory.rss / 2**20,
        "peak_mib": peak,
        "disk_mib": status.bytes_on_disk / 2**20,
    }


def bench(sizes: list[int]) -> list[Measured]:
    """Build and measure each size, each step in a process of its own."""
    results = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="sourcier-bench-") as folder:
            started = time.perf_counter()
            _in_own_process("build", folder, size)
            built = time.perf_counter() - started
            results.append(Measured(**json.loads(_in_own_process("measure", folder, size)), build_s=built))
    return results


def _in_own_process(step: str, folder: str, size: int) -> str:
    command = [sys.executable, "-m", "eval.bench.retrieval", f"--{step}", folder, str(size)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _generated(size: int) -> tuple[Generator, list[Question]]:
    # Questions are drawn first, so that searching need not generate the passages again.
    generator = Generator(size)
    return generator, generator.questions(_QUESTIONS)


def _table(results: list[Measured]) -> str:
    rows = [{name: _shown(value) for name, value in asdict(each).items()} for each in results]
    widths = {name: max(len(name), *(len(row[name]) for row in rows)) for name in rows[0]}
    lines = ["  ".join(name.rjust(width) for name, width in widths.items())]
    lines += ["  ".join(row[name].rjust(width) for name, width in widths.items()) for row in rows]
    return "\n".join(lines)


def _shown(value: object) -> str:
    return (
        f"{value:.3f}"
        if isinstance(value, float) and value <= 1
        else f"{value:.1f}"
        if isinstance(value, float)
        else str(value)
    )


def main(arguments: list[str]) -> None:
    """Measure the sizes named, or all; print a table, then JSON."""
    if arguments and arguments[0] == "--build":
        size = int(arguments[2])
        generator, questions = _generated(size)
        build(Path(arguments[1]), generator, GeneratedEmbedder(questions))
    elif arguments and arguments[0] == "--measure":
        print(json.dumps(measure(Path(arguments[1]), int(arguments[2]))))
    else:
        results = bench([int(each) for each in arguments] or list(SIZES))
        print(_table(results))
        machine = {"cores": os.cpu_count(), "processor": platform.processor() or platform.machine()}
        print(json.dumps({"retrieval": [asdict(each) for each in results], "machine": machine}, indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
