"""Running a suite on a system: every item asked once, written at once, and a stopped run taken up where it stopped."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from assistant.settings import Settings
from corpora.errors import SourcierError
from eval.configuration import Configuration
from eval.runs.apart import taken_apart
from eval.runs.folder import FORMAT, METRICS, RUN, TIMES, Run, folder_name, read_run, write_json
from eval.runs.journal import Journal
from eval.runs.patience import Patient
from eval.runs.provenance import provenance
from eval.suite import Item, Loaded, Suite
from eval.summary import Metric, by_group, summarise
from eval.system import System

Progress = Callable[[str, int, int], None]
PATIENCE_S = 900.0


@dataclass(frozen=True)
class Order:
    """What to run.

    Attributes
    ----------
    data
        The suite's data.
    limit
        Most items, drawn with the seed where there are more; ``None`` for all.
    runs
        The folder that holds runs.
    patience_s
        Longest that one item may take, in seconds, before the run stops.
    """

    suite: Suite
    configuration: Configuration
    settings: Settings
    data: Path
    runs: Path
    limit: int | None = None
    seed: int = 0
    patience_s: float = PATIENCE_S
    progress: Progress = field(default=lambda suite, done, total: None)


def run_suite(order: Order, open_system: Callable[[Configuration, Settings], System]) -> Run:
    """Run a suite, or take up its run where it stopped; a finished run is returned as it is.

    Raises
    ------
    SourcierError
        If the data cannot be used, the system cannot do what the suite needs, an item fails or takes too long, the
        disk is full, or another process is at the same run. Items finished by then stay, and the same command goes on
        from there.
    """
    suite = order.suite
    loaded = suite.load(order.data)
    items = chosen(loaded, order.limit, order.seed)
    if not items:
        raise SourcierError("eval.empty", file=order.data.name, suite=suite.name)
    _refuse_same_ids(items, order.data)
    settings = _seeded(order.settings, order.seed)
    system = open_system(order.configuration, settings)
    patient: Patient[Any] = Patient()
    try:
        refuse_incapable(suite, system)
        about = _about(order, settings, system, loaded, items)
        folder = order.runs / folder_name(about)
        with ExitStack() as stack:
            _occupy(stack, folder)
            write_json(folder / RUN, about)
            if not (folder / METRICS).is_file():
                _answer_all(order, folder, loaded, items, system, patient)
    finally:
        patient.close()
        if not patient.abandoned:
            system.close()
    return read_run(folder)


def chosen(loaded: Loaded, limit: int | None, seed: int) -> tuple[Item, ...]:
    """The items of a run: all, or as many as the limit, drawn with the seed, in the order of the file."""
    if limit is None or limit >= len(loaded.items):
        return loaded.items
    drawn = sorted(random.Random(seed).sample(range(len(loaded.items)), limit))
    return tuple(loaded.items[i] for i in drawn)


def refuse_incapable(suite: Suite, system: System) -> None:
    """Raise ``eval.system_cannot`` where the system lacks what the suite needs."""
    for ability in sorted(suite.needs - system.abilities):
        raise SourcierError("eval.system_cannot", system=system.name, ability=ability, suite=suite.name)


def write_metrics(suite: Suite, run: Run) -> None:
    """The figures of a run's items, those that were measured apart from those that a second run repeats."""
    rows, seed = run.rows(), int(run.about["seed"])
    timed = [m for m in suite.measures if m.kind == "time"]
    lasting = [m for m in suite.measures if m.kind != "time"]
    write_json(run.folder / TIMES, {**run.times(), **_figures(summarise(timed, rows, seed), {})})
    groups = {
        dimension: {group: {"items": n, "metrics": _records(metrics)} for group, (n, metrics) in table.items()}
        for dimension, table in by_group(lasting, rows, seed).items()
    }
    write_json(run.folder / METRICS, _figures(summarise(lasting, rows, seed), groups))


def _answer_all(
    order: Order, folder: Path, loaded: Loaded, items: Sequence[Item], system: System, patient: Patient[Any]
) -> None:
    suite, started = order.suite, time.perf_counter()
    with Journal(folder, [item.id for item in items]) as journal:
        if journal.finished < len(items):
            asked = suite.prepare(loaded, order.data, system)
            try:
                for done, item in enumerate(items[journal.finished :], start=journal.finished):
                    order.progress(suite.name, done, len(items))
                    journal.append(*_answered(suite, item, asked, patient, order.patience_s))
            finally:
                if asked is not system and not patient.abandoned:
                    asked.close()
        order.progress(suite.name, len(items), len(items))
    seconds = round(time.perf_counter() - started, 1)
    write_json(folder / TIMES, {"finished": datetime.now(UTC).isoformat(timespec="seconds"), "seconds": seconds})
    write_metrics(suite, read_run(folder))


def _answered(
    suite: Suite, item: Item, system: System, patient: Patient[Any], seconds: float
) -> tuple[dict[str, Any], dict[str, float]]:
    try:
        raw = patient.call(lambda: suite.answer(item, system), seconds)
        output, measured = taken_apart(raw)
        verdict = suite.score(item, output)
    except TimeoutError as error:
        raise SourcierError("eval.no_answer", item=item.id, seconds=f"{seconds:g}") from error
    except SourcierError as error:
        raise SourcierError("eval.item_stopped", item=item.id, problem=error.message("en")) from error
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
        raise SourcierError("eval.item_failed", item=item.id, problem=problem) from error
    record = {
        "id": item.id,
        "groups": dict(item.groups),
        "input": dict(item.payload),
        "output": output,
        "scores": dict(verdict.scores),
        "failures": list(verdict.failures),
    }
    return record, measured


def _about(order: Order, settings: Settings, system: System, loaded: Loaded, items: Sequence[Item]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "suite": order.suite.name,
        "limit": order.limit,
        "items": len(items),
        "items_in_data": len(loaded.items),
        "excluded": dict(loaded.excluded),
        "system": dict(system.fingerprint()),
        **provenance(order.configuration, settings, order.data, order.seed),
    }


def _seeded(settings: Settings, seed: int) -> Settings:
    model = settings.language_model.model_copy(update={"seed": seed})
    return settings.model_copy(update={"language_model": model})


def _occupy(stack: ExitStack, folder: Path) -> None:
    """Make the folder and hold it, so that no other process writes into the same run."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stack.enter_context(FileLock(folder / ".lock", timeout=0))
    except Timeout as error:
        raise SourcierError("eval.running", run=folder.name) from error
    except OSError as error:
        raise SourcierError("eval.cannot_write", folder=folder, problem=error.strerror) from error


def _refuse_same_ids(items: Sequence[Item], data: Path) -> None:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise SourcierError("eval.same_id", file=data.name, id=item.id)
        seen.add(item.id)


def _figures(metrics: Sequence[Metric], groups: Mapping[str, Any]) -> dict[str, Any]:
    return {"metrics": _records(metrics), "groups": dict(groups)}


def _records(metrics: Sequence[Metric]) -> list[dict[str, Any]]:
    return [metric.as_record() for metric in metrics]
