"""How much memory this process has needed at most."""

import resource
import sys


def peak_memory_mb() -> float:
    """The largest resident set since the process began, in megabytes (10⁶ bytes): models and library included."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak * (1 if sys.platform == "darwin" else 1024) / 1e6, 1)
