"""How well a query's relevant documents are ranked, over a collection of its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.measure import Reference, mean
from eval.metrics.ranking import ranking_scores
from eval.reading import in_shared
from eval.suite import Item, Loaded, Verdict
from eval.suites.formats import beir, scifact
from eval.system import Ability, System

_FIRST = 10
_DEEP = 100


class Retrieval:
    """See :class:`eval.suite.Suite`. Reads BEIR folders, and SciFact's claims with the corpus beside them.

    The part that is measured (words, meaning, both) is that of the system's configuration.
    """

    name = "retrieval"
    title = "eval_suites.retrieval"
    needs: frozenset[Ability] = frozenset({"search"})
    measures = (
        mean("ndcg_at_10", "eval_suites.ndcg_at_10", "eval_suites.of_queries"),
        mean("recall_at_10", "eval_suites.recall_at_10", "eval_suites.of_queries"),
        mean("recall_at_100", "eval_suites.recall_at_100", "eval_suites.of_queries"),
        mean("mrr_at_10", "eval_suites.mrr_at_10", "eval_suites.of_queries"),
    )
    labels: tuple[str, ...] = ("eval_suites.labels_relevance",)
    references: tuple[Reference, ...] = ()

    def default_data(self, shared: Path | None) -> Path:
        """SciFact's training claims, in English and French."""
        return in_shared(shared, "benchmarks/scifact_claims_train.jsonl.gz")

    def load(self, data: Path) -> Loaded:
        """The queries that have a relevant document."""
        read = beir.queries(data) if data.is_dir() else scifact.queries(data)
        kept = [query for query in read if any(grade > 0 for grade in query.relevance.values())]
        items = tuple(
            Item(
                id=query.id,
                payload={"query": query.text, "relevance": dict(sorted(query.relevance.items()))},
                groups={"language": query.language},
            )
            for query in kept
        )
        left_out = len(read) - len(kept)
        return Loaded(items, {"eval_suites.without_relevant": left_out} if left_out else {})

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """The system over the whole collection, however few queries are asked."""
        if data.is_dir():
            return system.over(beir.corpus(data), data.name)
        return system.over(scifact.abstracts(scifact.corpus_beside(data)), "scifact")

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """The hundred best documents."""
        return {"ranked": [found.source_id for found in system.search(item.payload["query"], _DEEP)]}

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """nDCG, recall and reciprocal rank."""
        ranked, relevance = output["ranked"], item.payload["relevance"]
        first, deep = ranking_scores(ranked, relevance, _FIRST), ranking_scores(ranked, relevance, _DEEP)
        missed = [name for name, grade in relevance.items() if grade > 0 and name not in ranked[:_FIRST]]
        return Verdict(
            {
                "ndcg_at_10": first["nDCG@10"],
                "recall_at_10": first["recall@10"],
                "recall_at_100": deep["recall@100"],
                "mrr_at_10": first["MRR@10"],
            },
            tuple(f"not in the first {_FIRST}: {name}" for name in missed),
        )
