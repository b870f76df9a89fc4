"""The words of a text, with what their capitals and punctuation say."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"(?:[NOMD]['’](?=[A-ZÀ-Þ]))?[^\W\d_]\w*(?:-[^\W_]\w*)*")
_ELIDED = re.compile(r"(?:[LDNSJCMTldnsjcmt]|[Qq]u)$")
_ELIDES = re.compile(r"['’](?!s(?!\w))[^\W\d_]")
# "CheckMate", "FoundationOne": a capital inside a word names a trial or product, save in McAllister and LeRoux.
_COMPOUND = re.compile(r"(?!Ma?c[A-Z]|[DLSV][aeiu]n?[A-Z]|Fitz[A-Z])[A-Z][a-zà-ÿ]+[A-Z]\w*")
_APOSTROPHES = "'’"
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ł": "l"})
_DOTS = frozenset({".", ". ", ".\n", ". \n"})
_SENTENCE_ENDS = frozenset(".!?:;\n•¦|")


class Word(NamedTuple):
    """A word of a text: ``text[start:end]``.

    Attributes
    ----------
    text
        As written; the ``'s`` of a possessive and an elided article (``l'``) are not part of it.
    plain
        Lower case, without accents.
    capital
        Whether it starts with a capital and is not one letter only.
    upper
        Whether all its letters are capitals, and it has two or more.
    initial
        Whether it is a capital letter, alone or as ``R-L`` or ``M-Antonin``.
    starts
        Whether a sentence, line or cell of a table starts with it.
    """

    text: str
    plain: str
    start: int
    end: int
    capital: bool
    upper: bool
    initial: bool
    starts: bool


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """Lower case, without accents and ligatures; apostrophes are straight."""
    lowered = word.lower().replace("’", "'")
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFD", lowered.translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[Word]:
    """The words of a text in its order. A word may hold digits (``G12C``), never start with one."""
    found: list[Word] = []
    last_end = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        before = text[start - 1 : start]
        if before in _APOSTROPHES and before and word in "sS" and found and found[-1].end == start - 1:
            continue
        if text[end : end + 1] in _APOSTROPHES and _ELIDED.fullmatch(word) and _ELIDES.match(text, end):
            continue
        first, *others = word.split("-")
        capital = word[0].isupper() and len(word) > 1 and not _COMPOUND.fullmatch(word)
        initial = len(first) == 1 and first.isupper() and all(part[0].isupper() for part in others)
        starts = not found or (
            _starts(text, last_end, start) and not (found[-1].initial and text[last_end:start] in _DOTS)
        )
        upper = len(word) > 1 and word.isupper()
        found.append(Word(word, plain(word), start, end, capital and not initial, upper, initial, starts))
        last_end = end
    return found


def _starts(text: str, last_end: int, start: int) -> bool:
    between = text[last_end:start]
    if len(between) > 40:
        between = between[-40:]
    return any(c in _SENTENCE_ENDS for c in between)
