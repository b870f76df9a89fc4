"""``make results``: run the plan, then write the page of results from the runs alone."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.settings import Settings
from corpora.errors import SourcierError
from eval.configuration import Configuration
from eval.equity.installation import equity_where_library
from eval.equity.written import written
from eval.reading import shared_folder
from eval.report.markdown import ResultsTable, results_page
from eval.runs.execute import Order, Progress
from eval.runs.grid import Grid
from eval.runs.side_by_side import Open, run_side_by_side
from eval.runs.suites import suite_named
from eval.suite import Suite


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TablePlan(_Part):
    """One suite on several configurations, by name."""

    title: str
    suite: str
    configurations: tuple[str, ...] = Field(min_length=1)
    limit: int | None = Field(None, ge=1)


class AblationPlan(_Part):
    """One suite on a grid."""

    title: str
    suite: str
    grid: Grid
    limit: int | None = Field(None, ge=1)


class Plan(_Part):
    """What is run (``eval/results.toml``)."""

    seed: int = Field(0, ge=0)
    patience: float = Field(900, gt=0)
    configuration: tuple[Configuration, ...] = Field(min_length=1)
    table: tuple[TablePlan, ...] = ()
    ablation: tuple[AblationPlan, ...] = ()

    def named(self, name: str) -> Configuration:
        """The configuration of a name.

        Raises
        ------
        SourcierError
            If the plan has none.
        """
        for configuration in self.configuration:
            if configuration.name == name:
                return configuration
        raise SourcierError("eval.bad_configuration", file="plan", name=name, problem="no such configuration")


@dataclass(frozen=True)
class Work:
    """A table of the page, as it is run."""

    title: str
    suite: Suite
    configurations: tuple[Configuration, ...]
    limit: int | None
    ablation: bool


def make_results(
    file: Path,
    plan: Path | None,
    settings: Settings,
    runs: Path,
    progress: Progress,
    open_system: Open | None = None,
    named: Callable[[str], Suite] = suite_named,
) -> None:
    """Run what the plan says, or take it up where it stopped, and write the page.

    Raises
    ------
    SourcierError
        If the plan cannot be read, a run fails (see :func:`eval.runs.execute.run_suite`), or the page cannot be
        written.
    """
    opener = _opener() if open_system is None else open_system
    read = read_plan(plan)
    shared = shared_folder()
    tables: list[ResultsTable] = []
    absent: list[tuple[str, str]] = []
    for work in work_of(read, named):
        try:
            data = work.suite.default_data(shared)
        except SourcierError as error:
            if error.key != "eval.no_shared_data":
                raise
            absent.append((work.title, str(error.details["name"])))
            continue
        first = work.configurations[0]
        order = Order(
            work.suite, first, settings, data, runs, work.limit, read.seed, read.patience, _titled(work.title, progress)
        )
        done = run_side_by_side(order, work.configurations, opener)
        tables.append(ResultsTable(work.title, done, work.ablation))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(results_page(tables, absent, _equity(settings, tables)), encoding="utf-8")
    except OSError as error:
        raise SourcierError("eval.cannot_write", folder=file.parent, problem=error.strerror) from error


def work_of(plan: Plan, named: Callable[[str], Suite]) -> Sequence[Work]:
    """The plan's tables, then its ablations; what it names wrongly is found before anything runs."""
    tables = [
        Work(t.title, named(t.suite), tuple(map(plan.named, t.configurations)), t.limit, False) for t in plan.table
    ]
    ablations = [Work(a.title, named(a.suite), tuple(a.grid.configurations()), a.limit, True) for a in plan.ablation]
    return [*tables, *ablations]


def read_plan(path: Path | None) -> Plan:
    """The plan of a TOML file; without one, that of the project.

    Raises
    ------
    SourcierError
        If the file cannot be read, is not TOML, or has a key or value that it cannot have (names it).
    """
    source = path if path is not None else files("eval") / "results.toml"
    try:
        return Plan.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problem = getattr(error, "strerror", None) or error
        raise SourcierError("eval.no_configuration", file=source, problem=problem) from error
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise SourcierError("eval.bad_configuration", file=source.name, name=name, problem=first["msg"]) from error


def _equity(settings: Settings, tables: Sequence[ResultsTable]) -> str:
    """The equity report on the first run of each table, where it is one of questions."""
    found = equity_where_library(settings, [t.runs.runs[0] for t in tables if not t.ablation], ["en"])
    return written(found["en"], "en") if found else ""


def _opener() -> Open:
    from eval.systems import open_system

    return open_system


def _titled(title: str, progress: Progress) -> Progress:
    return lambda name, done, total: progress(title[:40], done, total)
