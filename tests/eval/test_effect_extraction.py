"""The evaluation of effect extraction counts what it says it counts."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from corpora.literature.effect import EffectEstimate, Measure
from eval.effect_extraction import main, read_abstracts, split
from eval.effects.agreement import Arms, agreement_on
from eval.effects.tally import tally

ABSTRACT = "Overall survival was longer with A than with B (HR, 0.62; 95% CI, 0.47 to 0.80)."
CURATED = EffectEstimate(
    endpoint="overall survival",
    measure=Measure.HAZARD_RATIO,
    comparison="drug A vs placebo",
    value=Decimal("0.62"),
    ci_low=Decimal("0.47"),
    ci_high=Decimal("0.80"),
)


def arms_of(comparison: str) -> Arms:
    agreement = agreement_on("10.1/x", ABSTRACT, [replace(CURATED, comparison=comparison)], [CURATED])
    return agreement.matched[0].arms


def test_the_same_arms_in_the_other_direction_are_reversed() -> None:
    assert arms_of("drug A vs placebo") is Arms.SAME
    assert arms_of("placebo vs drug A") is Arms.REVERSED
    assert arms_of("") is Arms.NOT_GIVEN
    assert arms_of("surgery vs observation") is Arms.NOT_COMPARABLE


def test_a_ratio_with_another_interval_is_missed_and_added() -> None:
    other = replace(CURATED, ci_high=Decimal("0.81"))
    agreement = agreement_on("10.1/x", ABSTRACT, [other], [CURATED])
    assert (agreement.missed, agreement.added, agreement.printed) == ((CURATED,), (other,), ())


def test_a_ratio_that_no_card_lists_counts_as_printed_if_the_abstract_prints_it() -> None:
    agreement = agreement_on("10.1/x", ABSTRACT, [CURATED], [])
    assert agreement.printed == (CURATED,)
    rows = {row.figure: (row.right, row.of) for row in tally([agreement])}
    assert rows["ratios with interval: precision, strict (on a card)"] == (0, 1)
    assert rows["ratios with interval: precision (on a card or printed)"] == (1, 1)


def test_the_held_out_abstracts_are_none_that_it_was_developed_on() -> None:
    dois = [f"10.1/{n}" for n in range(100)]
    developed, held_out = split(dois, "development"), split(dois, "held-out")
    assert not set(developed) & set(held_out)
    assert sorted([*developed, *held_out]) == sorted(split(dois, "all"))


def test_abstracts_that_are_not_there_end_the_command_with_a_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--abstracts", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err


def test_the_targets_hold_on_the_held_out_abstracts(shared_data: Path) -> None:
    from assistant.effects import extract_effects
    from corpora.literature.starter.cards import starter_sources

    abstracts = dict(read_abstracts(shared_data / "literature" / "oncology_rct_abstracts.jsonl.gz"))
    curated = {source.identifiers["doi"]: source.effects for source in starter_sources()}
    chosen = split(sorted(set(abstracts) & set(curated)), "held-out")
    agreements = [agreement_on(d, abstracts[d], extract_effects(abstracts[d]), curated[d]) for d in chosen]
    shares = {row.figure.strip(): row.right / row.of for row in tally(agreements) if row.of}
    assert shares["ratios with interval: recall"] >= 0.95
    assert shares["ratios with interval: precision (on a card or printed)"] >= 0.98
