"""The language model alone, without retrieval: what it claims to know by heart."""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.drafting import Drafter
from assistant.llm import Generation
from assistant.settings import Settings
from corpora.catalogue import Language, say
from corpora.errors import SourcierError
from corpora.french_or_english import french_or_english
from corpora.literature.source import Source
from eval.configuration import Configuration
from eval.system import Ability, Ranked
from eval.systems.completion import complete
from eval.systems.counting import CountingBackend
from eval.systems.fingerprint import fingerprint_of
from eval.systems.prose_record import prose_record

_MOST_TOKENS = 200


class ModelAlone:
    """See :class:`eval.system.System`."""

    abilities: frozenset[Ability] = frozenset({"ask", "complete"})

    def __init__(self, configuration: Configuration, settings: Settings, drafter: Drafter) -> None:
        self.name = configuration.name
        self._settings, self._drafter = settings, drafter
        self._backend = CountingBackend(drafter.backend)

    def ask(self, question: str, previous: Sequence[str] = (), language: Language | None = None) -> dict[str, Any]:
        """See :class:`eval.system.System`: free prose, no source."""
        tongue: Language = language or french_or_english(question)
        started = time.perf_counter()
        written = complete(
            self._backend,
            "\n".join([*previous, question]),
            instruction=say("eval_suites.answer_alone", tongue),
            max_tokens=_MOST_TOKENS,
            seed=self._drafter.seed,
        )
        done = round(1000 * (time.perf_counter() - started), 1)
        record = prose_record(question, tongue, written.text, (), model=self._drafter.name, timings_ms={"done": done})
        record["measured"] = {
            "prompt_tokens": written.prompt_tokens,
            "completion_tokens": written.completion_tokens,
        }
        return record

    def search(self, query: str, k: int) -> list[Ranked]:
        """There is nothing to search."""
        raise SourcierError("eval_suites.cannot", system=self.name, ability="search")

    def complete(
        self, prompt: str, *, instruction: str = "", choices: Sequence[str] = (), max_tokens: int = 256
    ) -> Generation:
        """See :class:`eval.system.System`."""
        return complete(
            self._backend,
            prompt,
            instruction=instruction,
            choices=choices,
            max_tokens=max_tokens,
            seed=self._drafter.seed,
        )

    def verify(self, sentence: str, passages: Sequence[str]) -> dict[str, Any]:
        """A model alone has no verifier."""
        raise SourcierError("eval_suites.cannot", system=self.name, ability="verify")

    def over(self, sources: Iterable[Source], name: str) -> "ModelAlone":
        """Itself: it reads no library."""
        return self

    def fingerprint(self) -> Mapping[str, Any]:
        """See :class:`eval.system.System`."""
        return fingerprint_of(self._settings, None, self._drafter)

    def close(self) -> None:
        """Release the model."""
        self._drafter.backend.close()
