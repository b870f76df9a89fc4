"""PubMedQA through retrieval: the abstract has to be found among a thousand before the question can be decided."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpora.literature.source import Source
from eval.measure import share
from eval.suite import Item, Loaded, Verdict
from eval.suites.deciding import decide
from eval.suites.formats.pubmedqa import DECISIONS, read_corpus
from eval.suites.label_measures import label_measures
from eval.suites.pubmedqa import REFERENCES, PubMedQA, decision_verdict
from eval.system import Ability, System

_READ = 2


class PubMedQARetrieval(PubMedQA):
    """See :class:`eval.suite.Suite`. The question is all that is given; the abstracts searched are whole, as in use."""

    name = "pubmedqa-retrieval"
    title = "eval_suites.pubmedqa_retrieval"
    needs: frozenset[Ability] = frozenset({"search", "complete"})
    measures = (
        *label_measures(DECISIONS, "eval_suites.of_questions"),
        share("found", "eval_suites.abstract_first", "eval_suites.of_questions"),
    )
    labels: tuple[str, ...] = ("eval_suites.labels_pubmedqa",)
    references = REFERENCES

    def __init__(self) -> None:
        self._corpus: dict[str, Source] = {}

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """The system over all abstracts, whichever questions are asked."""
        self._corpus = {source.id: source for source in read_corpus(data)}
        return system.over(self._corpus.values(), "pubmedqa")

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """The model's decision on the first abstracts found."""
        found = [ranked.source_id for ranked in system.search(item.payload["question"], _READ)]
        texts = [self._corpus[name].text for name in found]
        return {"found": found, "decision": decide(system, item.payload["question"], texts, DECISIONS)}

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """Right or wrong, and whether the question's own abstract came first."""
        verdict = decision_verdict(item.payload["gold"], output["decision"])
        first = output["found"][:1] == [f"pmid:{item.id}"]
        return Verdict({**verdict.scores, "found": first}, verdict.failures)
