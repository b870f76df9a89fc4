"""The assistant is warmed by a question that leaves no trace."""

from pathlib import Path
from typing import Any

from assistant.audit import AuditLog
from assistant.pipeline import Assistant
from corpora.lexicon import Lexicon
from corpora.literature.starter.cards import starter_sources
from indexes.library import Library
from indexes.retrieval import Retrieved, Retriever
from tests.indexes.hashed_embedder import HashedEmbedder
from ui.wiring import DraftingLater, PageAssistant


class Noting:
    """A retriever that notes how often it is asked."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self.asked = 0

    def search(self, query: str, **how: Any) -> list[Retrieved]:
        """Search, and count."""
        self.asked += 1
        return self._retriever.search(query, **how)


def test_warming_runs_the_pipeline_and_logs_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", HashedEmbedder()) as library:
        library.add(list(starter_sources())[:5])
        log = tmp_path / "audit.jsonl"
        searcher = Noting(Retriever(library))
        assistant = Assistant(store=library, searcher=searcher, lexicon=Lexicon.load())
        PageAssistant(assistant, DraftingLater(lambda: False, lambda: None), AuditLog(log)).warm()
        assert searcher.asked == 1
        assert not log.exists() or log.read_text() == ""
