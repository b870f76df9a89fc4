"""What the section shows, as regions of the page: one function a request, nothing kept between them."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from corpora.catalogue import Language
from corpora.errors import SourcierError
from ui.evaluation.comparison import comparison_blocks
from ui.evaluation.item import item_blocks
from ui.evaluation.ports import EvaluationPort
from ui.evaluation.rail import progress, run_list, start_form
from ui.evaluation.requests import Seen, Started
from ui.evaluation.run import run_blocks
from ui.evaluation.words import evaluation_words
from ui.markup import tag
from ui.regions import Block, sent
from ui.words import notice

logger = logging.getLogger(__name__)

Sent = dict[str, Any]


@dataclass(frozen=True)
class Screens:
    """The section's answers to a browser."""

    port: EvaluationPort

    def opened(self, seen: Seen) -> Sent:
        """Everything: the form, what is running, the runs, and what is looked at."""
        language = seen.language
        form = self._blocks(
            language,
            lambda: [("form", start_form(self.port.suites(language), self.port.configurations(), language))],
        )
        return self._with_state(seen, {"form": form, **self._listed(seen), "main": self._main(seen)})

    def looked(self, seen: Seen) -> Sent:
        """A run, an item or a comparison; the list marks the run."""
        return self._with_state(seen, {**self._listed(seen), "main": self._main(seen)})

    def started(self, asked: Started) -> Sent:
        """A run begins."""
        try:
            self.port.start(asked.suite, asked.configuration, asked.limit, asked.seed)
        except SourcierError as error:
            return {"problem": [error.message(asked.language), error.hint(asked.language)]}
        return self.progressed(asked)

    def stopped(self, seen: Seen) -> Sent:
        """The run at hand is asked to stop."""
        self.port.stop()
        return self.progressed(seen)

    def progressed(self, seen: Seen) -> Sent:
        """How far the run at hand is."""
        return self._with_state(seen, {"progress": self._progress(seen)})

    def _with_state(self, seen: Seen, regions: dict[str, list[Block]]) -> Sent:
        underway = self.port.underway(seen.language)
        running = bool(underway and underway.running)
        came = underway.run if underway and not running else ""
        return sent(regions, running=running, came=came, run=seen.run, item=seen.item, other=seen.other)

    def _listed(self, seen: Seen) -> dict[str, list[Block]]:
        runs = self._blocks(
            seen.language, lambda: [("runs", run_list(self.port.runs(seen.language), seen.run, seen.language))]
        )
        return {"progress": self._progress(seen), "runs": runs}

    def _progress(self, seen: Seen) -> list[Block]:
        return [("progress", progress(self.port.underway(seen.language), seen.language))]

    def _main(self, seen: Seen) -> list[Block]:
        language = seen.language
        if not seen.run:
            t = evaluation_words(language)
            return [("welcome", tag("div", tag("h1", t("view")), tag("p", t("lead"), class_="lead")))]
        if seen.item:
            return self._blocks(language, lambda: item_blocks(self.port.item(seen.run, seen.item, language), language))
        if seen.other:
            return self._blocks(
                language, lambda: comparison_blocks(self.port.compare(seen.run, seen.other, language), language)
            )
        return self._blocks(language, lambda: run_blocks(self.port.run(seen.run, language), language))

    def _blocks(self, language: Language, blocks: Callable[[], Sequence[Block]]) -> list[Block]:
        """Blocks, or the notice of what prevents them."""
        try:
            return list(blocks())
        except SourcierError as error:
            failed = error
        except Exception:
            logger.exception("the evaluation section could not answer")
            failed = SourcierError("ui.unexpected")
        return [("problem", notice(failed.message(language), failed.hint(language)))]
