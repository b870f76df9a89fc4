"""What de-identification removes of a text's identifiers, and what it removes by mistake."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpora.cohorts.deidentify import Identifier, redact
from eval.deidentified.annotated import AnnotatedText, Marked, read_annotated
from eval.deidentified.score import score_text
from eval.measure import Reference, ratio, share
from eval.reading import in_shared
from eval.suite import Item, Loaded, Verdict
from eval.system import Ability, System


class Deidentification:
    """See :class:`eval.suite.Suite`. Reads the annotated texts of docs/deidentify.md.

    Each identifier is an item, so that recall is tabulated by category; and each text is one, for what is removed by
    mistake. A run keeps the texts: run it on invented or public ones.
    """

    name = "deidentification"
    title = "eval_suites.deidentification"
    needs: frozenset[Ability] = frozenset()
    measures = (
        share("removed", "eval_suites.removed", "eval_suites.of_identifiers"),
        share("touched", "eval_suites.touched", "eval_suites.of_identifiers"),
        ratio("precision", "eval_suites.redaction_precision", "eval_suites.of_redacted", score="right", over="found"),
    )
    labels: tuple[str, ...] = ("eval_suites.labels_identifiers",)
    references: tuple[Reference, ...] = ()

    def default_data(self, shared: Path | None) -> Path:
        """French clinical text blocks with invented identities."""
        return in_shared(shared, "deid/french_clinical_tagged.jsonl.gz")

    def load(self, data: Path) -> Loaded:
        """Each text, after its identifiers."""
        items = []
        for number, text in enumerate(read_annotated(data), start=1):
            payload = {"text": text.text, "language": text.language}
            for mark in text.marked:
                items.append(
                    Item(
                        f"{number}-{mark.start}",
                        {**payload, "marked": [[mark.start, mark.end, mark.category]]},
                        {"language": text.language, "kind": mark.category},
                    )
                )
            marked = [[mark.start, mark.end, mark.category] for mark in text.marked]
            items.append(Item(f"{number}", {**payload, "marked": marked, "whole": True}, {"language": text.language}))
        return Loaded(tuple(items))

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """Nothing to prepare."""
        return system

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """The spans that are redacted."""
        spans = redact(item.payload["text"], item.payload["language"], note=True).spans
        return {"redacted": [[span.start, span.end, span.label] for span in spans]}

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """As ``python -m eval.deidentification`` counts."""
        text = AnnotatedText(
            item.payload["text"],
            item.payload["language"],
            tuple(Marked(start, end, category) for start, end, category in item.payload["marked"]),
        )
        scored = score_text(text, [Identifier(start, end, label) for start, end, label in output["redacted"]])
        if item.payload.get("whole"):
            tally = scored.tallies.get("all")
            counts = {"found": tally.found, "right": tally.right} if tally else {"found": 0, "right": 0}
            return Verdict(counts, tuple(f"removed by mistake: {part}" for part in scored.mistaken))
        tally = scored.tallies["all"]
        return Verdict(
            {"removed": tally.removed == 1, "touched": tally.touched == 1},
            tuple(f"left in part: {part}" for part in scored.missed),
        )
