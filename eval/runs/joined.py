"""Several suites on the same answers: each question is asked once, and every suite scores what came back.

``cost+clinical-questions+attribution`` is such a suite. Its items are those of the first; the others score those of
them that they have too. Where times count, the suite that measures them comes first: it is the one that asks.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.llm.backend import Generation
from corpora.catalogue import Language
from corpora.literature.source import Source
from eval.measure import Measure, Reference, Score, Scored, Statistic
from eval.suite import Item, Loaded, Suite, Verdict
from eval.system import Ability, Ranked, System

JOIN = "+"


class Joined:
    """See :class:`eval.suite.Suite`. All suites read the same data."""

    title = "eval_report.joined"

    def __init__(self, suites: Sequence[Suite]) -> None:
        self.suites = tuple(suites)
        self.name = JOIN.join(suite.name for suite in suites)
        self.needs: frozenset[Ability] = frozenset().union(*(suite.needs for suite in suites))
        self.measures = tuple(_prefixed(suite.name, m) for suite in suites for m in suite.measures)
        self.labels = tuple(dict.fromkeys(key for suite in suites for key in suite.labels))
        self.references = tuple(
            Reference(f"{suite.name}.{r.measure}", r.title, r.value, r.source)
            for suite in suites
            for r in suite.references
        )

    def default_data(self, shared: Path | None) -> Path:
        """That of the first suite."""
        return self.suites[0].default_data(shared)

    def load(self, data: Path) -> Loaded:
        """The first suite's items; each names the suites that score it, and each suite's own input."""
        loaded = [(suite, suite.load(data)) for suite in self.suites]
        inputs = {suite.name: {item.id: item for item in each.items} for suite, each in loaded}
        first = loaded[0][1]
        items = []
        for item in first.items:
            own = {name: found[item.id] for name, found in inputs.items() if item.id in found}
            groups = {dimension: group for each in own.values() for dimension, group in each.groups.items()}
            items.append(Item(item.id, {name: dict(each.payload) for name, each in own.items()}, groups))
        return Loaded(tuple(items), first.excluded)

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """The first suite's; the others have to ask the same system."""
        return self.suites[0].prepare(Loaded(self._of(self.suites[0], loaded.items), loaded.excluded), data, system)

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """Each suite's output, by its name."""
        once = _Once(system)
        return {suite.name: suite.answer(own, once) for suite in self.suites for own in self._of(suite, [item])}

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """All suites' scores, their names before each."""
        scores: dict[str, Score] = {}
        failures: list[str] = []
        for suite in self.suites:
            for own in self._of(suite, [item]):
                verdict = suite.score(own, output[suite.name])
                scores |= {f"{suite.name}.{name}": score for name, score in verdict.scores.items()}
                failures += verdict.failures
        return Verdict(scores, tuple(dict.fromkeys(failures)))

    @staticmethod
    def _of(suite: Suite, items: Iterable[Item]) -> tuple[Item, ...]:
        return tuple(Item(i.id, i.payload[suite.name], i.groups) for i in items if suite.name in i.payload)


class _Once:
    """A system that gives the same answer to the same question without asking again."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._answers: dict[tuple[str, tuple[str, ...], str | None], dict[str, Any]] = {}
        self.name, self.abilities = system.name, system.abilities

    def ask(self, question: str, previous: Sequence[str] = (), language: Language | None = None) -> dict[str, Any]:
        asked = (question, tuple(previous), language)
        if asked not in self._answers:
            self._answers[asked] = self._system.ask(question, previous, language)
        return self._answers[asked]

    def search(self, query: str, k: int) -> list[Ranked]:
        return self._system.search(query, k)

    def complete(
        self, prompt: str, *, instruction: str = "", choices: Sequence[str] = (), max_tokens: int = 256
    ) -> Generation:
        return self._system.complete(prompt, instruction=instruction, choices=choices, max_tokens=max_tokens)

    def verify(self, sentence: str, passages: Sequence[str]) -> dict[str, Any]:
        return self._system.verify(sentence, passages)

    def over(self, sources: Iterable[Source], name: str) -> System:
        return self._system.over(sources, name)

    def fingerprint(self) -> Mapping[str, Any]:
        return self._system.fingerprint()

    def close(self) -> None:
        """The system is closed by whoever opened it."""


def _prefixed(suite: str, measure: Measure) -> Measure:
    """A suite's measure over the joined scores. Measured quantities are of the one answer: their names stay."""

    def named(score: str) -> str:
        return f"{suite}.{score}" if score else ""

    return replace(
        measure,
        key=named(measure.key),
        score=measure.score if measure.kind == "time" else named(measure.score),
        over=named(measure.over),
        function=None if measure.function is None else _unprefixed(suite, measure.function),
    )


def _unprefixed(suite: str, function: Statistic) -> Callable[[Sequence[Scored]], float | None]:
    def over_own_scores(rows: Sequence[Scored]) -> float | None:
        own = [replace(row, scores=_Own(row.scores, f"{suite}.")) for row in rows if suite in row.item.payload]
        return function(own) if own else None

    return over_own_scores


class _Own(Mapping[str, Score]):
    """A suite's own scores among the joined ones; a view, since statistics are computed many times over."""

    def __init__(self, scores: Mapping[str, Score], start: str) -> None:
        self._scores, self._start = scores, start

    def __getitem__(self, name: str) -> Score:
        return self._scores[f"{self._start}{name}"]

    def __iter__(self) -> Iterator[str]:
        return (name.removeprefix(self._start) for name in self._scores if name.startswith(self._start))

    def __len__(self) -> int:
        return sum(name.startswith(self._start) for name in self._scores)
