"""Claims against texts that support them, contradict them or say too little, for the verifier alone."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.measure import Reference, share
from eval.reading import in_shared
from eval.suite import Item, Loaded, Verdict
from eval.suites.formats.healthver import read_healthver
from eval.suites.formats.scifact import abstracts, corpus_beside, pairs
from eval.suites.label_measures import label_measures
from eval.system import Ability, System

LABELS = ("support", "contradict", "not enough information")


class ClaimVerification:
    """See :class:`eval.suite.Suite`. Reads SciFact's claims (whole abstracts as evidence) and HealthVer's CSV.

    The verifier was built to let a drafted sentence pass or not, by its words, numbers and directions: it is no
    entailment model. A paraphrase in other words fails, and only a claim that goes another way than the text's own is
    called contradicted. What it is for shows in the share of claims accepted that the text does not support.
    """

    name = "claim-verification"
    title = "eval_suites.claim_verification"
    needs: frozenset[Ability] = frozenset({"verify"})
    measures = (
        *label_measures(LABELS, "eval_suites.of_pairs"),
        share("accepted_wrongly", "eval_suites.accepted_wrongly", "eval_suites.of_unsupported", better="lower"),
        share("accepted_rightly", "eval_suites.accepted_rightly", "eval_suites.of_supported"),
        share("acceptance_precision", "eval_suites.acceptance_precision", "eval_suites.of_accepted"),
    )
    labels: tuple[str, ...] = ("eval_suites.labels_claims",)
    references: tuple[Reference, ...] = ()

    def default_data(self, shared: Path | None) -> Path:
        """SciFact's training claims."""
        return in_shared(shared, "benchmarks/scifact_claims_train.jsonl.gz")

    def load(self, data: Path) -> Loaded:
        """Every pair of a claim and a text that was judged."""
        if ".csv" in data.name:
            return Loaded(
                tuple(
                    Item(row.id, {"claim": row.claim, "evidence": row.evidence, "gold": row.label}, {"language": "en"})
                    for row in read_healthver(data)
                )
            )
        texts = {source.id: f"{source.title}\n{source.text}" for source in abstracts(corpus_beside(data))}
        judged = pairs(data)
        items = tuple(
            Item(
                pair.id,
                {"claim": pair.claim, "evidence": texts[pair.document], "gold": pair.label},
                {"language": "en"},
            )
            for pair in judged
            if pair.document in texts
        )
        left_out = len(judged) - len(items)
        return Loaded(items, {"eval_suites.without_abstract": left_out} if left_out else {})

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """Nothing to prepare."""
        return system

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """The verifier's verdict."""
        return system.verify(item.payload["claim"], (item.payload["evidence"],))

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """Its verdict as one of the three labels."""
        gold = item.payload["gold"]
        accepted = bool(output["supported"])
        given = LABELS[0] if accepted else LABELS[1] if output["contradicted"] else LABELS[2]
        wrong = () if gold == given else (f"{given} instead of {gold}: {output['reason'] or 'nothing amiss'}",)
        return Verdict(
            {
                "right": gold == given,
                "gold": gold,
                "given": given,
                "accepted_wrongly": accepted if gold != LABELS[0] else None,
                "accepted_rightly": accepted if gold == LABELS[0] else None,
                "acceptance_precision": gold == LABELS[0] if accepted else None,
            },
            wrong,
        )
