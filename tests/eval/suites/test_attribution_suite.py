"""Whether what an answer says is supported by what it cites."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.measure import Scored
from eval.suite import Item
from eval.suites.attribution import AnswerAttribution
from eval.suites.quotes import quotes_of
from eval.summary import summarise

TEXT = (
    "METHODS: 400 women with metastatic breast cancer were randomised to trastuzumab or placebo. "
    "RESULTS: Trastuzumab improved overall survival compared with placebo (hazard ratio for death 0.70, 95% CI 0.56-0.89; "
    "P=0.003). CONCLUSION: Trastuzumab improved overall survival in metastatic breast cancer."
)
QUESTION = {
    "id": "q",
    "lang": "en",
    "kind": "direct",
    "question": "Does trastuzumab prolong survival?",
    "answerable": True,
    "gold": ["10.1/a"],
}


def record(*sentences: tuple[str, list[int]], **changes: Any) -> dict[str, Any]:
    """An answer that drafts these sentences on two sources, of which the first reports the trial."""
    passages = {1: TEXT, 2: "Nothing of the kind was measured."}
    return {
        "language": "en",
        "abstained": False,
        "sources": [
            {"n": n, "id": f"doi:10.1/{n}", "title": "T", "passages": [{"id": f"{n}#0", "text": text}]}
            for n, text in passages.items()
        ],
        "findings": [],
        "sentences": [{"text": text, "citations": cited, "verdict": "supported"} for text, cited in sentences],
        "dropped": [],
    } | changes


@pytest.fixture
def scores(written: Callable[..., Path], system: Any) -> Callable[..., Any]:
    """The verdict on an answer."""

    def judge(answer: dict[str, Any]) -> Any:
        suite = AnswerAttribution()
        item = suite.load(written("q.jsonl", QUESTION)).items[0]
        system.answer = answer
        return suite.score(item, json.loads(json.dumps(suite.answer(item, system))))

    return judge


def test_sentences_that_their_source_supports_have_full_recall_and_precision(scores: Callable[..., Any]) -> None:
    verdict = scores(record(("Trastuzumab improved overall survival (hazard ratio 0.70).", [1])))
    assert (verdict.scores["citation_recall"], verdict.scores["citation_precision"]) == (1, 1)
    assert (verdict.scores["numbers"], verdict.scores["numbers_printed"]) == (1, 1)
    assert verdict.failures == ()


def test_a_second_source_that_adds_nothing_costs_precision(scores: Callable[..., Any]) -> None:
    verdict = scores(record(("Trastuzumab improved overall survival (hazard ratio 0.70).", [1, 2])))
    assert (verdict.scores["citation_recall"], verdict.scores["citation_precision"]) == (1, 0.5)


def test_the_wrong_source_supports_nothing(scores: Callable[..., Any]) -> None:
    verdict = scores(record(("Trastuzumab improved overall survival (hazard ratio 0.70).", [2])))
    assert (verdict.scores["citation_recall"], verdict.scores["citation_precision"]) == (0, 0)
    assert "number that no cited passage prints: 0.70" in verdict.failures


def test_an_altered_digit_is_neither_supported_nor_printed(scores: Callable[..., Any]) -> None:
    verdict = scores(record(("Trastuzumab improved overall survival (hazard ratio 0.71).", [1])))
    assert verdict.scores["citation_recall"] == 0
    assert (verdict.scores["numbers"], verdict.scores["numbers_printed"]) == (1, 0)


def test_an_answer_without_prose_has_no_citation_scores(scores: Callable[..., Any]) -> None:
    verdict = scores(record())
    assert verdict.scores["citation_recall"] is None


def test_quotations_have_to_stand_in_a_cited_passage_word_for_word() -> None:
    quote = "hazard ratio for death 0.70, 95% CI 0.56-0.89"
    findings = [
        {"text": "F", "citations": [n], "effects": [{"quote": q}]}
        for n, q in ((1, quote), (1, quote.replace("0.70", "0.7")), (2, quote))
    ]
    assert [found for _, found in quotes_of(record(findings=findings))] == [True, False, False]


def test_the_judge_is_held_against_people(system: Any) -> None:
    suite = AnswerAttribution()
    items = [
        Item(str(n), {"claim": claim, "title": "", "evidence": TEXT, "supported": supported})
        for n, (claim, supported) in enumerate(
            (("Trastuzumab improved overall survival.", True), ("Trastuzumab cured 99% of patients.", False)), start=1
        )
    ]
    verdicts = [suite.score(item, suite.answer(item, system)) for item in items]
    assert [(v.scores["people"], v.scores["judge"]) for v in verdicts] == [(True, True), (False, False)]
    answered = Scored(Item("q", {}), {"sentences": 0}, {})
    rows = [answered, *(Scored(item, v.scores, {}) for item, v in zip(items, verdicts, strict=True))]
    figures = {metric.key: metric for metric in summarise(suite.measures, rows, 0)}
    counted = {key: figures[key].denominator for key in ("judge_kappa", "judge_accepts", "judge_right")}
    assert counted == {"judge_kappa": 2, "judge_accepts": 1, "judge_right": 1}


def test_the_judges_sample_comes_from_the_shared_data(
    shared_data: Path, written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHARED_DATA", str(shared_data))
    loaded = AnswerAttribution().load(written("q.jsonl", QUESTION))
    sample = [item for item in loaded.items if item.groups.get("kind") == "judge's sample"]
    assert len(sample) == 200
    assert {item.payload["supported"] for item in sample} == {True, False}
