"""All names of the lexicon, by the form in which they are looked up."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from corpora.lexicon.folding import words_of
from corpora.lexicon.tables import Name

LONGEST_NAME = 12
_SURE_WHEN_JOINED = 8
_HEAD = 4
_LONGER_HEAD = 8
_NOT_LETTERS = re.compile(r"[\W_]")


class Entry(NamedTuple):
    """A name as it is looked up.

    Attributes
    ----------
    gaps
        How many spaces may stand inside it; ``-1`` where any number may (long names, names with digits).
    exact
        The spelling that a short abbreviation must have, capitals included; empty where spelling is free.
    apart
        Whether it is short and of several words, which may not run together (``RE pos`` is not ``repos``).
    """

    concept_ids: tuple[str, ...]
    gaps: int
    exact: str = ""
    weak: bool = False
    shared: bool = False
    apart: bool = False

    def fits(self, surface: str, gaps: int, shouted: bool) -> bool:
        """Whether a text's spelling of this name, with so many spaces in it, may be taken for it.

        ``shouted``: whether the text is all in capitals, so that they tell nothing.
        """
        if self.exact and (shouted or not _spelt(_NOT_LETTERS.sub("", surface), self.exact)):
            return False
        if self.apart and surface.isalpha():
            return False
        return self.gaps < 0 or gaps <= self.gaps


def _spelt(letters: str, exact: str) -> bool:
    """Whether letters are those of a short name: capitals as they are, small ones perhaps with a capital first."""
    if exact.islower():
        return letters.lower() == exact and not letters.isupper()
    return letters in (exact, f"{exact}s")


class NameIndex:
    """Names by folded key.

    Attributes
    ----------
    words
        The folded words that names are made of.
    """

    def __init__(self, names: Iterable[Name], everyday: frozenset[str], elsewhere: frozenset[str]) -> None:
        self._entries, self.words = _index(names, everyday, elsewhere)
        self._heads = {key[:_HEAD] for key in self._entries}
        self._longer_heads = {key[:_LONGER_HEAD] for key in self._entries}

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The names that a key is the folded form of."""
        return self._entries.get(key, ())

    def may_start(self, beginning: str) -> bool:
        """Whether a name may start so. A quick look that spares most of the search."""
        if len(beginning) >= _LONGER_HEAD:
            return beginning[:_LONGER_HEAD] in self._longer_heads
        return len(beginning) < _HEAD or beginning[:_HEAD] in self._heads


def _index(
    names: Iterable[Name], everyday: frozenset[str], elsewhere: frozenset[str]
) -> tuple[dict[str, tuple[Entry, ...]], set[str]]:
    """Names by folded key, and the folded words that they are made of.

    Parameters
    ----------
    everyday
        Folded common words of either language: an abbreviation spelt like one counts in capitals only.
    elsewhere
        Forms that the context decides on (see `corpora.lexicon.context`), left out here.
    """
    found: defaultdict[str, dict[Entry, None]] = defaultdict(dict)
    words: set[str] = set()
    for name in names:
        if name.text in elsewhere:
            continue
        parts, gaps = words_of(name.text)
        key = "".join(parts)
        if not key:
            continue
        words.update(parts)
        if len(key) >= _SURE_WHEN_JOINED or (len(key) > 3 and not key.isalpha()):
            gaps = -1
        apart = len(parts) > 1 and len(key) < _SURE_WHEN_JOINED
        entry = Entry(name.concept_ids, gaps, _exact(name.text, key, everyday), name.weak, name.shared, apart)
        found[key][entry] = None
    return {key: tuple(entries) for key, entries in found.items()}, words


def _exact(text: str, key: str, everyday: frozenset[str]) -> str:
    """Two and three letters in capitals, and longer ones that are also a word, are taken in capitals only.

    Three small letters (``ipi``) are not taken in capitals, which mean something else.
    """
    letters = _NOT_LETTERS.sub("", text)
    if text.islower() and len(letters) == 3 and letters.isalpha():
        return letters
    if len(key) > 8 or text.islower():
        return ""
    if len(letters) <= 2 and any(map(str.isupper, letters)):
        return letters
    if sum(c.isupper() for c in letters) < 2:
        return ""
    if key in everyday:
        return letters
    has_vowel = key.isalpha() and any(c in "aeiouy" for c in key)
    return letters if len(letters) == 3 and has_vowel else ""
