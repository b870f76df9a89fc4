"""How many threads a computation may use here without getting in its own way."""

import math
import os
from pathlib import Path

_CPUS = Path("/sys/devices/system/cpu")
_CGROUPS = Path("/sys/fs/cgroup")
_MEMBERSHIP = Path("/proc/self/cgroup")


def usable_cores() -> int:
    """Physical cores that this process may run on, at most its control group's processor quota; at least 1.

    Two threads on the two halves of one core decode no faster than one, and a thread beyond the quota makes all of
    them wait.
    """
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))
    return max(1, min(physical_cores(allowed, _CPUS), quota(_CGROUPS, _MEMBERSHIP)))


def physical_cores(processors: set[int], cpus: Path) -> int:
    """Distinct cores behind logical processors, as ``cpus`` (Linux: /sys/devices/system/cpu) describes them."""
    cores = set()
    for processor in processors:
        topology = cpus / f"cpu{processor}" / "topology"
        try:
            package = (topology / "physical_package_id").read_text().strip()
            core = (topology / "core_id").read_text().strip()
        except OSError:  # not Linux, or not told: count the processor as a core
            package, core = "", f"processor {processor}"
        cores.add((package, core))
    return len(cores)


def quota(cgroups: Path, membership: Path) -> int:
    """Whole processors that the control groups (version 1 or 2) grant: the tightest on the way up."""
    granted = [float(os.cpu_count() or 1)]
    for line in membership.read_text().splitlines() if membership.is_file() else []:
        _, controllers, path = line.split(":", 2)
        if controllers and "cpu" not in controllers.split(","):
            continue
        root = cgroups if not controllers else cgroups / "cpu"
        group = root / path.lstrip("/")
        while True:
            granted.append(_granted(group))
            if group == root or root not in group.parents:
                break
            group = group.parent
    return max(1, math.floor(min(granted)))


def _granted(group: Path) -> float:
    """Processors that one control group grants."""
    second, first = group / "cpu.max", group / "cpu.cfs_quota_us"
    if second.is_file():
        limit, period = second.read_text().split()
        return math.inf if limit == "max" else int(limit) / int(period)
    if first.is_file():
        limit_us = int(first.read_text())
        return math.inf if limit_us <= 0 else limit_us / int((group / "cpu.cfs_period_us").read_text())
    return math.inf
