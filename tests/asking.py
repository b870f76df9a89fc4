"""Asking, as the tests do it."""

from collections.abc import Sequence
from functools import cache

from assistant.answer import Answer
from assistant.drafting import Drafter
from assistant.events import Done
from assistant.pipeline import Assistant
from corpora.catalogue import Language
from corpora.lexicon import Lexicon
from indexes.library import Library
from indexes.retrieval import Retriever


@cache
def lexicon() -> Lexicon:
    """The lexicon of every installation."""
    return Lexicon.load()


def assistant_on(library: Library, drafter: Drafter | None = None) -> Assistant:
    """An assistant on a library, as an installation opens it."""
    return Assistant(library, Retriever(library), lexicon(), drafter)


def whole_answer(
    assistant: Assistant, question: str, previous: Sequence[str] = (), language: Language | None = None
) -> Answer:
    """The answer with which the stream of events ends."""
    for event in assistant.ask(question, previous, language):
        if isinstance(event, Done):
            return event.answer
    raise AssertionError("the stream ends with the answer")
