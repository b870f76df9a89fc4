"""Claims against texts, for the verifier alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpora.errors import SourcierError
from corpora.lexicon import Lexicon
from eval.suites.claim_verification import ClaimVerification
from eval.systems.support import support

ABSTRACT = (
    "METHODS: 400 women with metastatic breast cancer were randomised to trastuzumab or placebo. "
    "RESULTS: Trastuzumab improved overall survival compared with placebo (hazard ratio for death 0.70, 95% CI 0.56-0.89; "
    "P=0.003). CONCLUSION: Trastuzumab improved overall survival in metastatic breast cancer."
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def test_a_sentence_in_the_texts_own_words_is_supported(lexicon: Lexicon) -> None:
    said = "Trastuzumab improved overall survival (hazard ratio 0.70)."
    assert support(said, [ABSTRACT], lexicon).supported


def test_a_number_that_the_text_does_not_print_is_not_supported_and_not_contradicted(lexicon: Lexicon) -> None:
    verdict = support("Trastuzumab improved overall survival (hazard ratio 0.71).", [ABSTRACT], lexicon)
    assert (verdict.supported, verdict.contradicted) == (False, False)
    assert "0.71" in verdict.reason


def test_the_opposite_direction_is_contradicted(lexicon: Lexicon) -> None:
    verdict = support("Trastuzumab worsened overall survival.", [ABSTRACT], lexicon)
    assert (verdict.supported, verdict.contradicted) == (False, True)


def test_nothing_is_supported_by_no_text(lexicon: Lexicon) -> None:
    assert not support("Overall survival was longer.", [], lexicon).supported


def test_scifacts_pairs_have_three_labels(written: Callable[..., Path], system: Any) -> None:
    written("corpus.jsonl", *({"doc_id": n, "title": "T", "abstract": ["S."]} for n in (11, 12, 13)))
    claims = written(
        "claims.jsonl",
        {
            "id": 7,
            "claim": "C.",
            "evidence": {"11": [{"label": "SUPPORT"}], "12": [{"label": "CONTRADICT"}]},
            "cited_doc_ids": [11, 12, 13, 14],
        },
    )
    suite = ClaimVerification()
    loaded = suite.load(claims)
    assert [item.payload["gold"] for item in loaded.items] == ["support", "contradict", "not enough information"]
    assert loaded.excluded == {"eval_suites.without_abstract": 1}


def test_what_is_accepted_wrongly_is_counted_over_what_is_not_supported(
    written: Callable[..., Path], system: Any
) -> None:
    path = written("h.csv", "id,evidence,claim,label", '1,"E, and more",C,Refutes', "2,E,C,Supports", "3,E,C,Neutral")
    suite = ClaimVerification()
    items = suite.load(path).items
    assert items[0].payload["evidence"] == "E, and more"
    system.verdict = {"supported": True, "contradicted": False, "reason": ""}
    scores = [suite.score(item, suite.answer(item, system)).scores for item in items]
    assert [s["accepted_wrongly"] for s in scores] == [True, None, True]
    assert [s["acceptance_precision"] for s in scores] == [False, True, False]
    system.verdict = {"supported": False, "contradicted": True, "reason": "r"}
    assert suite.score(items[0], suite.answer(items[0], system)).scores["given"] == "contradict"


def test_a_label_that_healthver_has_not_is_named(written: Callable[..., Path]) -> None:
    with pytest.raises(SourcierError, match=r"h.csv, row 1: label: 'Maybe'"):
        ClaimVerification().load(written("h.csv", "id,evidence,claim,label", "1,E,C,Maybe"))
