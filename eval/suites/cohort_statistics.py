"""Statistics of public cohorts, computed by Sourcier and as published."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpora.errors import SourcierError
from eval.cohort_references import Cohorts, references
from eval.measure import Reference, share
from eval.reading import in_shared
from eval.suite import Item, Loaded, Verdict
from eval.system import Ability, System


class CohortStatistics:
    """See :class:`eval.suite.Suite`. Reads a folder of the public cohorts; what is published stands in the project."""

    name = "cohort-statistics"
    title = "eval_suites.cohort_statistics"
    needs: frozenset[Ability] = frozenset()
    measures = (share("same", "eval_suites.same_digits", "eval_suites.of_published"),)
    labels: tuple[str, ...] = ("eval_suites.labels_published",)
    references: tuple[Reference, ...] = ()

    def __init__(self) -> None:
        self._cohorts: Cohorts | None = None

    def default_data(self, shared: Path | None) -> Path:
        """The public cohorts."""
        return in_shared(shared, "cohorts")

    def load(self, data: Path) -> Loaded:
        """Every published result."""
        if not data.is_dir():
            why = "a folder with the public cohorts is expected"
            raise SourcierError("eval.unknown_format", suite=self.name, file=data, why=why)
        return Loaded(
            tuple(
                Item(f"{number:02}", {"what": each.what, "published": each.printed, "source": each.source})
                for number, each in enumerate(references(), start=1)
            )
        )

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """Remember the folder; each cohort is read once."""
        self._cohorts = Cohorts(data)
        return system

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """The result as computed, rounded as it is published."""
        assert self._cohorts is not None
        return {"computed": references()[int(item.id) - 1].computed(self._cohorts)}

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """Whether every published digit is the same."""
        published, computed = item.payload["published"], output["computed"]
        same = published == computed
        return Verdict({"same": same}, () if same else (f"{item.payload['what']}: {computed} instead of {published}",))
