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


# In a list of names.
KNOWN = frozenset({Likeness.FIRST, Likeness.FIRST_OR_WORD, Likeness.SURNAME, Likeness.SURNAME_OR_WORD})
# In capitals, may belong to a name.
CAN_BE_NAME = frozenset({Likeness.FIRST, Likeness.FIRST_OR_WORD, Likeness.SURNAME, Likeness.UNKNOWN})
# In capitals, belongs to a name after a title.
CAN_FOLLOW = CAN_BE_NAME | {Likeness.SURNAME_OR_WORD, Likeness.WORDLIKE, Likeness.WORD}
# The same after a first name: eponyms are surnames too.
CAN_END_NAME = CAN_FOLLOW | {Likeness.EPONYM}
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
    if len(parts) > 1 and name in known.single:
        return Likeness.OTHER
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
