"""What the section shows, as regions of the page: one function a request, nothing kept between them."""

import base64
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from corpora.catalogue import Language
from corpora.cohorts.cohort import Dictionary
from corpora.errors import SourcierError
from ui.cohorts.count import count_blocks, count_form
from ui.cohorts.examples import criteria_examples
from ui.cohorts.exported import exported
from ui.cohorts.listing import cohort_head, cohort_list, cohort_tabs
from ui.cohorts.patient_form import patient_form
from ui.cohorts.ports import CohortsPort
from ui.cohorts.profile import profile_blocks
from ui.cohorts.requests import Counted, Exported, Patient, Seen
from ui.cohorts.similar import empty_block, similar_blocks
from ui.markup import Markup
from ui.regions import Block, sent
from ui.words import notice

logger = logging.getLogger(__name__)

Sent = dict[str, Any]


@dataclass(frozen=True)
class Screens:
    """The section's answers to a browser."""

    port: CohortsPort

    def opened(self, seen: Seen) -> Sent:
        """The list, and the chosen cohort with empty results; without any cohort only the list."""
        cohorts = list(self.port.cohorts())
        chosen = next((c for c in cohorts if c.id == seen.cohort), cohorts[0] if cohorts else None)
        listed: list[Block] = [("list", cohort_list(cohorts, chosen.id if chosen else "", seen.language))]
        if chosen is None:
            return sent({"list": listed, "head": [], "tabs": [], "form": [], "results": [], "profile": [],
                         "criteria": [], "counted": []}, cohort="")  # fmt: skip
        # A block's key names its cohort: what was typed is carried over within one, never into another.
        return sent(
            {
                "list": listed,
                "head": [(f"head-{chosen.id}", cohort_head(chosen, seen.language))],
                "tabs": [("tabs", cohort_tabs(seen.language))],
                "form": [(f"form-{chosen.id}", patient_form(chosen, seen.language))],
                "results": [empty_block(seen.language)] if chosen.outcomes else [],
                "profile": [],
                "criteria": [(f"criteria-{chosen.id}", _criteria(chosen, seen.language))],
                "counted": [],
            },
            cohort=chosen.id,
        )

    def similar(self, asked: Patient) -> Sent:
        """The patients most like the one described."""
        return self._shown(
            "results",
            asked.language,
            lambda: similar_blocks(
                self.port.similar(asked.cohort, asked.described(), asked.language), asked.language, asked.width
            ),
        )

    def profile(self, seen: Seen) -> Sent:
        """Table 1."""
        return self._shown(
            "profile",
            seen.language,
            lambda: profile_blocks(self.port.profile(seen.cohort, seen.language), seen.language, seen.width),
        )

    def counted(self, asked: Counted) -> Sent:
        """How many patients meet the criteria."""
        return self._shown(
            "counted",
            asked.language,
            lambda: count_blocks(self.port.count(asked.cohort, asked.criteria, asked.language), asked.language),
        )

    def export(self, asked: Exported) -> Sent:
        """A file, named by the cohort alone: a name says nothing of the patient."""
        try:
            found = self.port.similar(asked.cohort, asked.described(), asked.language)
        except SourcierError as error:
            return {"problem": [error.message(asked.language), error.hint(asked.language)]}
        content = exported(found, asked.format, asked.language)
        return {"name": f"{found.cohort}.{asked.format}", "base64": base64.b64encode(content).decode()}

    def removed(self, seen: Seen) -> Sent:
        """Without the cohort."""
        try:
            self.port.remove(seen.cohort)
        except SourcierError as error:
            return {"problem": [error.message(seen.language), error.hint(seen.language)]}
        return self.opened(seen.model_copy(update={"cohort": ""}))

    def _shown(self, region: str, language: Language, blocks: Callable[[], Sequence[Block]]) -> Sent:
        """Blocks in a region, or there the notice of what prevents them."""
        try:
            return sent({region: list(blocks())})
        except SourcierError as error:
            failed = error
        except Exception as error:  # noqa: BLE001 - said on the page; its message could quote what was typed, so it is not logged
            logger.error("the cohorts section could not answer (%s): %s", region, type(error).__name__)
            failed = SourcierError("ui.unexpected")
        return sent({region: [("problem", notice(failed.message(language), failed.hint(language)))]})


def _criteria(cohort: Dictionary, language: Language) -> Markup:
    return count_form(cohort, criteria_examples(cohort, language), language)
