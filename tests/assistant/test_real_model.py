"""Drafting with the real language model: slow on a processor, so two short questions only, each asked once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.drafting import Drafter
from assistant.llm.llama_cpp import LlamaCpp
from assistant.numbers import numbers_in
from assistant.pipeline import Assistant
from corpora.catalogue import Language
from corpora.lexicon import Lexicon
from indexes.library import Library
from indexes.retrieval import Retriever
from indexes.weights import is_present, weights_path
from tests.asking import whole_answer

MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def drafting_assistant(weights: Path, starter_library: Library) -> Iterator[Assistant]:
    if not is_present(MODEL, weights):
        pytest.fail(f"no {MODEL} in {weights}: run `make test`, or `sourcier weights fetch {MODEL}`")
    backend = LlamaCpp(weights_path(MODEL, weights))
    yield Assistant(
        store=starter_library,
        searcher=Retriever(starter_library),
        lexicon=Lexicon.load(),
        drafter=Drafter(backend, MODEL),
    )
    backend.close()


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Relapsed myeloma, Kyprolis-dex planned. How much longer PFS if I add Darzalex?", "en"),
        ("CPRCm après Taxotère : ajouter l'anti-clusterine à Jevtana, intérêt ?", "fr"),
    ],
)
def test_what_the_real_model_says_is_cited_and_printed_or_not_shown(
    drafting_assistant: Assistant, question: str, language: Language
) -> None:
    answer = whole_answer(drafting_assistant, question)
    assert answer.language == language
    assert answer.model == MODEL
    assert answer.sentences or answer.dropped
    by_number = {source.n: source for source in answer.sources}
    for sentence in answer.sentences:
        printed = {n for c in sentence.citations for p in by_number[c].passages for n in numbers_in(p.text)}
        assert sentence.citations and set(numbers_in(sentence.text)) <= printed
