"""What the section needs of the evaluation: the port behind which it stands, and what passes through it.

All texts are in the language asked for, figures as it writes them: the section only lays them out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from corpora.catalogue import Language


@dataclass(frozen=True)
class SuiteShown:
    """A suite; ``missing`` says what keeps it from running here, empty if nothing does."""

    name: str
    title: str
    missing: str = ""


@dataclass(frozen=True)
class RunShown:
    """A run in the list. ``finished`` is when, as ISO 8601; empty for a run that was stopped."""

    name: str
    suite: str
    title: str
    configuration: str
    items: int
    done: int
    finished: str


@dataclass(frozen=True)
class FigureShown:
    """A measure: its value with its interval, what was counted, and of what."""

    title: str
    value: str
    interval: str
    count: str
    counted: str


@dataclass(frozen=True)
class FailingShown:
    """A failing item in the list."""

    id: str
    asked: str
    failures: tuple[str, ...]


@dataclass(frozen=True)
class RunDetail:
    """A run, opened.

    Attributes
    ----------
    plot
        SVG of its shares, as markup that the evaluation has escaped; empty without any.
    notes
        Published figures beside it, what was left out.
    facts
        How it came about: names and values.
    comparable
        Other finished runs of the suite: name and configuration.
    """

    run: RunShown
    figures: tuple[FigureShown, ...]
    plot: str
    notes: tuple[str, ...]
    failing: tuple[FailingShown, ...]
    facts: tuple[tuple[str, str], ...]
    comparable: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ItemDetail:
    """An item, opened: what was asked, what came back, and how it was judged.

    Attributes
    ----------
    output
        As recorded: an answer's record (docs/scripting.md), or whatever the suite keeps.
    scores
        Name and value of each verdict.
    """

    id: str
    asked: str
    wanted: tuple[tuple[str, str], ...]
    output: Mapping[str, Any]
    scores: tuple[tuple[str, str], ...]
    failures: tuple[str, ...]


@dataclass(frozen=True)
class DifferenceShown:
    """A measure in two runs. ``judgement`` is ``better``, ``worse``, ``different`` or ``undecided``."""

    title: str
    a: str
    b: str
    difference: str
    interval: str
    only: str
    p: str
    judgement: str
    judged: str


@dataclass(frozen=True)
class ComparisonShown:
    """Two runs side by side; a flip is an item, a measure, and whether each run had it right."""

    a: str
    b: str
    items: str
    differences: tuple[DifferenceShown, ...]
    flips: tuple[tuple[str, str, bool, bool], ...]
    settings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Underway:
    """What is running, or ran last.

    Attributes
    ----------
    run
        Name of the run that came of it; empty until it is finished.
    problem
        What stopped it, and what to do; empty if nothing did.
    """

    title: str
    configuration: str
    done: int
    total: int
    running: bool
    run: str = ""
    problem: tuple[str, ...] = ()


class EvaluationPort(Protocol):
    """The evaluation as the page shows it. Each method may raise ``SourcierError``."""

    def suites(self, language: Language) -> Sequence[SuiteShown]:
        """All suites."""
        ...

    def configurations(self) -> Sequence[str]:
        """Configurations that may be run, by name, the usual one first."""
        ...

    def runs(self, language: Language) -> Sequence[RunShown]:
        """All runs, the latest first."""
        ...

    def run(self, name: str, language: Language) -> RunDetail:
        """One run."""
        ...

    def item(self, run: str, item: str, language: Language) -> ItemDetail:
        """One item of a run."""
        ...

    def compare(self, a: str, b: str, language: Language) -> ComparisonShown:
        """Two runs."""
        ...

    def start(self, suite: str, configuration: str, limit: int | None, seed: int) -> None:
        """Begin a run beside the page. One at a time."""
        ...

    def stop(self) -> None:
        """Stop the run after the item at hand; what is done stays, and the same start goes on from there."""
        ...

    def underway(self, language: Language) -> Underway | None:
        """What is running, or ran last since the page was started."""
        ...
