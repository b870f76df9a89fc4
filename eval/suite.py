"""What a suite is: a file that loads a documented format, puts each item to a system, and scores what came back.

A suite is a small class in :mod:`eval.suites`, which maps names to suites (``SUITES: Mapping[str, Callable[[],
Suite]]``; importing it loads no suite). It keeps no state between items. Running, recording, resuming, intervals,
subgroups, comparing and reporting are the harness's (:mod:`eval.runs`): a suite only loads, answers and scores.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from eval.measure import Measure, Reference, Score
from eval.system import Ability, System


@dataclass(frozen=True)
class Item:
    """One question, claim, query, note or source of a suite.

    Attributes
    ----------
    id
        Unique in the suite.
    payload
        Everything that answering and scoring need, JSON-ready; recorded with the run.
    groups
        Subgroup by dimension. Known dimensions: ``language``, ``kind``, ``tumour``, ``year`` (a span such as
        ``"2015–2019"``), ``design``, ``sex``, ``age``, ``rarity``, ``country``. Leave out what is not known.
    """

    id: str
    payload: Mapping[str, Any]
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Loaded:
    """A suite's data: its items in the file's order, and how many were left out, by reason (a catalogue key)."""

    items: tuple[Item, ...]
    excluded: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """How an item did.

    Attributes
    ----------
    scores
        One value for each name; ``None`` where a measure does not apply to the item: it is then not counted, and the
        table says how many were not. Truth values are counted, numbers averaged, texts (a predicted and an expected
        class) are for statistics over all items.
    failures
        What went wrong, in words, for the person who opens the item. Empty: nothing did.
    """

    scores: Mapping[str, Score]
    failures: tuple[str, ...] = ()


class Suite(Protocol):
    """A suite. All attributes are fixed for the class.

    Attributes
    ----------
    name
        As on the command line: lower case, hyphens.
    title
        Catalogue key of what it measures, in one line.
    needs
        What a system must be able to do. A system that cannot is refused before anything runs.
    measures
        In the order of the table, the one that matters most first.
    labels
        Catalogue keys: who decided what is right; empty where nothing is right or wrong.
    references
        Published figures to print beside a measure.
    """

    name: str
    title: str
    needs: frozenset[Ability]
    measures: tuple[Measure, ...]
    labels: tuple[str, ...]
    references: tuple[Reference, ...]

    def default_data(self, shared: Path | None) -> Path:
        """The data where none is named: a file of the project, or one in the folder of shared data.

        Raises
        ------
        SourcierError
            ``eval.no_shared_data`` if it needs that folder and there is none.
        """

    def load(self, data: Path) -> Loaded:
        """Read the data; :mod:`eval.reading` has the readers and their errors.

        Raises
        ------
        SourcierError
            If the file is absent, in another format, malformed (names file, line and field) or has no items.
        """

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """The system to ask; ``system`` itself unless the suite brings its own corpus (then ``system.over(…)``)."""

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """Put an item to the system, through its public interface, and return what came back, JSON-ready.

        Dictionaries under the key ``timings_ms``, at any depth, and ``measured`` (memory, energy) hold what a second
        run would not repeat: the harness keeps them apart, and scoring never sees them. All else has to be the same
        for the same item, system and seed, to the byte.
        """

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """Judge an output. A pure function, so that a run can be scored again."""
