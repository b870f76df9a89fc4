"""A run whose process is killed, as the kernel kills: nothing is said, nothing is tidied up."""

import subprocess
import sys
import time
from pathlib import Path

from eval.runs.execute import run_suite
from eval.runs.folder import list_runs
from tests.eval.arithmetic import Adder, order

ROOT = Path(__file__).parents[3]
SLOW = """
import sys, time
from pathlib import Path
from eval.runs.execute import run_suite
from tests.eval.arithmetic import Adder, order

class Slow(Adder):
    def complete(self, prompt, **more):
        time.sleep(0.3)
        return super().complete(prompt, **more)

run_suite(order(Path(sys.argv[1])), lambda c, s: Slow())
"""


def test_a_killed_run_resumes_to_the_identical_result(tmp_path: Path) -> None:
    whole = run_suite(order(tmp_path, runs=tmp_path / "whole"), lambda c, s: Adder())
    process = subprocess.Popen([sys.executable, "-c", SLOW, str(tmp_path)], cwd=ROOT)
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and not any(len(run.items()) >= 3 for run in list_runs(tmp_path / "runs")):
        time.sleep(0.05)
    process.kill()
    process.wait()
    (killed,) = list_runs(tmp_path / "runs")
    assert 3 <= len(killed.items()) < 12 and not killed.finished
    resumed = run_suite(order(tmp_path), lambda c, s: Adder())
    for name in ("run.json", "items.jsonl", "metrics.json"):
        assert (resumed.folder / name).read_bytes() == (whole.folder / name).read_bytes()
