"""Drafting as it would be without verification: each draft stands.

The pipeline always verifies. For the ablation this backend keeps each draft; what it kept then takes the place of the
sentences that verification let through or put in their place.
"""

from collections.abc import Generator, Sequence

from assistant.drafting import cited_and_said
from assistant.llm import Backend, ChatMessage, Generation


class Drafts:
    """Passes on each draft and keeps it."""

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


def _sentence(draft: str) -> dict[str, object]:
    cited, said = cited_and_said(draft)
    return {"text": said, "citations": list(cited), "verdict": "not verified"}
