"""Words that stand together as the parts of a name do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpora.cohorts.deidentify.name_words import CAN_BE_NAME, CAN_END_NAME, Likeness
from corpora.cohorts.deidentify.words import Word

_PARTICLE_WORDS = """
de du des da do dos di del della van von der den ter ten ben bin ibn el al la le les st saint sainte mac mc o bou abu abou
"""
PARTICLES = frozenset(_PARTICLE_WORDS.split())
MOST_PARTS = 5
# Names have at most this many words, particles included.
LONGEST = MOST_PARTS + 2
_BETWEEN_PARTS = re.compile(r"\.? ?['’]?|\.?[ \t\u00a0]{1,3}|-|\.[ \t]{0,2}\n?")


@dataclass(frozen=True)
class Read:
    """A text read for names: its words, and how much each looks like part of one.

    Attributes
    ----------
    text
        The whole text.
    words, like
        Of the same length.
    """

    text: str
    words: Sequence[Word]
    like: Sequence[Likeness]

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.words[at - 1].end : self.words[at].start]

    def after(self, at: int) -> str:
        """The character after a word, or nothing."""
        end = self.words[at].end
        return self.text[end : end + 1]

    def capitals(self, first: int, last: int) -> list[int]:
        """Positions of the words in capitals, initials left out."""
        return [at for at in range(first, last + 1) if self.words[at].capital]

    def end(self, last: int) -> int:
        """Where a name ends whose last word this is: a full stop after an initial is part of it."""
        return self.words[last].end + (self.words[last].initial and self.after(last) == ".")

    def joins(self, at: int) -> bool:
        """Whether a word may belong to the same name as the one before it: no sentence or line ends between them."""
        gap, before = self.gap(at), self.words[at - 1]
        if gap == " ":
            return True
        return bool(_BETWEEN_PARTS.fullmatch(gap)) and (before.initial or not (gap.startswith(".") or "\n" in gap))


def run(read: Read, at: int) -> int | None:
    """The last of the words from ``at`` that stand together as a name does."""
    last: int | None = None
    parts = 0
    first_name = False
    for position in range(at, min(at + LONGEST, len(read.words))):
        word, kind = read.words[position], read.like[position]
        if parts >= MOST_PARTS or (position > at and not read.joins(position)):
            break
        if word.initial:
            before = read.words[position - 1]
            if position > at and not before.capital and not before.initial:
                break
            parts, last = parts + 1, position
        elif position > at and word.plain in PARTICLES:
            parts += 1
        elif not word.capital:
            break
        elif kind is Likeness.ORDINARY and position > at and read.like[position - 1] is Likeness.FIRST:
            # "Marie Côte": after a first name, in the middle of a sentence, a word in capitals is a surname.
            return position if len(word.text) > 3 and not word.upper and not word.starts else last
        elif kind in CAN_BE_NAME or (first_name and kind in CAN_END_NAME):
            parts, last = parts + 1, position
            first_name = first_name or kind is Likeness.FIRST
        else:
            break
    return last
