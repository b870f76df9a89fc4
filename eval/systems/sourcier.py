"""Sourcier itself, in any configuration: its pipeline, its retrieval, its language model, its verifier."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.batch import BatchQuestion, answer_one
from assistant.drafting import Drafter
from assistant.llm import Generation
from assistant.pipeline import Assistant
from assistant.question import understand
from assistant.record import to_record
from assistant.settings import Settings
from corpora.catalogue import Language
from corpora.errors import SourcierError
from corpora.lexicon import Lexicon
from corpora.literature.source import Source
from eval.configuration import Configuration
from eval.system import Ability, Ranked
from eval.systems.completion import complete
from eval.systems.corpus_library import corpus_library
from eval.systems.counting import CountingBackend
from eval.systems.fingerprint import fingerprint_of
from eval.systems.searcher import PerSource, retriever_of
from eval.systems.support import support
from eval.systems.unverified import Drafts
from indexes.library import Library

_WITH_MODEL: frozenset[Ability] = frozenset({"ask", "search", "verify", "complete"})


class Sourcier:
    """See :class:`eval.system.System`.

    Parameters
    ----------
    library
        Open; closed with the system.
    drafter
        ``None`` where only findings are composed.
    """

    def __init__(
        self,
        configuration: Configuration,
        settings: Settings,
        library: Library,
        drafter: Drafter | None,
        lexicon: Lexicon,
        *,
        owns_model: bool = True,
    ) -> None:
        self.name = configuration.name
        self.abilities: frozenset[Ability] = _WITH_MODEL if drafter else _WITH_MODEL - {"complete"}
        self._configuration, self._settings = configuration, settings
        self._library, self._drafter, self._lexicon = library, drafter, lexicon
        self._owns_model = owns_model
        self._counted = CountingBackend(drafter.backend) if drafter else None
        self._first = Drafts(self._counted) if self._counted and not configuration.verify else None
        self._retriever = retriever_of(configuration, library, settings)
        self._assistant = Assistant(
            store=library,
            searcher=PerSource(self._retriever, configuration.passages) if configuration.passages else self._retriever,
            lexicon=lexicon,
            drafter=replace(drafter, backend=self._first or self._counted) if drafter and self._counted else None,
            sources=settings.answer.sources,
            max_sentences=settings.answer.max_sentences,
        )

    def ask(self, question: str, previous: Sequence[str] = (), language: Language | None = None) -> dict[str, Any]:
        """See :class:`eval.system.System`; ``measured`` holds the tokens read and written."""
        read, written = self._tokens()
        asked = BatchQuestion(id="", question=question, previous=list(previous), lang=language)
        record = to_record(answer_one(self._assistant, asked, draft=self._drafter is not None))
        if self._first is not None:
            record["sentences"], record["dropped"] = self._first.sentences(), []
        now_read, now_written = self._tokens()
        record["measured"] = {"prompt_tokens": now_read - read, "completion_tokens": now_written - written}
        return record

    def search(self, query: str, k: int) -> list[Ranked]:
        """See :class:`eval.system.System`: what ``sourcier search`` finds."""
        understood = understand(query, self._lexicon)
        hits = self._retriever.search_sources(
            understood.search_text,
            language=understood.language,
            lexical_terms=self._lexicon.english_terms(understood.search_text),
            k=k,
        )
        return [Ranked(hit.source.id, hit.score) for hit in hits]

    def complete(
        self, prompt: str, *, instruction: str = "", choices: Sequence[str] = (), max_tokens: int = 256
    ) -> Generation:
        """See :class:`eval.system.System`."""
        if self._counted is None or self._drafter is None:
            raise SourcierError("eval_suites.cannot", system=self.name, ability="complete")
        return complete(
            self._counted,
            prompt,
            instruction=instruction,
            choices=choices,
            max_tokens=max_tokens,
            seed=self._drafter.seed,
        )

    def verify(self, sentence: str, passages: Sequence[str]) -> dict[str, Any]:
        """See :class:`eval.system.System`."""
        verdict = support(sentence, passages, self._lexicon)
        return {"supported": verdict.supported, "contradicted": verdict.contradicted, "reason": verdict.reason}

    def over(self, sources: Iterable[Source], name: str) -> "Sourcier":
        """See :class:`eval.system.System`; the language model is this system's own, and closed with it."""
        assert self._library.embedder is not None
        library = corpus_library(self._settings.home, list(sources), name, self._library.embedder)
        return Sourcier(self._configuration, self._settings, library, self._drafter, self._lexicon, owns_model=False)

    def fingerprint(self) -> Mapping[str, Any]:
        """See :class:`eval.system.System`."""
        return fingerprint_of(self._settings, self._library, self._drafter)

    def close(self) -> None:
        """Release the library, and the model if it is this system's own."""
        if self._drafter and self._owns_model:
            self._drafter.backend.close()
        self._library.close()

    def _tokens(self) -> tuple[int, int]:
        counted = self._counted
        return (counted.prompt_tokens, counted.completion_tokens) if counted else (0, 0)
