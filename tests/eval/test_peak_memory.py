"""A program's own memory, not that of the one that started it."""

import subprocess
import sys

_BIG = 300 << 20


def test_a_child_of_a_large_process_tells_its_own_peak() -> None:
    ballast = b"1" * _BIG
    program = "from eval.peak_memory import peak_memory; print(peak_memory())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert 1 << 20 < int(done.stdout) < _BIG == len(ballast)


def test_the_peak_stays_when_the_memory_is_given_back() -> None:
    program = f"""
from eval.peak_memory import peak_memory
before = peak_memory()
ballast = b"1" * {_BIG}
del ballast
print(peak_memory() - before)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 0.9 * _BIG
