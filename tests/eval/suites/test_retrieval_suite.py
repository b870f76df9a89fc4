"""The retrieval suite: BEIR folders and SciFact files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpora.errors import SourcierError
from eval.suites.retrieval import Retrieval

CLAIM = {
    "id": "7",
    "claim": "Drug helps.",
    "evidence_doc_id": "11",
    "evidence_label": "SUPPORT",
    "cited_doc_ids": "[11]",
}
ABSTRACT = {"doc_id": "11", "title": "A drug", "abstract": "['It helps.'\n 'It does.']"}


@pytest.fixture
def beir(written: Callable[..., Path]) -> Path:
    """Two documents and three queries, of which one is judged to have nothing and one is not judged."""
    corpus = written(
        "b/corpus.jsonl", {"_id": "d1", "title": "T", "text": "a"}, {"_id": "D2", "title": "", "text": "b"}
    )
    written(
        "b/queries.jsonl",
        {"_id": "q1", "text": "What is a?", "metadata": {}},
        {"_id": "q2", "text": "Qu'est-ce ?", "metadata": {"language": "fr"}},
        {"_id": "q3", "text": "c"},
    )
    written("b/qrels/test.tsv", "query-id\tcorpus-id\tscore", "q1\tD2\t1", "q2\td1\t0")
    return corpus.parent


@pytest.fixture
def scifact(written: Callable[..., Path]) -> Path:
    """One claim in two languages, and its abstract."""
    written("s/corpus.jsonl", ABSTRACT)
    written("s/claims_train_fr1.tsv", "7\tLe médicament aide.")
    return written("s/claims_train.jsonl", CLAIM)


def test_queries_are_asked_that_have_a_relevant_document(beir: Path) -> None:
    loaded = Retrieval().load(beir)
    assert [(item.id, item.payload["relevance"]) for item in loaded.items] == [("q1", {"file:d2": 1})]
    assert loaded.excluded == {"eval_suites.without_relevant": 1}


def test_the_whole_collection_is_searched(beir: Path, system: Any) -> None:
    suite = Retrieval()
    suite.prepare(suite.load(beir), beir, system)
    assert [source.id for source in system.sources] == ["file:d1", "file:d2"]


def test_a_ranking_is_scored_and_what_is_missed_is_named(beir: Path, system: Any) -> None:
    suite = Retrieval()
    item = suite.load(beir).items[0]
    system.found = ["file:d1", "file:d2"]
    assert suite.score(item, suite.answer(item, system)).scores["mrr_at_10"] == 0.5
    system.found = ["file:d1"]
    verdict = suite.score(item, suite.answer(item, system))
    assert (verdict.scores["ndcg_at_10"], verdict.failures) == (0, ("not in the first 10: file:d2",))


def test_scifacts_claims_are_asked_in_both_languages(scifact: Path, system: Any) -> None:
    suite = Retrieval()
    loaded = suite.load(scifact)
    assert [(item.id, item.groups["language"]) for item in loaded.items] == [("7-en", "en"), ("7-fr", "fr")]
    suite.prepare(loaded, scifact, system)
    assert [source.text for source in system.sources] == ["It helps. It does."]


def test_scifact_as_published_is_read_alike(written: Callable[..., Path]) -> None:
    written("p/corpus.jsonl", {"doc_id": 11, "title": "A drug", "abstract": ["It helps.", "It does."]})
    claims = written(
        "p/claims_dev.jsonl",
        {
            "id": 7,
            "claim": "Drug helps.",
            "evidence": {"11": [{"sentences": [0], "label": "SUPPORT"}]},
            "cited_doc_ids": [11],
        },
    )
    assert [item.payload["relevance"] for item in Retrieval().load(claims).items] == [{"file:11": 1}]


def test_claims_without_their_corpus_are_refused(written: Callable[..., Path], system: Any) -> None:
    claims = written("alone/claims.jsonl", CLAIM)
    suite = Retrieval()
    with pytest.raises(SourcierError, match=r"corpus\.jsonl"):
        suite.prepare(suite.load(claims), claims, system)


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("b/qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\tmany", "test.tsv, line 2: score"),
        ("b/qrels/test.tsv", "query\tcorpus-id\tscore", "no column query-id"),
        ("b/queries.jsonl", '{"_id": "q1"}', "queries.jsonl, line 1: text"),
        ("b/corpus.jsonl", "{", "corpus.jsonl, line 1"),
    ],
)
def test_a_malformed_part_is_named(
    beir: Path, written: Callable[..., Path], system: Any, name: str, line: str, said: str
) -> None:
    suite = Retrieval()
    written(name, line)
    with pytest.raises(SourcierError, match=said):
        suite.prepare(suite.load(beir), beir, system)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourcierError, match="qrels holds 0 files"):
        Retrieval().load(tmp_path)
