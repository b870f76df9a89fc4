"""Everything that could change a result, as it is recorded with a run."""

import hashlib
import os
import platform
import subprocess
from collections.abc import Mapping
from importlib.metadata import distributions, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from eval.configuration import Configuration

# The code that answers and scores; the page and the tests change no result.
_CODE = ("corpora", "indexes", "assistant", "eval")
_NOT_CODE = ("eval/report", "eval/equity", "eval/results", "eval/bench", "assistant/cli")
_SUFFIXES = frozenset({".py", ".toml", ".tsv", ".json", ".jsonl", ".txt", ".csv", ".npz", ".ebnf"})
# Where a library is and who may see the page change no result.
_NOT_SETTINGS = {"home", "library", "weights", "cohorts", "retraction_list", "page", "network"}


def provenance(configuration: Configuration, settings: Settings, data: Path, seed: int) -> dict[str, Any]:
    """Of a run, JSON-ready: code, settings, data, seed, machine and packages, without a path of this machine."""
    return {
        "seed": seed,
        "configuration": configuration.model_dump(mode="json", exclude={"library"}),
        "settings": settings.model_dump(mode="json", exclude=_NOT_SETTINGS),
        "data": {"name": data.name, "sha256": hash_of(data)},
        "code": code_version(),
        "machine": machine(),
        "packages": packages(),
    }


def code_version() -> dict[str, str]:
    """Version, commit where the code is a checkout, and a hash of the code itself, which says more than either."""
    digest = hashlib.sha256()
    for package in _CODE:
        root = Path(str(files(package)))
        for path in sorted(p for p in root.rglob("*") if p.suffix in _SUFFIXES and p.is_file()):
            name = f"{package}/{path.relative_to(root).as_posix()}"
            if name.startswith(_NOT_CODE):
                continue
            digest.update(f"{name}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return {"version": version("sourcier"), "commit": _commit(), "sha256": digest.hexdigest()}


def hash_of(data: Path) -> str:
    """SHA-256 of a file, or of a folder's files with their names."""
    if not data.is_dir():
        return hashlib.sha256(data.read_bytes()).hexdigest()
    digest = hashlib.sha256()
    for path in sorted(p for p in data.rglob("*") if p.is_file()):
        digest.update(f"{path.relative_to(data).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def machine() -> dict[str, Any]:
    """The processor and what runs on it; no name of the machine."""
    return {
        "system": platform.system(),
        "release": platform.release(),
        "architecture": platform.machine(),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gb": _memory_gb(),
        "python": platform.python_version(),
    }


def packages() -> Mapping[str, str]:
    """Installed distributions and their versions, by name."""
    found = {d.metadata["Name"].lower(): d.version for d in distributions() if d.metadata["Name"]}
    return dict(sorted(found.items()))


def _commit() -> str:
    """The commit of the checkout that the code runs from, or nothing."""
    root = Path(__file__).parents[2]
    if not (root / ".git").exists():
        return ""
    try:
        shown = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):  # no git here: the hash of the code says it all
        return ""
    return shown.stdout.strip()


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def _memory_gb() -> int | None:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return None
    return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9)
