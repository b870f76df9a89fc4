"""What a full text reports of an outcome under an intervention against a comparator: higher, lower or no different."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.measure import Reference, mean, share
from eval.metrics.spans import span_score
from eval.reading import in_shared
from eval.suite import Item, Loaded, Verdict
from eval.suites.formats.evidence_inference import read_evidence_inference
from eval.suites.label_measures import label_measures
from eval.system import Ability, System
from eval.systems.effect_in_text import LABELS, effect_in_text


class EvidenceInference:
    """See :class:`eval.suite.Suite`. Reads Evidence Inference as JSONL.

    Measured is a reader made for this suite (:mod:`eval.systems.effect_in_text`): the project's sentence splitting and
    effect extraction, under two small linear models learnt from ``evidence_inference_train250``. The pipeline itself
    never classifies a full text. The result is the same for every configuration.
    """

    name = "evidence-inference"
    title = "eval_suites.evidence_inference"
    needs: frozenset[Ability] = frozenset()
    measures = (
        *label_measures(LABELS, "eval_suites.of_prompts"),
        share("span_hit", "eval_suites.span_hit", "eval_suites.of_marked"),
        mean("span_precision", "eval_suites.span_precision", "eval_suites.of_marked"),
        mean("span_recall", "eval_suites.span_recall", "eval_suites.of_marked"),
        share("answered", "eval_suites.answered", "eval_suites.of_prompts", better="neither"),
    )
    labels: tuple[str, ...] = ("eval_suites.labels_evidence_inference",)
    references: tuple[Reference, ...] = ()

    def default_data(self, shared: Path | None) -> Path:
        """The validation articles; nothing was learnt from them."""
        return in_shared(shared, "benchmarks/evidence_inference_validation.jsonl.gz")

    def load(self, data: Path) -> Loaded:
        """Every prompt on whose label most annotators agree."""
        prompts = read_evidence_inference(data)
        items = tuple(
            Item(
                id=prompt.id,
                payload={
                    "pmcid": prompt.pmcid,
                    "outcome": prompt.outcome,
                    "intervention": prompt.intervention,
                    "comparator": prompt.comparator,
                    "gold": prompt.label,
                    "spans": [list(span) for span in prompt.spans],
                    "text": prompt.text,
                },
                groups={"language": "en", "kind": prompt.label},
            )
            for prompt in prompts
            if prompt.label is not None
        )
        left_out = len(prompts) - len(items)
        return Loaded(items, {"eval_suites.without_label": left_out} if left_out else {})

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """Nothing to prepare."""
        return system

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """The label, and the sentence that it rests on."""
        asked = item.payload
        reported = effect_in_text(asked["text"], asked["intervention"], asked["comparator"], asked["outcome"])
        start, end = reported.span or (0, 0)
        return {
            "label": reported.label,
            "probability": reported.probability,
            "span": None if reported.span is None else [start, end],
            "quote": asked["text"][start:end],
        }

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """Right or wrong, and how the sentence cited covers what annotators marked."""
        gold, given = item.payload["gold"], output["label"]
        cited = [(output["span"][0], output["span"][1])] if output["span"] else []
        marked = [(start, end) for start, end in item.payload["spans"]]
        spans = span_score(cited, marked) if marked else None
        failures = [] if gold == given else [f"{given} instead of {gold}; cited: {output['quote'] or 'nothing'}"]
        if spans and not spans.hit:
            failures.append("the sentence cited is none that annotators marked")
        return Verdict(
            {
                "right": gold == given,
                "gold": gold,
                "given": given,
                "span_hit": spans.hit if spans else None,
                "span_precision": spans.precision if spans else None,
                "span_recall": spans.recall if spans else None,
                "answered": output["span"] is not None,
            },
            tuple(failures),
        )
