"""How much memory this process has needed at most."""

import resource
import sys
from pathlib import Path


def peak_memory() -> int:
    """The largest resident set since this program began, in bytes: models and library included.

    Linux counts it for each program; ``getrusage`` there tells a child the peak of the parent that started it, too
    (getrusage(2)), and is asked elsewhere only.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return 1024 * int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
