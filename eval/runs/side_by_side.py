"""Several configurations on one suite: each with its figures, and its difference from the first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.settings import Settings
from corpora.errors import SourcierError
from eval.configuration import Configuration
from eval.runs.compare import Comparison, compare
from eval.runs.execute import Order, run_suite
from eval.runs.folder import Run
from eval.suite import Suite
from eval.system import System

Open = Callable[[Configuration, Settings], System]


@dataclass(frozen=True)
class SideBySide:
    """Runs of one suite.

    Attributes
    ----------
    comparisons
        Of each run but the first with the first, in their order.
    incapable
        Configurations that cannot do what the suite needs, by name, and which ability they lack.
    """

    suite: Suite
    runs: tuple[Run, ...]
    comparisons: tuple[Comparison, ...]
    incapable: tuple[tuple[str, str], ...] = ()


def run_side_by_side(order: Order, configurations: Sequence[Configuration], open_system: Open) -> SideBySide:
    """Run a suite on several configurations, one after another; the first is the one that others are held against.

    A configuration that cannot do what the suite needs is left out and named.

    Raises
    ------
    SourcierError
        As :func:`eval.runs.execute.run_suite` does, for all else; and if the first cannot do what the suite needs.
    """
    runs: list[Run] = []
    incapable: list[tuple[str, str]] = []
    for configuration in configurations:
        try:
            runs.append(run_suite(replace(order, configuration=configuration), open_system))
        except SourcierError as error:
            if error.key != "eval.system_cannot" or not runs:
                raise
            incapable.append((configuration.name, str(error.details["ability"])))
    return side_by_side(order.suite, runs, tuple(incapable))


def side_by_side(suite: Suite, runs: Sequence[Run], incapable: tuple[tuple[str, str], ...] = ()) -> SideBySide:
    """Compare finished runs with the first of them."""
    first, *others = runs
    comparisons = tuple(compare(suite.measures, first, run, int(first.about["seed"])) for run in others)
    return SideBySide(suite, tuple(runs), comparisons, incapable)
