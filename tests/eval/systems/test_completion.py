"""Completing under a grammar of choices, and counting tokens."""

import pytest

from assistant.llm import ChatMessage, Generation
from eval.systems.completion import choice_grammar, complete
from eval.systems.counting import CountingBackend


class Recorded:
    """A backend that notes what it was asked, and writes two pieces."""

    name = "recorded"

    def __init__(self) -> None:
        self.calls: list[tuple[list[ChatMessage], str | None, float, int]] = []

    def stream(self, messages, *, grammar=None, max_tokens=256, temperature=0.0, seed=0, stop=()):  # type: ignore[no-untyped-def]
        self.calls.append((list(messages), grammar, temperature, seed))
        yield "ye"
        yield "s"
        return Generation("yes", "stop", 7, 2, 0.0, 0.0)

    def close(self) -> None:
        """Nothing to release."""


def test_only_the_choices_may_be_written() -> None:
    assert choice_grammar(["A", "A, B"]) == 'root ::= "A" | "A, B"\n'


def test_quotes_and_backslashes_of_a_choice_are_kept_as_they_are() -> None:
    assert choice_grammar(['a"b\\c']) == 'root ::= "a\\"b\\\\c"\n'


def test_decoding_is_greedy_and_seeded() -> None:
    backend = Recorded()
    assert complete(backend, "Does it?", instruction="Be brief.", choices=("yes", "no"), seed=3).text == "yes"
    messages, grammar, temperature, seed = backend.calls[0]
    assert [(m.role, m.content) for m in messages] == [("system", "Be brief."), ("user", "Does it?")]
    assert (grammar, temperature, seed) == ('root ::= "yes" | "no"\n', 0.0, 3)


def test_without_choices_there_is_no_grammar() -> None:
    backend = Recorded()
    complete(backend, "Does it?")
    assert backend.calls[0][1] is None


def test_tokens_are_counted_over_calls() -> None:
    backend = CountingBackend(Recorded())
    complete(backend, "one")
    complete(backend, "two")
    assert (backend.prompt_tokens, backend.completion_tokens) == (14, 4)


@pytest.mark.model
def test_a_real_model_writes_one_of_the_choices(weights) -> None:  # type: ignore[no-untyped-def]
    from assistant.llm import load_backend
    from indexes.weights import weights_path

    backend = load_backend("llama.cpp", model=str(weights_path("smollm2-135m-q4_1", weights)), threads=1, context=1024)
    asked = {"choices": ("yes", "no", "maybe"), "max_tokens": 8}
    try:
        texts = [complete(backend, "Is water wet? Answer yes, no or maybe.", **asked).text.strip() for _ in range(2)]
    finally:
        backend.close()
    assert texts[0] in asked["choices"]
    assert texts[0] == texts[1]
