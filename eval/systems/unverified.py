"""Drafting as it would be without verification: each first draft stands.

The pipeline always verifies. For the ablation this backend keeps the first draft of each sentence and leaves redrafts
empty; what it kept then takes the place of the sentences that verification let through.
"""

import re
from collections.abc import Generator, Sequence

from assistant.llm import Backend, ChatMessage, Generation

_MARKED = re.compile(r"^\s*\[(\d+)\]\s*(.+?)\s*$", re.DOTALL)


class FirstDrafts:
    """Passes on the greedy first draft of each sentence, keeps it, and answers redrafts (which sample) with nothing."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.drafts: list[str] = []

    @property
    def name(self) -> str:
        """The model's."""
        return self.backend.name

    def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        grammar: str | None = None,
        max_tokens: int = 256,
        temperature: float = 0.0,
        seed: int = 0,
        stop: Sequence[str] = (),
    ) -> Generator[str, None, Generation]:
        """See :class:`assistant.llm.backend.Backend`."""
        if temperature > 0:
            return Generation("", "stop", 0, 0, 0.0, 0.0)
        generation = yield from self.backend.stream(
            messages, grammar=grammar, max_tokens=max_tokens, temperature=temperature, seed=seed, stop=stop
        )
        self.drafts.append(generation.text)
        return generation

    def close(self) -> None:
        """Release the model."""
        self.backend.close()

    def sentences(self) -> list[dict[str, object]]:
        """The drafts kept since the last call, as sentences of an answer's record."""
        kept, self.drafts = self.drafts, []
        return [_sentence(text) for text in kept if text.strip()]


def _sentence(text: str) -> dict[str, object]:
    marked = _MARKED.match(text)
    citations = [int(marked.group(1))] if marked else []
    return {"text": marked.group(2) if marked else text.strip(), "citations": citations, "verdict": "not verified"}
