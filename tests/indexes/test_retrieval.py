"""Retrieval finds by meaning and by words, within the filters that it is given."""

from dataclasses import replace

import numpy as np
import pytest

from corpora.literature.source import NoticeKind, SourceKind
from indexes.filters import Filters
from indexes.library import Library
from indexes.retrieval import Retriever
from tests.indexes.some_sources import source, trials


def _found(library: Library, query: str, **options: object) -> list[str]:
    return [hit.source.id for hit in Retriever(library).search(query, **options)]  # type: ignore[arg-type]


def test_the_source_that_says_it_comes_first(library: Library) -> None:
    library.add(
        [*trials(20), source("doi:10.1000/crizotinib", "Crizotinib improved survival in ALK-positive disease.")]
    )
    assert _found(library, "crizotinib survival")[0] == "doi:10.1000/crizotinib"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("HER2-positive", "HER-2"),
        ("HER-2 positive", "her2"),
        ("HER2 positive", "HER 2"),
        ("PD-L1", "PDL1"),
        ("anti-PD-1", "PD1"),
        ("5-FU", "5FU"),
        ("5-FU", "5 FU"),
        ("TNF-α", "TNF-alpha"),
        ("TNFα", "TNF-alpha"),
        ("IFN‑γ", "ifngamma"),
        ("T-DM1", "TDM1"),
        ("β-catenin", "beta-catenin"),
    ],
)
def test_spellings_of_a_name_find_each_other(library: Library, written: str, asked: str) -> None:
    library.add([*trials(20), source("doi:10.1000/sought", f"The result for {written} was clear and of interest.")])
    hits = Retriever(library).search(asked, k=30)
    assert max(hits, key=lambda hit: hit.lexical).source.id == "doi:10.1000/sought"
    assert max(hit.lexical for hit in hits) > 0


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("méthadone", "Methadone was stopped before the operation."),
        ("transplantation hépatique", "Hepatic transplantation was performed."),
        ("acide folique", "Folic acid was given daily."),
        ("fibrose pulmonaire", "Pulmonary fibrosis progressed."),
        ("souris", "The experiment was done in mice."),
        ("insuffisance cardiaque", "Heart failure was frequent."),
        ("œdème", "Edema was observed."),
        ("cisplatine", "Cisplatin was given."),
    ],
)
def test_french_words_find_english_texts(library: Library, asked: str, written: str) -> None:
    library.add([*trials(20), source("doi:10.1000/sought", written)])
    hits = Retriever(library).search(asked, language="fr", k=30)
    assert max(hits, key=lambda hit: hit.lexical).source.id == "doi:10.1000/sought"
    assert max(hit.lexical for hit in hits) > 0


def test_french_words_find_french_texts(library: Library) -> None:
    library.add([*trials(9), source("file:cas", "Le patient présentait des saignements répétés.", language="fr")])
    hits = Retriever(library).search("saignement répété", language="fr")
    assert max(hits, key=lambda hit: hit.lexical).source.id == "file:cas"


def test_english_terms_that_stand_for_the_question_are_searched(library: Library) -> None:
    library.add([*trials(20), source("doi:10.1000/sought", "Zirabev was compared with its originator.")])
    without = Retriever(library).search("avastin", k=30)
    assert max(hit.lexical for hit in without) == 0
    hits = Retriever(library).search("avastin", lexical_terms=["zirabev"], k=30)
    assert max(hits, key=lambda hit: hit.lexical).source.id == "doi:10.1000/sought"


def test_both_scores_are_exact_whichever_search_found_the_passage(library: Library) -> None:
    library.add(trials(60))
    assert library.embedder is not None
    query = library.embedder.embed_queries(["olaparib gastric cancer"])[0]
    for hit in Retriever(library).search("olaparib gastric cancer", k=60, per_source=5):
        title = f"{hit.source.title}. {hit.passage.text}"
        vector = library.embedder.embed_passages([title])[0].astype(np.float16).astype(np.float32)
        assert hit.dense == pytest.approx(float(vector @ query), abs=1e-5)
        assert (hit.lexical > 0) == ("olaparib" in title or "gastric" in title or "cancer" in title)


def test_a_source_gives_at_most_so_many_passages(library: Library) -> None:
    long = " ".join(
        f"Sentence {n} says that olaparib prolonged the survival of patients in year {n}." for n in range(99)
    )
    library.add([source("doi:10.1000/long", long), *trials(5)])
    assert _found(library, "olaparib survival", per_source=2).count("doi:10.1000/long") == 2
    sources = Retriever(library).search_sources("olaparib survival")
    assert len({hit.source.id for hit in sources}) == len(sources) == 6


def test_a_ranking_is_the_same_each_time(library: Library) -> None:
    library.add(trials(50))
    retriever = Retriever(library)
    assert retriever.search("cancer survival", k=50) == retriever.search("cancer survival", k=50)


def test_filters_hold_for_every_result_and_lose_none(library: Library) -> None:
    made = [
        replace(each, year=1990 + n, kind=SourceKind.REVIEW if n % 2 else SourceKind.TRIAL_REPORT)
        for n, each in enumerate(trials(30))
    ]
    retracted = replace(made[4], notices=(NoticeKind.RETRACTION,))
    library.add([*made[:4], retracted, *made[5:]])
    kept = Filters(first_year=1992, last_year=1999, kinds=frozenset({SourceKind.TRIAL_REPORT}), exclude_retracted=True)
    assert set(_found(library, "survival", filters=kept, k=30)) == {made[n].id for n in (2, 6, 8)}
    assert _found(library, "survival", filters=Filters(source_ids=frozenset({made[7].id}))) == [made[7].id]
    assert _found(library, "survival", filters=Filters(languages=frozenset({"fr"}))) == []


def test_a_filter_reaches_passages_that_the_unfiltered_search_would_not(library: Library) -> None:
    library.add([*trials(600), source("doi:10.1000/rare", "Nothing of interest was seen.", randomised=True)])
    assert _found(library, "pembrolizumab melanoma", filters=Filters(randomised=True)) == ["doi:10.1000/rare"]


def test_a_reranker_has_the_last_word(library: Library) -> None:
    class ShortestFirst:
        def scores(self, query: str, passages: list[str]) -> list[float]:
            return [-len(passage) for passage in passages]

    library.add([*trials(5), source("doi:10.1000/s", "Olaparib.", title="")])
    assert Retriever(library, ShortestFirst()).search("olaparib")[0].source.id == "doi:10.1000/s"  # type: ignore[arg-type]


def test_an_empty_question_or_library_finds_nothing(library: Library) -> None:
    assert Retriever(library).search("olaparib") == []
    library.add(trials(2))
    assert Retriever(library).search("  ") == []


def test_without_an_embedder_words_decide(library: Library) -> None:
    library.add([*trials(10), source("doi:10.1000/c", "Crizotinib was given.")])
    library.close()
    with Library.open(library.folder) as opened:
        hits = Retriever(opened).search("crizotinib")
        assert (hits[0].source.id, hits[0].dense) == ("doi:10.1000/c", 0.0)
