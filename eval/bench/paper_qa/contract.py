"""What the bench and its paper-qa child say to each other: one JSON object a line."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Card(_Line):
    """A source as paper-qa gets it: its text, title first, and how it is cited."""

    id: str
    title: str
    year: int
    citation: str
    text: str


class Task(_Line):
    """The first line to the child: every card, every question, and how many of the questions are answered in prose."""

    cards: tuple[Card, ...]
    questions: tuple[str, ...]
    drafted: int


class Embed(_Line):
    """The child wants vectors; the bench replies with :class:`Vectors`."""

    call: Literal["embed"]
    texts: tuple[str, ...]
    query: bool


class Vectors(_Line):
    """One vector a text."""

    vectors: tuple[tuple[float, ...], ...]


class Turn(_Line):
    """One turn of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


class Complete(_Line):
    """The child wants text; the bench replies with :class:`Completion`."""

    call: Literal["complete"]
    messages: tuple[Turn, ...]


class Completion(_Line):
    """What the language model wrote, and its tokens."""

    text: str
    prompt_tokens: int
    completion_tokens: int


class Search(_Line):
    """Cards found for a question, best first, each once; milliseconds of the whole search."""

    ms: float
    ids: tuple[str, ...]


class Draft(_Line):
    """An answer in prose.

    Attributes
    ----------
    answer
        As the model wrote it, with paper-qa's context keys.
    contexts
        Card by context key.
    evidence_ms, done_ms
        From the question to the end of the summaries that paper-qa calls evidence, and to the end of the answer.
    calls
        How often the language model was asked.
    """

    answer: str
    contexts: dict[str, str]
    evidence_ms: float
    done_ms: float
    calls: int


class Report(_Line):
    """The last line of the child.

    Attributes
    ----------
    by_meaning
        Its ``Docs`` over all cards, with the bench's embedder; one a question.
    by_words
        Its local full-text index over the same cards; one a question.
    refused
        Connections that its libraries tried to open, and that were refused.
    """

    call: Literal["report"]
    version: str
    by_meaning: tuple[Search, ...]
    by_words: tuple[Search, ...]
    drafts: tuple[Draft, ...]
    refused: tuple[str, ...]
