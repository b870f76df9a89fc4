"""What the baselines have in common: a language model that completes prompts, and no verifier."""

from collections.abc import Sequence
from typing import Any

from assistant.drafting import Drafter
from assistant.llm import Generation
from assistant.settings import Settings
from corpora.errors import SourcierError
from eval.configuration import Configuration
from eval.systems.completion import complete
from eval.systems.counting import CountingBackend

MOST_TOKENS = 200
"""Of an answer in free prose."""


class Baseline:
    """The part of :class:`eval.system.System` that all baselines share.

    Parameters
    ----------
    drafter
        The language model; its tokens are counted.
    """

    def __init__(self, configuration: Configuration, settings: Settings, drafter: Drafter) -> None:
        self.name = configuration.name
        self._configuration, self._settings, self._drafter = configuration, settings, drafter
        self._backend = CountingBackend(drafter.backend)

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
        """No baseline has a verifier."""
        raise SourcierError("eval_suites.cannot", system=self.name, ability="verify")
