"""Sourcier and its baselines as systems under evaluation, on a real library."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from assistant.drafting import Drafter
from assistant.settings import Settings
from corpora.errors import SourcierError
from corpora.lexicon import Lexicon
from corpora.literature.source import Source, SourceKind
from eval.configuration import Configuration
from eval.systems.corpus_library import corpus_library
from eval.systems.llama_index_engine import LlamaIndexEngine
from eval.systems.opening import settings_of
from eval.systems.searcher import retriever_of
from eval.systems.sourcier import Sourcier
from indexes.library import Library
from tests.scripted_model import ScriptedModel

SOURCES = [
    Source("file:one", SourceKind.ARTICLE, "Aspirin", "Aspirin lowers fever in children."),
    Source("file:two", SourceKind.ARTICLE, "Statins", "Statins lower cholesterol in adults."),
]


@dataclass
class LetterEmbedder:
    """Vectors of how often each letter comes; counts what it embeds."""

    dimension: int = 26
    fingerprint: str = "letters"
    embedded: int = 0

    def embed_passages(self, texts: list[str]) -> np.ndarray:
        self.embedded += len(texts)
        counts = np.array([[text.lower().count(chr(97 + n)) for n in range(26)] for text in texts], np.float32)
        return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-9)

    def embed_queries(self, texts: list[str]) -> np.ndarray:
        return self.embed_passages(texts)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two short articles."""
    with Library.open(tmp_path / "library", LetterEmbedder()) as opened:
        opened.add(SOURCES)
        yield opened


def test_a_corpus_is_embedded_once(tmp_path: Path) -> None:
    embedder = LetterEmbedder()
    corpus_library(tmp_path, SOURCES, "Small set", embedder).close()
    once = embedder.embedded
    again = corpus_library(tmp_path, SOURCES, "Small set", embedder)
    assert once == embedder.embedded == 2
    assert again.status().sources == 2
    again.close()


def test_another_corpus_or_embedder_gets_a_library_of_its_own(tmp_path: Path) -> None:
    folders = set()
    for sources, embedder in (
        (SOURCES, LetterEmbedder()),
        (SOURCES[:1], LetterEmbedder()),
        (SOURCES, LetterEmbedder(fingerprint="others")),
    ):
        library = corpus_library(tmp_path, sources, "set", embedder)
        folders.add(library.folder)
        library.close()
    assert len(folders) == 3


@pytest.mark.parametrize("retrieval", ["fused", "lexical", "dense"])
def test_each_part_of_retrieval_ranks(library: Library, retrieval: str) -> None:
    configuration = Configuration(retrieval=retrieval)  # type: ignore[arg-type]
    system = Sourcier(configuration, Settings(), library, None, Lexicon.load())
    assert system.search("statins and cholesterol", 2)[0].source_id == "file:two"


def test_words_alone_rank_by_words(library: Library) -> None:
    hits = retriever_of(Configuration(retrieval="lexical"), library, Settings()).search("statins")
    assert hits[0].score > 0
    assert [hit.source.id for hit in hits if hit.lexical > 0] == ["file:two"]


def test_reranking_without_a_reranker_is_refused_plainly(library: Library) -> None:
    with pytest.raises(SourcierError, match="no reranker"):
        retriever_of(Configuration(retrieval="reranked"), library, Settings())


def test_without_a_model_nothing_is_completed(library: Library) -> None:
    system = Sourcier(Configuration(draft=False), Settings(), library, None, Lexicon.load())
    assert "complete" not in system.abilities
    with pytest.raises(SourcierError, match="no way to complete"):
        system.complete("x")


def test_over_another_corpus_the_configuration_stays(library: Library, home: Path) -> None:
    system = Sourcier(Configuration(name="mine"), Settings(), library, None, Lexicon.load())
    other = system.over([Source("file:x", SourceKind.ARTICLE, "X", "Xylitol.")], "x")
    assert (other.name, other.search("xylitol", 5)[0].source_id) == ("mine", "file:x")
    other.close()


def test_a_configuration_changes_only_what_it_names() -> None:
    settings = settings_of(Configuration(sources=3, model="smollm2-135m-q4_1", threads=1), Settings())
    assert (settings.answer.sources, settings.answer.max_sentences) == (3, Settings().answer.max_sentences)
    assert (settings.language_model.model, settings.language_model.threads) == ("smollm2-135m-q4_1", 1)
    assert settings.embedding.model == Settings().embedding.model


def test_llama_index_answers_over_the_same_library_with_its_chunks_as_sources(library: Library) -> None:
    model = ScriptedModel("Statins lower cholesterol [1].")
    model.stream = _ended(model)  # type: ignore[method-assign]
    engine = LlamaIndexEngine(Configuration(name="baseline"), Settings(), library, Drafter(model, "scripted"))
    assert engine.search("statins cholesterol", 1)[0].source_id == "file:two"
    record = engine.ask("What do statins lower?")
    assert {source["id"] for source in record["sources"]} == {"file:one", "file:two"}
    assert [(s["text"], s["citations"]) for s in record["sentences"]] == [("Statins lower cholesterol.", [1])]
    assert record["measured"]["completion_tokens"] == 4
    assert "Statins lower cholesterol in adults." in str(model.asked[0])


def _ended(model: ScriptedModel):  # type: ignore[no-untyped-def]
    """The scripted model's stream, ending as a backend's does."""
    from assistant.llm import Generation

    inner = ScriptedModel.stream

    def stream(messages, **asked):  # type: ignore[no-untyped-def]
        text = "".join(inner(model, messages, **asked))
        yield text
        return Generation(text, "stop", 10, 4, 0.0, 0.0)

    return stream
