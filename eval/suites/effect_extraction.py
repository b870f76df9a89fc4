"""Effect estimates extracted from abstracts, against those that were curated from them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.effects import extract_effects
from assistant.record import effect_from_record, effect_record
from corpora.literature.effect import RATIOS, EffectEstimate
from corpora.literature.starter.cards import starter_sources
from eval.effects.agreement import Agreement, Arms, agreement_on
from eval.measure import Reference, ratio
from eval.reading import in_shared
from eval.suite import Item, Loaded, Verdict
from eval.suites.formats.abstracts import read_abstracts
from eval.suites.year_group import year_group
from eval.system import Ability, System


class EffectExtraction:
    """See :class:`eval.suite.Suite`. Reads abstracts by DOI (JSONL); those of the starter library's cards are scored."""

    name = "effect-extraction"
    title = "eval_suites.effect_extraction"
    needs: frozenset[Ability] = frozenset()
    measures = (
        ratio("recall", "eval_suites.effect_recall", "eval_suites.of_ratios", score="ratios_found", over="ratios"),
        ratio(
            "precision",
            "eval_suites.effect_precision",
            "eval_suites.of_extracted",
            score="ratios_right",
            over="ratios_extracted",
        ),
        ratio("measure", "eval_suites.effect_measure", "eval_suites.of_found", score="measure", over="ratios_found"),
        ratio("endpoint", "eval_suites.effect_endpoint", "eval_suites.of_found", score="endpoint", over="ratios_found"),
        ratio("arms", "eval_suites.effect_arms", "eval_suites.of_arms_told", score="arms_same", over="arms_told"),
        ratio("others", "eval_suites.other_recall", "eval_suites.of_others", score="others_found", over="others"),
    )
    labels: tuple[str, ...] = ("eval_suites.labels_cards",)
    references: tuple[Reference, ...] = ()

    def default_data(self, shared: Path | None) -> Path:
        """Abstracts of randomised oncology trials."""
        return in_shared(shared, "literature/oncology_rct_abstracts.jsonl.gz")

    def load(self, data: Path) -> Loaded:
        """The abstracts that have a card with effects."""
        cards = {source.identifiers["doi"]: source for source in starter_sources() if source.effects}
        read = read_abstracts(data)
        items = tuple(
            Item(
                id=row.doi,
                payload={"abstract": row.abstract, "curated": [effect_record(e) for e in cards[row.doi].effects]},
                groups=year_group(cards[row.doi].year),
            )
            for row in read
            if row.doi in cards
        )
        left_out = len(read) - len(items)
        return Loaded(items, {"eval_suites.without_card": left_out} if left_out else {})

    def prepare(self, loaded: Loaded, data: Path, system: System) -> System:
        """Nothing to prepare."""
        return system

    def answer(self, item: Item, system: System) -> dict[str, Any]:
        """What the extraction finds in the abstract alone."""
        return {"effects": [effect_record(effect) for effect in extract_effects(item.payload["abstract"])]}

    def score(self, item: Item, output: Mapping[str, Any]) -> Verdict:
        """As ``python -m eval.effect_extraction`` counts."""
        curated = [effect_from_record(record) for record in item.payload["curated"]]
        extracted = [effect_from_record(record) for record in output["effects"]]
        agreement = agreement_on(item.id, item.payload["abstract"], extracted, curated)
        return Verdict(_counts(agreement), tuple(agreement.disagreements()))


def _counts(agreement: Agreement) -> dict[str, int]:
    matched = [pair for pair in agreement.matched if _with_interval(pair.curated)]
    others = [pair for pair in agreement.matched if pair.curated.measure not in RATIOS]
    added = sum(map(_with_interval, agreement.added))
    told = [pair for pair in matched if pair.arms in (Arms.SAME, Arms.REVERSED)]
    return {
        "ratios": len(matched) + sum(map(_with_interval, agreement.missed)),
        "ratios_found": len(matched),
        "ratios_extracted": len(matched) + added,
        "ratios_right": len(matched) + sum(map(_with_interval, agreement.printed)),
        "measure": sum(pair.measure_right for pair in matched),
        "endpoint": sum(pair.endpoint_right for pair in matched),
        "arms_told": len(told),
        "arms_same": sum(pair.arms is Arms.SAME for pair in told),
        "others": len(others) + sum(effect.measure not in RATIOS for effect in agreement.missed),
        "others_found": len(others),
    }


def _with_interval(effect: EffectEstimate) -> bool:
    return effect.measure in RATIOS and (effect.ci_low is not None or effect.ci_high is not None)
