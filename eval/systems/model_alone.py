"""The language model alone, without retrieval: what it claims to know by heart."""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from corpora.catalogue import Language, say
from corpora.errors import SourcierError
from corpora.french_or_english import french_or_english
from corpora.literature.source import Source
from eval.system import Ability, Ranked
from eval.systems.baseline import MOST_TOKENS, Baseline
from eval.systems.fingerprint import fingerprint_of
from eval.systems.prose_record import prose_record


class ModelAlone(Baseline):
    """See :class:`eval.system.System`."""

    abilities: frozenset[Ability] = frozenset({"ask", "complete"})

    def ask(self, question: str, previous: Sequence[str] = (), language: Language | None = None) -> dict[str, Any]:
        """See :class:`eval.system.System`: free prose, no source."""
        tongue: Language = language or french_or_english(question)
        started = time.perf_counter()
        written = self.complete(
            "\n".join([*previous, question]),
            instruction=say("eval_suites.answer_alone", tongue),
            max_tokens=MOST_TOKENS,
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

    def over(self, sources: Iterable[Source], name: str) -> "ModelAlone":
        """Itself: it reads no library."""
        return self

    def fingerprint(self) -> Mapping[str, Any]:
        """See :class:`eval.system.System`."""
        return fingerprint_of(self._settings, None, self._drafter)

    def close(self) -> None:
        """Release the model."""
        self._drafter.backend.close()
