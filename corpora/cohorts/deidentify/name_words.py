"""How much a word looks like part of a name."""

from enum import Enum
from functools import lru_cache

from corpora.cohorts.deidentify.gazetteer import gazetteer
from corpora.cohorts.deidentify.oncology import vocabulary


class Likeness(Enum):
    """What the lists say of a word, by itself."""

    FIRST = "a first name"
    FIRST_OR_WORD = "a first name that is also a word"
    SURNAME = "a surname"
    SURNAME_OR_WORD = "a surname that is also a word"
    UNKNOWN = "in no list: a name may be"
    WORDLIKE = "built like a word of medicine"
    WORD = "a word of the general vocabulary"
    EPONYM = "a proper name of medicine"
    ORDINARY = "a word of sentences and headings"
    OTHER = "an abbreviation, or part of an oncological name"

    @property
    def can_be_name(self) -> bool:
        """Whether a word in capitals beside a name may belong to it."""
        return self in (Likeness.FIRST, Likeness.FIRST_OR_WORD, Likeness.SURNAME, Likeness.UNKNOWN)

    @property
    def can_follow(self) -> bool:
        """Whether a word in capitals after a title or first name may belong to the name."""
        return self not in (Likeness.EPONYM, Likeness.ORDINARY, Likeness.OTHER)

    @property
    def can_end_name(self) -> bool:
        """Whether a word in capitals after a first name belongs to the name: eponyms are surnames too."""
        return self.can_follow or self is Likeness.EPONYM

    @property
    def is_known(self) -> bool:
        """Whether a list of names has it."""
        return self in (Likeness.FIRST, Likeness.FIRST_OR_WORD, Likeness.SURNAME, Likeness.SURNAME_OR_WORD)


_SHORTEST_ENDING = 6


@lru_cache(maxsize=50_000)
def likeness(name: str, kept: bool, language: str) -> Likeness:
    """What the lists say of a plain word; ``kept``: it stands in a name of several words that is no person's."""
    lists, known = gazetteer(), vocabulary()
    if kept:
        return Likeness.EPONYM if name in lists.eponyms else Likeness.OTHER
    if any(c.isdigit() for c in name):
        return Likeness.OTHER
    parts = name.split("-")
    first = name in lists.first_names or (len(parts) > 1 and parts[0] in lists.first_names)
    words_too = lists.words_too_fr if language == "fr" else lists.words_too_en
    if first and name not in words_too:
        word_too = name in lists.ordinary or name in known.single or name in known.general
        return Likeness.FIRST_OR_WORD if word_too else Likeness.FIRST
    if first:
        return Likeness.FIRST_OR_WORD
    if name in lists.eponyms:
        return Likeness.EPONYM
    if name in lists.surnames:
        word_too = name in lists.ordinary or name in known.single or name in known.within or name in known.general
        return Likeness.SURNAME_OR_WORD if word_too else Likeness.SURNAME
    if name in known.single:
        return Likeness.OTHER
    if name in lists.ordinary:
        return Likeness.ORDINARY
    if name in known.general or name in known.within or name.removesuffix("s") in known.within:
        return Likeness.WORD
    if len(parts) > 1:
        if any(part in lists.surnames for part in parts):
            return Likeness.SURNAME
        if all(p in lists.ordinary or p in known.within or p in known.single or p in known.general for p in parts):
            return Likeness.WORD
    if len(name) >= _SHORTEST_ENDING and name.endswith(lists.endings):
        return Likeness.WORDLIKE
    return Likeness.UNKNOWN
