"""The suites that compare language models: PubMedQA, BioASQ, multiple choice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpora.errors import SourcierError
from eval.measure import Measure, Scored
from eval.suites.bioasq import BioASQ
from eval.suites.multiple_choice import MultipleChoice
from eval.suites.pubmedqa import PubMedQA
from eval.suites.pubmedqa_retrieval import PubMedQARetrieval
from eval.summary import summarise

PUBMED = {"pmid": "1", "question": "Does it?", "contexts": ["It did."], "year": "2013", "final_decision": "yes"}
FRENCH = {
    "id": "f",
    "question": "Lesquelles ?",
    "answers": {"a": "un", "b": "deux", "c": "trois"},
    "correct_answers": ["a", "c"],
}


def scored(suite: Any, path: Path, system: Any) -> list[Scored]:
    """Every item of a file, answered and scored."""
    loaded = suite.load(path)
    ready = suite.prepare(loaded, path, system)
    return [Scored(i, suite.score(i, suite.answer(i, ready)).scores, {}) for i in loaded.items]


def value(suite: Any, key: str, rows: list[Scored]) -> float | None:
    """A statistic of a suite over items."""
    measure: Measure = next(m for m in suite.measures if m.key == key)
    assert measure.function is not None
    return measure.function(rows)


def test_pubmedqa_gives_the_context_and_allows_three_words(written: Callable[..., Path], system: Any) -> None:
    system.texts = ["no"]
    rows = scored(PubMedQA(), written("q.jsonl.gz", PUBMED), system)
    prompt, choices = system.prompts[0]
    assert "It did." in prompt and "Does it?" in prompt
    assert choices == ("yes", "no", "maybe")
    assert rows[0].scores == {"right": False, "gold": "yes", "given": "no"}
    assert rows[0].item.groups == {"language": "en", "year": "2010–2014"}


def test_pubmedqa_as_published_is_read_alike(written: Callable[..., Path]) -> None:
    published = {"1": {"QUESTION": "Does it?", "CONTEXTS": ["It did."], "YEAR": "2013", "final_decision": "yes"}}
    both = [PubMedQA().load(written(name, content)) for name, content in (("a.jsonl", PUBMED), ("b.json", published))]
    assert both[0] == both[1]


def test_pubmedqa_names_the_baseline_and_the_human() -> None:
    assert [reference.value for reference in PubMedQA().references] == [0.552, 0.78]


def test_pubmedqa_through_retrieval_reads_what_was_found(written: Callable[..., Path], system: Any) -> None:
    path = written("q.jsonl", PUBMED)
    written("pubmedqa_corpus.jsonl", *({"pmid": p, "sections": [["R", f"Text {p}."]]} for p in ("1", "2", "3")))
    system.found, system.texts = ["pmid:2", "pmid:1", "pmid:3"], ["yes"]
    rows = scored(PubMedQARetrieval(), path, system)
    assert "Text 2." in system.prompts[0][0] and "Text 1." in system.prompts[0][0]
    assert "Text 3." not in system.prompts[0][0] and "It did." not in system.prompts[0][0]
    assert rows[0].scores["found"] is False and rows[0].scores["right"] is True


def test_macro_f1_stands_beside_that_of_the_most_frequent_label(written: Callable[..., Path], system: Any) -> None:
    rows = [{**PUBMED, "pmid": str(n), "final_decision": d} for n, d in enumerate(("yes", "yes", "no", "maybe"))]
    system.texts = ["yes", "no", "no", "maybe"]
    suite = PubMedQA()
    found = scored(suite, written("q.jsonl", *rows), system)
    assert value(suite, "macro_f1", found) == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert value(suite, "majority_macro_f1", found) == pytest.approx((2 / 3) / 3)
    assert value(suite, "majority_accuracy", found) == 0.5


def test_bioasq_asks_yes_no_and_summary_questions_and_counts_the_rest(
    written: Callable[..., Path], system: Any
) -> None:
    snippet = [{"text": "It helps the heart."}]
    questions = [
        {"id": "y", "type": "yesno", "body": "Does it?", "snippets": snippet, "exact_answer": ["Yes"]},
        {"id": "s", "type": "summary", "body": "What?", "snippets": snippet, "ideal_answer": "It helps the heart."},
        {"id": "f", "type": "factoid", "body": "Which?", "snippets": snippet, "exact_answer": [["a"], ["b"]]},
        {"id": "n", "type": "yesno", "body": "And?", "snippets": [], "exact_answer": "no"},
        {"id": "u", "type": "yesno", "body": "So?", "snippets": snippet},
    ]
    path, suite = written("b.json", {"questions": questions}), BioASQ()
    system.texts = ["yes", "It helps the heart."]
    rows = scored(suite, path, system)
    assert rows[0].scores["right"] is True
    assert rows[1].scores == {"rouge_2": 1, "rouge_l": 1}
    figures = {metric.key: metric for metric in summarise(suite.measures, rows, 0)}
    assert (figures["macro_f1"].denominator, figures["majority_accuracy"].denominator) == (1, 1)
    assert suite.load(path).excluded == {
        "eval_suites.other_type": 1,
        "eval_suites.without_answer": 1,
        "eval_suites.without_snippets": 1,
    }


def test_the_examples_in_bioasqs_format_are_all_asked() -> None:
    loaded = BioASQ().load(BioASQ().default_data(None))
    assert (len(loaded.items), loaded.excluded) == (8, {})


def test_french_medmcqa_may_have_several_right_answers(written: Callable[..., Path], system: Any) -> None:
    system.texts = ["A, B"]
    rows = scored(MultipleChoice(), written("m.jsonl", FRENCH), system)
    assert system.prompts[0][1] == ("A", "B", "C", "A, B", "A, C", "B, C", "A, B, C")
    assert rows[0].scores == {"exact_match": False, "hamming": pytest.approx(1 / 3), "chance": pytest.approx(1 / 7)}
    assert rows[0].item.groups == {"language": "fr", "kind": "several right answers"}


def test_a_list_as_published_is_read_alike(written: Callable[..., Path]) -> None:
    assert MultipleChoice().load(written("m.json", [FRENCH])) == MultipleChoice().load(written("m.jsonl", FRENCH))


def test_mirage_has_one_right_answer(written: Callable[..., Path], system: Any) -> None:
    question = {"question": "Which?", "options": {"A": "one", "B": "two"}, "answer": "B"}
    system.texts = ["B"]
    rows = scored(MultipleChoice(), written("benchmark.json", {"medqa": {"0000": question}}), system)
    assert system.prompts[0][1] == ("A", "B")
    assert (rows[0].item.id, rows[0].item.groups["kind"], rows[0].scores["exact_match"]) == (
        "medqa-0000",
        "medqa",
        True,
    )


@pytest.mark.parametrize(
    ("suite", "name", "content", "said"),
    [
        (PubMedQA(), "q.jsonl", {**PUBMED, "final_decision": "perhaps"}, "q.jsonl, line 1: final_decision"),
        (PubMedQA(), "q.json", {"9": {"QUESTION": "Does it?"}}, "q.json, PMID 9: contexts"),
        (PubMedQA(), "q.json", [], "an object by PMID"),
        (BioASQ(), "b.json", {"items": []}, 'the list "questions"'),
        (BioASQ(), "b.json", {"questions": [{"id": "1", "type": "yesno"}]}, r"questions\[0\]: body"),
        (MultipleChoice(), "m.jsonl", {**FRENCH, "correct_answers": ["z"]}, "correct_answers names a letter"),
        (MultipleChoice(), "m.json", "3", "neither a list of questions"),
        (MultipleChoice(), "m.json", {"medqa": {"1": {"question": "x", "options": {}}}}, "medqa.1: options"),
    ],
)
def test_a_malformed_file_is_refused_by_name(
    written: Callable[..., Path], suite: Any, name: str, content: Any, said: str
) -> None:
    with pytest.raises(SourcierError, match=said):
        suite.load(written(name, content))
