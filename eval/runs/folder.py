"""A run's folder: what it was, its items, its figures.

``run.json`` holds everything that could change the result, ``items.jsonl`` each item's input, output and verdict,
``metrics.json`` the figures. What a second run would not repeat is in ``timings.jsonl`` and ``times.json`` only.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from corpora.errors import SourcierError
from eval.measure import Scored
from eval.runs.journal import ITEMS, TIMINGS, read_lines
from eval.suite import Item

FORMAT = 1
RUN = "run.json"
METRICS = "metrics.json"
TIMES = "times.json"


@dataclass(frozen=True)
class Run:
    """A run on disk.

    Attributes
    ----------
    about
        ``run.json``.
    metrics
        ``metrics.json``; empty until the run is finished.
    """

    folder: Path
    about: Mapping[str, Any]
    metrics: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Of its folder."""
        return self.folder.name

    @property
    def suite(self) -> str:
        """Name of the suite."""
        return str(self.about["suite"])

    @property
    def configuration(self) -> str:
        """Name of the configuration."""
        return str(self.about["configuration"]["name"])

    @property
    def finished(self) -> bool:
        """Whether all items are there."""
        return bool(self.metrics)

    def items(self) -> list[dict[str, Any]]:
        """Its items: ``id``, ``groups``, ``input``, ``output``, ``scores``, ``failures``."""
        return read_lines(self.folder / ITEMS)

    def rows(self) -> list[Scored]:
        """The items with scores and times, as measures take them."""
        measured = {line["id"]: line["measured"] for line in read_lines(self.folder / TIMINGS)}
        return [
            Scored(Item(i["id"], i["input"], i["groups"]), i["scores"], measured.get(i["id"], {})) for i in self.items()
        ]

    def times(self) -> Mapping[str, Any]:
        """When it ran, and its measured figures; empty until it is finished."""
        path = self.folder / TIMES
        return _json(path) if path.is_file() else {}


def runs_folder(settings: Settings) -> Path:
    """Where runs are kept where no other folder is named."""
    return settings.home / "evaluation" / "runs"


def folder_name(about: Mapping[str, Any]) -> str:
    """Of a run: suite, configuration, and a hash of all that could change its result.

    So the same command finds its own run again, and no other: it resumes what was stopped.
    """
    digest = hashlib.sha256(json.dumps(about, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:8]
    configuration = re.sub(r"[^a-z0-9]+", "-", about["configuration"]["name"].lower()).strip("-") or "configuration"
    return f"{about['suite']}.{configuration}.{digest}"


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    SourcierError
        If there is no room or no right to.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise SourcierError("eval.cannot_write", folder=path.parent, problem=error.strerror) from error


def read_run(folder: Path) -> Run:
    """A run on disk, finished or not.

    Raises
    ------
    SourcierError
        If it is no run's folder, or of a later format.
    """
    if not (folder / RUN).is_file():
        raise SourcierError("eval.no_run", run=folder)
    about = _json(folder / RUN)
    if about.get("format") != FORMAT:
        raise SourcierError("eval.other_format", run=folder.name, format=about.get("format"))
    metrics = folder / METRICS
    return Run(folder, about, _json(metrics) if metrics.is_file() else {})


def list_runs(folder: Path) -> list[Run]:
    """The runs in a folder, the latest first."""
    if not folder.is_dir():
        return []
    found = [path.parent for path in folder.glob(f"*/{RUN}")]
    return [read_run(path) for path in sorted(found, key=lambda p: (-(p / RUN).stat().st_mtime, p.name))]


def find_run(named: str, folder: Path) -> Run:
    """A run by its folder's path, its name, or a beginning or end of its name that no other run has.

    Raises
    ------
    SourcierError
        If there is none, or several.
    """
    if (Path(named) / RUN).is_file():
        return read_run(Path(named))
    matching = [run for run in list_runs(folder) if run.name.startswith(named) or run.name.endswith(named)]
    exact = [run for run in matching if run.name == named]
    if not matching:
        raise SourcierError("eval.no_run", run=named)
    if len(matching) > 1 and not exact:
        raise SourcierError("eval.several_runs", run=named, names=", ".join(run.name for run in matching))
    return (exact or matching)[0]


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SourcierError("eval.unreadable", file=path, problem=error) from error
    if not isinstance(value, dict):
        raise SourcierError("eval.unreadable", file=path, problem="not an object")
    return value


def known_dimensions(runs: Sequence[Run]) -> list[str]:
    """Dimensions of subgroups that any of the runs has, in alphabetical order."""
    return sorted({dimension for run in runs for dimension in run.metrics.get("groups", {})})
