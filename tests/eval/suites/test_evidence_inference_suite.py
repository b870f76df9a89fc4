"""What a full text reports of one outcome in one comparison."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.errors import SourcierError
from eval.suites.evidence_inference import EvidenceInference
from eval.systems.effect_in_text import LABELS, effect_in_text
from eval.systems.effect_in_text.asked import abbreviations, asked
from eval.systems.effect_in_text.comparing import arm_mentions, by_numbers, orientation
from eval.systems.effect_in_text.cues import includes_null, p_is_significant

INCREASED, DECREASED, SAME = LABELS
TEXT = """TITLE:
Melatonin for sleep after surgery

ABSTRACT.METHODS:
Sixty patients were randomly assigned to melatonin or placebo. We measured sleep duration, pain and nausea.

ABSTRACT.RESULTS:
Sleep duration was significantly longer in the melatonin group than in the placebo group (p = 0.01).
Pain scores were significantly lower with melatonin compared with placebo (p < 0.001).
There was no significant difference in nausea between the melatonin and placebo groups (p = 0.62).

DISCUSSION:
Sleep matters to patients, and pain disturbs it.
"""
ARTICLE = {
    "pmcid": "PMC1",
    "text": TEXT,
    "prompts": [
        {
            "prompt_id": "1",
            "outcome": "nausea",
            "intervention": "melatonin",
            "comparator": "placebo",
            "annotations": [
                {"label": "no significant difference", "start": TEXT.index("There was no"), "end": len(TEXT) - 80}
            ],
        },
        {
            "prompt_id": "2",
            "outcome": "pain",
            "intervention": "melatonin",
            "comparator": "placebo",
            "annotations": [
                {"label": "significantly decrease", "start": 0, "end": 5},
                {"label": "no significant difference", "start": 0, "end": 5},
            ],
        },
    ],
}


@pytest.mark.parametrize(
    ("outcome", "label", "words"),
    [
        ("sleep duration", INCREASED, "Sleep duration was"),
        ("pain scores", DECREASED, "Pain scores were"),
        ("nausea", SAME, "no significant difference in nausea"),
    ],
)
def test_the_sentence_that_reports_the_outcome_is_found_and_read(outcome: str, label: str, words: str) -> None:
    reported = effect_in_text(TEXT, "melatonin", "placebo", outcome)
    assert reported.label == label
    assert reported.span is not None
    assert words in TEXT[slice(*reported.span)].replace("\n", " ")


def test_seen_from_the_other_arm_the_label_turns_round() -> None:
    assert effect_in_text(TEXT, "placebo", "melatonin", "sleep duration").label == DECREASED


def test_an_outcome_that_no_sentence_names_has_no_evidence() -> None:
    reported = effect_in_text(TEXT, "melatonin", "placebo", "haemoglobin")
    assert (reported.label, reported.span) == (SAME, None)


def test_an_abbreviation_stands_for_what_it_was_introduced_for() -> None:
    text = "A visual analogue scale (VAS) was used. Values of p (Fig) are shown."
    assert abbreviations(text) == {"vas": frozenset({"visual", "analog", "scale"})}
    assert "vas" in asked("a", "b", "visual analogue scale", text).outcome


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("Pain was lower with melatonin than with placebo.", 1),
        ("Pain was lower with placebo than with melatonin.", -1),
        ("Compared with placebo, melatonin had lower pain.", 1),
        ("Pain was lower at the end.", 0),
    ],
)
def test_who_is_said_to_have_less(sentence: str, side: int) -> None:
    arms = arm_mentions(sentence, asked("melatonin", "placebo", "pain", ""))
    assert orientation(sentence, sentence.index("lower"), arms) == side


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("Pain was 3.1 with melatonin and 4.2 with placebo, respectively.", -1),
        ("Pain: melatonin 5.1, placebo 4.2.", 1),
        ("Pain was 3.1 vs. 4.2 in placebo and melatonin.", 1),
        ("Pain was 3.1 with melatonin.", 0),
    ],
)
def test_whose_number_is_the_larger(sentence: str, side: int) -> None:
    arms = arm_mentions(sentence, asked("melatonin", "placebo", "pain", ""))
    assert by_numbers(sentence, arms, 0) == side


def test_p_values_and_intervals_are_read_as_printed() -> None:
    assert p_is_significant("=", "0.049") and p_is_significant("<", "0.05")
    assert not p_is_significant("=", "0.05") and not p_is_significant(">", "0.001")
    assert includes_null("0.56", "1.20") and includes_null("−2.0", "1.0")
    assert not includes_null("0.56", "0.89") and not includes_null("-2.0", "-1.0")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_whatever_the_text_there_is_a_label_and_the_span_lies_in_it(text: str, one: str, other: str, of: str) -> None:
    reported = effect_in_text(text, one, other, of)
    assert reported.label in LABELS
    assert reported.span is None or 0 <= reported.span[0] < reported.span[1] <= len(text)


def test_prompts_on_which_annotators_are_split_are_left_out(written: Callable[..., Path]) -> None:
    loaded = EvidenceInference().load(written("e.jsonl", ARTICLE))
    assert ([item.id for item in loaded.items], loaded.excluded) == (["1"], {"eval_suites.without_label": 1})


def test_label_and_cited_sentence_are_scored(written: Callable[..., Path], system: Any) -> None:
    suite = EvidenceInference()
    item = suite.load(written("e.jsonl", ARTICLE)).items[0]
    output = suite.answer(item, system)
    assert suite.answer(item, system) == output
    scores = suite.score(item, output).scores
    assert (scores["right"], scores["span_hit"]) == (True, True)
    wrong = suite.score(item, {**output, "label": INCREASED, "span": [0, 5], "quote": "TITLE"})
    assert wrong.scores["span_hit"] is False
    assert wrong.failures == (
        "significantly increased instead of no significant difference; cited: TITLE",
        "the sentence cited is none that annotators marked",
    )


def test_a_label_of_another_kind_is_named(written: Callable[..., Path]) -> None:
    bad = {**ARTICLE, "prompts": [{**ARTICLE["prompts"][0], "annotations": [{"label": "up", "start": 0, "end": 1}]}]}  # type: ignore[dict-item, index]
    with pytest.raises(SourcierError, match=r"e.jsonl, line 1: prompts\.0\.annotations\.0\.label"):
        EvidenceInference().load(written("e.jsonl", bad))
