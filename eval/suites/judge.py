"""The judge of attribution: the project's verifier, since no entailment model is at hand.

It is strict (a paraphrase in other words fails) and reads one language: a statement in French on an English passage is
judged by its numbers, names and directions only as far as the lexicon bridges the two. How far it agrees with people is
measured on SciFact's pairs and reported beside what it judges.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from corpora.catalogue import Language
from corpora.lexicon import Lexicon
from eval.systems.support import support

NAME = "the project's verifier"


class Verifier:
    """Whether sources, by citation number and taken together, support a statement.

    Parameters
    ----------
    passages
        Of each source, by its citation number.
    """

    def __init__(self, passages: Mapping[int, Sequence[str]], language: Language) -> None:
        self._passages, self._language = passages, language
        self._kept: dict[tuple[str, tuple[int, ...]], bool] = {}

    def __call__(self, statement: str, citations: Sequence[int]) -> bool:
        """Judge; a citation that no source has supports nothing."""
        key = (statement, tuple(sorted(citations)))
        if key not in self._kept:
            texts = [text for n in key[1] for text in self._passages.get(n, ())]
            self._kept[key] = support(statement, texts, judging_lexicon(), self._language).supported
        return self._kept[key]


@cache
def judging_lexicon() -> Lexicon:
    """The lexicon of every installation."""
    return Lexicon.load()
