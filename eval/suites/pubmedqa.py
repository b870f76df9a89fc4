"""PubMedQA as published: yes, no or maybe, the abstract without its conclusion given."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.measure import Reference
from eval.reading import in_shared
from eval.suite import Item, Loaded, Verdict
from eval.suites.deciding import decide
from eval.suites.formats.pubmedqa import DECISIONS, read_pubmedqa
from eval.suites.label_measures import label_measures
from eval.suites.year_group import year_group
from eval.system import Ability, System

_PAPER = "Jin et al., EMNLP 2019"
REFERENCES = (
    Reference("accuracy", "eval_suites.always_yes", 0.552, _PAPER),
    Reference("accuracy", "eval_suites.one_human", 0.78, _PAPER),
)


class PubMedQA:
    """See :class:`eval.suite.Suite`. Compares language models: nothing is retrieved."""

    name = "pubmedqa"
    title = "eval_suites.pubmedqa"
    needs: frozenset[Ability] = frozenset({"complete"})
    measures = label_measures(DECISIONS, "eval_suites.of_questions")
    labels: tuple[str, ...] = ("eval_suites.labels_pubmedqa",)
    references = REFERENCES

    def default_data(self, shared: Path | None) -> Path:
        """Half of the expert-labelled questions."""
        return in_shared(shared, "benchmarks/pubmedqa_train.jsonl.gz")

    def load(self, data: Path) -> Loaded:
        """Every question."""
        return Loaded(
            tuple(
                Item(
                    id=row.pmid,
                    payload={"question": row.question, "contexts": list(row.contexts), "gold": row.final_decision},
                    groups={"language": "en", **year_group(row.year)},
                )
                for row in read_pubmedqa(data)
            )
        )

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """Nothing to prepare."""
        return system

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """The model's decision on the given context."""
        return {"decision": decide(system, item.payload["question"], item.payload["contexts"], DECISIONS)}

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """Right or wrong."""
        return decision_verdict(item.payload["gold"], output["decision"])


def decision_verdict(gold: str, given: str) -> Verdict:
    """The verdict on a label."""
    wrong = () if gold == given else (f"{given or 'nothing'} instead of {gold}",)
    return Verdict({"right": gold == given, "gold": gold, "given": given}, wrong)
