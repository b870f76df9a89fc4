"""The page's Evaluation section on the real evaluation: what the harness records, put in words for the page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Lock, Thread
from typing import TYPE_CHECKING

from assistant.cli.evaluation_shown import difference_shown, figures_shown, text_of, wanted_of
from assistant.settings import Settings
from corpora.catalogue import Language, say
from corpora.errors import SourcierError
from eval.configuration import Configuration
from eval.reading import shared_folder
from eval.report.failing import asked
from eval.report.page import facts_of
from eval.report.sections import notes_of, run_plot
from eval.results import read_plan
from eval.runs.compare import compare
from eval.runs.execute import Order, run_suite
from eval.runs.folder import Run, find_run, list_runs, runs_folder
from eval.runs.suites import all_suites, suite_named
from eval.suite import Suite
from ui.evaluation.ports import (
    ComparisonShown,
    FailingShown,
    ItemDetail,
    RunDetail,
    RunShown,
    SuiteShown,
    Underway,
)

if TYPE_CHECKING:
    from eval.system import System


class PageEvaluation:
    """See :class:`ui.evaluation.ports.EvaluationPort`.

    Parameters
    ----------
    open_system
        Opens what is evaluated, with a library and model of its own: the page goes on answering.
    """

    def __init__(
        self,
        settings: Settings,
        open_system: "Callable[[Configuration, Settings], System]",
        named: Callable[[str], Suite] = suite_named,
        names: Sequence[str] | None = None,
    ) -> None:
        self._settings, self._open, self._named = settings, open_system, named
        self._names = tuple(all_suites()) if names is None else tuple(names)
        self._configurations = {each.name: each for each in read_plan(None).configuration}
        self._runs = runs_folder(settings)
        self._lock = Lock()
        self._state: Underway | None = None
        self._suite = ""
        self._failure: SourcierError | None = None
        self._stopping = False

    def suites(self, language: Language) -> Sequence[SuiteShown]:
        """All suites; those whose public data are not on this machine say so."""
        shown = []
        for name in self._names:
            suite = self._named(name)
            missing = ""
            try:
                suite.default_data(shared_folder())
            except SourcierError as error:
                missing = error.message(language)
            shown.append(SuiteShown(name, say(suite.title, language), missing))
        return shown

    def configurations(self) -> Sequence[str]:
        """Those of the project's plan; without drafting first, since it takes seconds."""
        return sorted(self._configurations, key=lambda name: self._configurations[name].draft)

    def runs(self, language: Language) -> Sequence[RunShown]:
        """Runs of suites that are known here."""
        return [self._shown(run, language) for run in list_runs(self._runs)]

    def run(self, name: str, language: Language) -> RunDetail:
        """One run."""
        run = find_run(name, self._runs)
        suite = self._named(run.suite)
        others = [r for r in list_runs(self._runs) if r.suite == run.suite and r.name != run.name]
        return RunDetail(
            run=self._shown(run, language),
            figures=figures_shown(suite, run, language) if run.finished else (),
            plot=str(run_plot(suite, run, language)) if run.finished else "",
            notes=tuple(notes_of(suite, run, language)),
            failing=tuple(
                FailingShown(item["id"], asked(item["input"]), tuple(item["failures"]))
                for item in run.items()
                if item["failures"]
            ),
            facts=facts_of(run, language),
            comparable=tuple((r.name, r.configuration) for r in others if r.finished and run.finished),
        )

    def item(self, run: str, item: str, language: Language) -> ItemDetail:
        """One item of a run."""
        found = find_run(run, self._runs)
        record = next((each for each in found.items() if each["id"] == item), None)
        if record is None:
            raise SourcierError("eval.no_item", run=found.name, item=item)
        said = asked(record["input"])
        return ItemDetail(
            id=item,
            asked=said,
            wanted=wanted_of(record["input"], (item, said), language),
            output=record["output"],
            scores=tuple(
                (name, text_of(value, language)) for name, value in record["scores"].items() if value is not None
            ),
            failures=tuple(record["failures"]),
        )

    def compare(self, a: str, b: str, language: Language) -> ComparisonShown:
        """Two runs."""
        first, second = find_run(a, self._runs), find_run(b, self._runs)
        suite = self._named(first.suite)
        found = compare(suite.measures, first, second)
        titles = {measure.key: say(measure.title, language) for measure in suite.measures}
        return ComparisonShown(
            a=found.a,
            b=found.b,
            items=say("eval_report.compared", language, count=found.items, left_out=found.left_out),
            differences=tuple(difference_shown(suite, row, language) for row in found.differences),
            flips=tuple((flip.item, titles[flip.key], flip.a, flip.b) for flip in found.flips),
            settings=tuple((name, text_of(x, language), text_of(y, language)) for name, x, y in found.settings),
        )

    def start(self, suite: str, configuration: str, limit: int | None, seed: int) -> None:
        """Begin a run in a thread of its own."""
        chosen = self._named(suite)
        if configuration not in self._configurations:
            raise SourcierError("eval.no_configuration", file=configuration, problem="unknown")
        data = chosen.default_data(shared_folder())
        with self._lock:
            if self._state is not None and self._state.running:
                raise SourcierError("eval.one_at_a_time")
            self._state = Underway(suite, configuration, 0, 0, running=True)
            self._suite, self._failure, self._stopping = suite, None, False
        order = Order(
            chosen,
            self._configurations[configuration],
            self._settings,
            data,
            self._runs,
            limit,
            seed,
            progress=self._advance,
        )
        Thread(target=self._run, args=(order,), name="evaluation", daemon=True).start()

    def stop(self) -> None:
        """Stop before the next item."""
        self._stopping = True

    def underway(self, language: Language) -> Underway | None:
        """What is running, or ran last."""
        state, failure = self._state, self._failure
        if state is None:
            return None
        problem = (failure.message(language), failure.hint(language)) if failure else ()
        return replace(state, title=say(self._named(self._suite).title, language), problem=problem)

    def _run(self, order: Order) -> None:
        try:
            run = run_suite(order, self._open)
            self._end(run.name)
        except SourcierError as error:
            self._failure = None if error.key == "eval.stopped" else error
            self._end("")
        except Exception as error:  # noqa: BLE001 (shown where the run was started)
            self._failure = SourcierError("eval.item_failed", item="–", problem=f"{type(error).__name__}: {error}")
            self._end("")

    def _advance(self, suite: str, done: int, total: int) -> None:
        if self._stopping:
            raise SourcierError("eval.stopped")
        if self._state is not None:
            self._state = replace(self._state, done=done, total=total)

    def _end(self, run: str) -> None:
        with self._lock:
            stopped = self._stopping and not run
            self._state = None if stopped or self._state is None else replace(self._state, running=False, run=run)

    def _shown(self, run: Run, language: Language) -> RunShown:
        try:
            title = say(self._named(run.suite).title, language)
        except SourcierError:  # of a suite that this version does not have: its figures are still there
            title = run.suite
        finished = str(run.times().get("finished", "")) if run.finished else ""
        done = int(run.about["items"]) if run.finished else len(run.items())
        return RunShown(run.name, run.suite, title, run.configuration, int(run.about["items"]), done, finished)


def page_evaluation(settings: Settings) -> PageEvaluation:
    """The section's port on an installation."""
    from eval.systems import open_system

    return PageEvaluation(settings, open_system)
