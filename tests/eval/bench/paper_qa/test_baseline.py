"""paper-qa's rows of the table."""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpora.literature.source import Source, SourceKind
from eval.bench.figures import Remark
from eval.bench.paper_qa.baseline import card_of, figures_of, paper_qa, record_of, remark_of
from eval.bench.paper_qa.contract import Draft, Report, Search
from indexes.embedding.embedder import Vectors

_SOURCES = (
    Source("doi:10.1/a", SourceKind.TRIAL_REPORT, "Trial A", "The hazard ratio was 0.70.", year=2012, journal="Lancet"),
    Source("doi:10.1/b", SourceKind.TRIAL_REPORT, "Trial B", "Median survival was 11 months."),
)
_BY_ID = {source.id: source for source in _SOURCES}
_QUESTION = {"question": "Does A help?", "lang": "en", "gold": ["10.1/A"], "acceptable": []}


class _NoEmbedder:
    dimension = 1
    fingerprint = "none"

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.zeros((len(texts), 1), dtype=np.float32)

    embed_queries = embed_passages

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [1 for _ in texts]


def _draft(answer: str) -> Draft:
    contexts = {"pqac-0000000b": "doi:10.1/b", "pqac-0000000a": "doi:10.1/a", "pqac-000000aa": "doi:10.1/a"}
    return Draft(answer=answer, contexts=contexts, evidence_ms=8.0, done_ms=9.0, calls=11)


def test_where_it_is_not_installed_one_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))

    (row,) = paper_qa(_SOURCES, [_QUESTION], 1, _NoEmbedder(), None)

    assert isinstance(row, Remark)
    assert row.system == "paper-qa"
    assert "not installed" in row.text
    assert "\n" not in row.text


def test_a_card_is_cited_without_asking_a_model() -> None:
    card = card_of(_SOURCES[0])

    assert card.citation == "Unknown. Trial A. Lancet 2012"
    assert card.text == "Trial A\nThe hazard ratio was 0.70."


def test_context_keys_become_the_numbers_of_cards() -> None:
    record = record_of(
        _draft("The hazard ratio was 0.70 (pqac-0000000a, pqac-000000aa). It is 11 months (pqac-0000000b)."),
        _QUESTION,
        _BY_ID,
    )

    assert [source["id"] for source in record["sources"]] == ["doi:10.1/b", "doi:10.1/a"]
    assert [sentence["citations"] for sentence in record["sentences"]] == [[2], [1]]
    assert record["sentences"][0]["text"] == "The hazard ratio was 0.70."


def test_a_key_that_paper_qa_never_gave_cites_no_card() -> None:
    record = record_of(_draft("The hazard ratio was 0.70 (pqac-deadbeef)."), _QUESTION, _BY_ID)

    assert record["sentences"][0]["citations"] == [3]


def _report(*answers: str) -> Report:
    search = Search(ms=3.0, ids=("doi:10.1/b", "doi:10.1/a"))
    return Report(
        call="report",
        version="1",
        by_meaning=(search,),
        by_words=(Search(ms=1.0, ids=("doi:10.1/b",)),),
        drafts=tuple(map(_draft, answers)),
        refused=(),
    )


def test_docs_and_local_index_have_a_row_each() -> None:
    docs, index = figures_of(_report(), _SOURCES, [_QUESTION])

    assert (docs.found_in_five, docs.evidence_p50, docs.done_p50) == ("1/1", 3.0, None)
    assert (index.found_in_five, index.evidence_p50, index.drafted) == ("0/1", 1.0, 0)


@pytest.mark.parametrize(
    ("answer", "prose", "not_printed"),
    [
        ("The hazard ratio was 0.70 (pqac-0000000a).", 1, 0),
        ("The hazard ratio was 0.65 (pqac-0000000a).", 1, 1),
        ("The hazard ratio was 0.70 (pqac-0000000b).", 1, 1),
        ("I cannot answer this question due to insufficient information.", 0, 0),
    ],
)
def test_numbers_are_held_against_the_cards_cited_for_them(answer: str, prose: int, not_printed: int) -> None:
    docs, _ = figures_of(_report(answer), _SOURCES, [_QUESTION])

    assert (docs.drafted, docs.done_p50, docs.answered_with_prose, docs.numbers_not_printed) == (
        1,
        9.0,
        prose,
        not_printed,
    )


def test_the_time_of_its_own_evidence_and_refused_connections_are_told() -> None:
    assert (
        remark_of(_report("Yes.", "No.")).text == "summaries p50 8 ms, completions an answer 11, connections refused 0"
    )
    assert remark_of(_report()).text == "connections refused 0"
