"""Citation recall and precision, as ALCE defines them (Gao et al. 2023)."""

from collections.abc import Callable, Sequence

import pytest

from eval.metrics.attribution import Cited, attribution


@pytest.fixture
def judged() -> Callable[..., Callable[[str, Sequence[int]], bool]]:
    """A judge who accepts any of these sets of sources, and whatever contains one of them."""
    return lambda *enough: lambda _text, cited: any(set(needed) <= set(cited) for needed in enough)


def test_a_statement_supported_by_its_one_source(judged: Callable[..., Callable[..., bool]]) -> None:
    score = attribution([Cited("s", (1,))], judged({1}))
    assert (score.recall, score.precision) == (1, 1)


def test_a_source_that_adds_nothing_costs_precision_only(judged: Callable[..., Callable[..., bool]]) -> None:
    score = attribution([Cited("s", (1, 2))], judged({1}))
    assert (score.recall, score.precision) == (1, 0.5)
    assert score.statements[0].precise == (True, False)


def test_two_sources_that_support_only_together_are_both_needed(judged: Callable[..., Callable[..., bool]]) -> None:
    score = attribution([Cited("s", (1, 2))], judged({1, 2}))
    assert (score.recall, score.precision) == (1, 1)


def test_citations_of_an_unsupported_statement_are_all_wrong(judged: Callable[..., Callable[..., bool]]) -> None:
    score = attribution([Cited("s", (1, 2)), Cited("t", (3,))], judged({3}))
    assert (score.recall, score.precision) == (0.5, 1 / 3)


def test_a_statement_without_a_citation_is_not_supported(judged: Callable[..., Callable[..., bool]]) -> None:
    score = attribution([Cited("s", ()), Cited("t", (1,))], judged({1}))
    assert (score.recall, score.precision) == (0.5, 1)


def test_an_answer_that_cites_nothing_has_no_precision(judged: Callable[..., Callable[..., bool]]) -> None:
    assert attribution([Cited("s", ())], judged()).precision == 0


def test_an_answer_that_states_nothing_is_not_scored(judged: Callable[..., Callable[..., bool]]) -> None:
    score = attribution([], judged())
    assert (score.recall, score.precision) == (None, None)


def test_a_source_cited_twice_counts_once(judged: Callable[..., Callable[..., bool]]) -> None:
    assert attribution([Cited("s", (1, 1))], judged({1})).statements[0].precise == (True,)
