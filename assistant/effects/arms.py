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
    """What a text tells of its arms.

    Attributes
    ----------
    words
        Those that name arms.
    assigned
        Those among them that the text says patients were assigned to or treated with.
    described
        Short names of arms and what they stand for.
    """

    words: frozenset[str]
    assigned: frozenset[str] = frozenset()
    described: tuple[tuple[str, str], ...] = ()
