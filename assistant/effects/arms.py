"""The arms of a trial, as its text names them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ArmMention:
    """An arm named at ``plain[start:end]``; ``key`` is the same for its wordings (``the OFF group``, ``OFF``)."""

    start: int
    end: int
    name: str
    key: frozenset[str]


@dataclass(frozen=True)
class Arms:
    """What a text tells of its arms: the words that name them, and what lettered arms stand for."""

    words: frozenset[str]
    described: tuple[tuple[str, str], ...] = ()
