"""Scale of cohorts: ``python -m eval.bench.cohort [PATIENTS…] [--json FILE] [--folder FOLDER]``.

Generated patients (``cohort_generator.py``) are imported as a hospital's table is; then, on what the import wrote,
descriptions of patients are answered (similar patients, survival by treatment, adjusted comparison) and feasibility
filters are counted, warm, with everything the disclosure policy asks. Beside them, in the same process: the same filters
with plain pandas, and the same curves with lifelines. Each step is a process of its own, so that its peak memory is.
With --folder, what is generated and imported is kept there, and used again.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from eval.peak_memory import peak_memory

SIZE = 3_000_000
# What has been shown makes every later proof longer: so many questions are a day of one cohort's use.
_QUERIES = 24
_WARM_UP = 4
_SEED = 20240229
_BIG = 2**20
_DIAGNOSES = ("cancer du sein", "cancer bronchique", "cancer du côlon", "cancer de la prostate", "mélanome")
_FILTERS = (
    "age >= {age} and stage in (II, III) and her2 = positive and not chemotherapy = yes",
    "diagnosis = C34 and stage = IV and performance_status <= 1 and egfr is not missing and age < {age}",
    "grade = 3 and (er = negative or pr = negative) and positive_nodes >= {nodes}",
)


@dataclass(frozen=True)
class Measured:
    """What one size showed: seconds of the import, milliseconds of a query, MiB.

    ``import_peak_mib`` and ``query_peak_mib`` are the highest resident memory of a process. ``refused`` counts queries of
    which the policy showed nothing, ``withheld`` filters whose count it did not show. ``agree`` says whether pandas and
    lifelines gave the same counts and medians.
    """

    patients: int
    generate_s: float
    import_s: float
    import_peak_mib: float
    disk_mib: float
    first_query_s: float
    similar_p50_ms: float
    similar_p95_ms: float
    refused: int
    count_p50_ms: float
    count_p95_ms: float
    withheld: int
    pandas_filter_p50_ms: float
    curve_ms: float
    lifelines_curve_ms: float
    agree: bool
    query_peak_mib: float


def generate(folder: Path, patients: int) -> dict[str, object]:
    """Write the table of patients."""
    from eval.bench.cohort_generator import generate_cohort

    started = time.perf_counter()
    generate_cohort(folder / "patients.parquet", patients, _SEED)
    return {"generate_s": time.perf_counter() - started}


def import_(folder: Path, patients: int) -> dict[str, object]:
    """Import the table."""
    from corpora.cohorts.importing import import_cohort
    from corpora.cohorts.importing.origin import stage_origin
    from corpora.cohorts.tables.mapping import read_mapping

    mapping = read_mapping(Path(__file__).with_name("cohort_mapping.toml"))
    started = time.perf_counter()
    import_cohort(stage_origin(folder / "patients.parquet", mapping), folder / "cohorts", key=folder / "pseudonyms.key")
    seconds = time.perf_counter() - started
    written = sum(path.stat().st_size for path in (folder / "cohorts").rglob("*") if path.is_file())
    return {"import_s": seconds, "import_peak_mib": peak_memory() / 2**20, "disk_mib": written / _BIG}


def query(folder: Path, patients: int) -> dict[str, object]:
    """Ask, count, and compare with pandas and lifelines."""
    from assistant.analysis.counting import count_patients
    from assistant.analysis.similar import similar_patients
    from assistant.patient import describe
    from corpora.cohorts.disclosure.releases import Releases
    from corpora.cohorts.store import list_cohorts
    from corpora.errors import SourcierError
    from corpora.lexicon import Lexicon

    (cohort,) = list_cohorts(folder / "cohorts")
    lexicon, releases, rng = Lexicon.load(), Releases.open(cohort), np.random.default_rng(_SEED)
    refused = 0

    def ask() -> None:
        nonlocal refused
        text = (
            f"patiente de {rng.integers(35, 85)} ans, {rng.choice(_DIAGNOSES)}, stade {rng.choice(['I', 'II', 'III', 'IV'])}, "
            f"grade {rng.integers(1, 4)}, RE{rng.choice(['+', '-'])}, HER2{rng.choice(['+', '-'])}, OMS {rng.integers(0, 3)}, "
            f"T {rng.integers(8, 70)} mm, {rng.integers(1, 9)}N+, Ki67 {rng.integers(5, 70)} %"
        )
        try:
            similar_patients(cohort, describe(text, lexicon), language="fr", lexicon=lexicon, releases=releases)
        except SourcierError as error:
            # What the policy refuses has taken its time like any other.
            if error.key != "cohort_analysis.too_few":
                raise
            refused += 1

    filters = [
        template.format(age=int(rng.integers(40, 80) // 5 * 5), nodes=int(rng.integers(1, 9)))
        for _ in range(_QUERIES // len(_FILTERS))
        for template in _FILTERS
    ]
    withheld, counts = 0, []
    for text in filters:
        started = time.perf_counter()
        withheld += count_patients(cohort, text, "en", releases=releases).n is None
        counts.append(time.perf_counter() - started)
    first = _timed(ask)
    similar = [_timed(ask) for _ in range(_QUERIES)][_WARM_UP:]
    beside = _beside(cohort, filters)
    return {
        "first_query_s": first,
        "similar_p50_ms": _milliseconds(similar, 50),
        "similar_p95_ms": _milliseconds(similar, 95),
        "refused": refused,
        "count_p50_ms": _milliseconds(counts[_WARM_UP:], 50),
        "count_p95_ms": _milliseconds(counts[_WARM_UP:], 95),
        "withheld": withheld,
        **beside,
        "query_peak_mib": peak_memory() / 2**20,
    }


def _beside(cohort: "object", filters: list[str]) -> dict[str, object]:
    """The same filters with pandas, and the same curve with lifelines."""
    import pandas as pd
    from lifelines import KaplanMeierFitter

    from assistant.analysis.kaplan_meier import kaplan_meier, median
    from assistant.analysis.risk_table import risk_table
    from assistant.analysis.selection import select, understand
    from corpora.cohorts.store import PATIENTS, Cohort

    assert isinstance(cohort, Cohort)
    columns = ["age", "stage", "her2", "chemotherapy", "diagnosis", "performance_status", "egfr", "grade", "er", "pr"]
    frame = pd.read_parquet(cohort.folder / PATIENTS, columns=[*columns, "positive_nodes"])
    low_age = frame.age.astype(str).str.extract(r"(\d+)")[0].astype(float)
    agree, seconds = True, []
    for text in filters:
        number = float([word for word in text.replace(")", " ").split() if word.isdigit()][-1])
        if text.startswith("age"):
            number = float(text.split()[2])
        started = time.perf_counter()
        if text.startswith("age"):
            mask = (low_age >= number) & frame.stage.isin(["II", "III"]) & (frame.her2 == "positive")
            mask &= frame.chemotherapy == "no"
        elif text.startswith("diagnosis"):
            mask = (frame.diagnosis == "C34") & (frame.stage == "IV") & frame.performance_status.isin(["0", "1"])
            mask &= frame.egfr.notna() & (low_age < number)
        else:
            mask = (frame.grade == "3") & ((frame.er == "negative") | (frame.pr == "negative"))
            mask &= frame.positive_nodes >= number
        total = int(mask.sum())
        seconds.append(time.perf_counter() - started)
        agree &= total == int(select(cohort, understand(text, cohort.dictionary)).sum())
    days, event = cohort.times("overall_survival")
    chosen = select(cohort, understand(filters[0], cohort.dictionary)) & np.isfinite(days) & (event >= 0)
    rows = np.flatnonzero(chosen)
    started = time.perf_counter()
    curve = kaplan_meier(risk_table(days[rows], event[rows]))
    ours = time.perf_counter() - started
    started = time.perf_counter()
    fitter = KaplanMeierFitter().fit(days[rows], event[rows] == 1)
    theirs = time.perf_counter() - started
    found = median(curve).value
    agree &= found == (None if np.isinf(fitter.median_survival_time_) else fitter.median_survival_time_)
    return {
        "pandas_filter_p50_ms": _milliseconds(seconds, 50),
        "curve_ms": 1000 * ours,
        "lifelines_curve_ms": 1000 * theirs,
        "agree": bool(agree),
    }


def bench(sizes: list[int], kept: Path | None) -> list[Measured]:
    """Generate, import and query each size, each step in a process of its own."""
    results = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="sourcier-bench-") as made:
            folder = (kept or Path(made)) / str(size)
            folder.mkdir(parents=True, exist_ok=True)
            figures: dict[str, object] = {}
            for step in _STEPS:
                figures |= _in_own_process(step, folder, size)
            results.append(Measured(patients=size, **figures))  # type: ignore[arg-type]
    return results


_STEPS: dict[str, Callable[[Path, int], dict[str, object]]] = {"generate": generate, "import": import_, "query": query}


def _in_own_process(step: str, folder: Path, size: int) -> dict[str, object]:
    done = folder / f"{step}.json"
    if step != "query" and done.exists():
        return dict(json.loads(done.read_text()))
    command = [sys.executable, "-m", "eval.bench.cohort", f"--{step}", str(folder), str(size)]
    figures = dict(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))
    done.write_text(json.dumps(figures))
    return figures


def _timed(task: Callable[[], None]) -> float:
    started = time.perf_counter()
    task()
    return time.perf_counter() - started


def _milliseconds(seconds: list[float], percentile: int) -> float:
    return 1000 * float(np.percentile(seconds, percentile))


def _printed(results: list[Measured]) -> str:
    """One line a figure, one column a size."""
    rows = [asdict(result) for result in results]
    lines = []
    for name in rows[0]:
        values = (row[name] for row in rows)
        lines.append(f"{name:24}" + "".join(f"{v:>14.1f}" if isinstance(v, float) else f"{v!s:>14}" for v in values))
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Measure the sizes named, or three million; print a table, then JSON."""
    if arguments and arguments[0].removeprefix("--") in _STEPS:
        step = _STEPS[arguments[0].removeprefix("--")]
        print(json.dumps(step(Path(arguments[1]), int(arguments[2]))))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[SIZE])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args(arguments)
    results = bench(options.sizes, options.folder)
    print(_printed(results))
    machine = {"cores": os.cpu_count(), "processor": platform.processor() or platform.machine()}
    report = json.dumps({"cohort": [asdict(result) for result in results], "machine": machine}, indent=2)
    print(report)
    if options.json:
        options.json.write_text(report)


if __name__ == "__main__":
    main(sys.argv[1:])
