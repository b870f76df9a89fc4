"""Names that nothing announces: first names with what stands beside them, and capitals that nothing explains."""

import re

from corpora.cohorts.deidentify.gazetteer import gazetteer
from corpora.cohorts.deidentify.name_run import Read, run
from corpora.cohorts.deidentify.name_words import Likeness

_ET_AL = re.compile(r",?[ \t](?:et al\b|and colleagues|et coll)", re.IGNORECASE)
# After these a letter is a kind or a grade, not an initial.
_LETTERED_WORDS = """
hepatitis hepatite vitamin vitamine type group groupe arm bras stage stade class classe grade cohort cohorte part
option influenza grippe child pugh score virus hemophilia hemophilie step phase figure fig table tableau appendix
annexe plan strategy strategie or and ou et vs factor facteur dukes immunoglobulin igg the for a antivitamine
antivitamines
"""
_LETTERED = frozenset(_LETTERED_WORDS.split())
_UNEXPLAINED = frozenset({Likeness.SURNAME, Likeness.UNKNOWN})
_NUMERALS = frozenset({"I", "V", "X"})
_SHORTEST_FIRST_NAME = 4
_SHORTEST_UNKNOWN = 3
_SHORTEST_SHOUTED = 5


def bare(read: Read, at: int) -> tuple[int, int] | None:
    """Positions of the first and last word of a name that starts at a word in capitals, or a little after it."""
    word = read.words[at]
    if not word.initial and (not word.capital or read.like[at] in (Likeness.OTHER, Likeness.ORDINARY)):
        return None
    last = run(read, at)
    if last is None or _ET_AL.match(read.text, read.end(last)):
        return None
    last = _after_comma(read, at, last)
    while at < last and read.words[at].starts and read.like[at] is Likeness.WORDLIKE:
        at += 1
    return (at, last) if _is_name(read, at, last) else None


def lower(read: Read, at: int) -> tuple[int, int] | None:
    """First names and a surname in lower case, all of which the lists have and no sentence uses otherwise."""
    last = at
    while last + 1 < len(read.words) and last < at + 2 and read.gap(last + 1) == " ":
        first, after = read.words[last], read.words[last + 1]
        if read.like[last] is not Likeness.FIRST or len(first.text) < _SHORTEST_FIRST_NAME or not after.text.islower():
            break
        last += 1
        kind = read.like[last]
        either = kind in (Likeness.FIRST, Likeness.EPONYM) and after.plain in gazetteer().surnames
        if kind is Likeness.SURNAME or either:
            return at, last
    return None


def _is_name(read: Read, first: int, last: int) -> bool:
    positions = read.capitals(first, last)
    kinds = [read.like[at] for at in positions]
    texts = [read.words[at].text for at in positions]
    shouted = sum(read.words[at].upper for at in positions)
    if not kinds:
        return False
    if len(kinds) == 1:
        if any(read.words[at].initial for at in range(first, last + 1)):
            return _with_initials(read, first, last)
        return kinds[0] is Likeness.FIRST and not shouted and len(texts[0]) >= _SHORTEST_FIRST_NAME
    if Likeness.FIRST in kinds or (Likeness.FIRST_OR_WORD in kinds and not _UNEXPLAINED.isdisjoint(kinds)):
        return True
    if not _UNEXPLAINED.issuperset(kinds):
        return False
    if Likeness.SURNAME in kinds:
        return not shouted
    long_enough = min(map(len, texts)) >= _SHORTEST_UNKNOWN
    return long_enough and (not shouted or (shouted == 1 and len(kinds) == 2))


def _with_initials(read: Read, first: int, last: int) -> bool:
    """ "James T.", "A. Barnes", "GINEST R.": initials with one word that can be a name beside them."""
    at = read.capitals(first, last)[0]
    word, kind = read.words[at], read.like[at]
    if kind in (Likeness.FIRST, Likeness.FIRST_OR_WORD):
        return True
    if kind not in _UNEXPLAINED:
        return False
    if at == first:
        return (
            word.upper
            and len(word.text) >= _SHORTEST_SHOUTED
            and read.after(last) == "."
            and read.words[last].text not in _NUMERALS
        )
    lettered = first > 0 and read.words[first - 1].plain in _LETTERED
    return read.after(first) == "." and not lettered and len(word.text) >= _SHORTEST_UNKNOWN and not word.starts


def _after_comma(read: Read, first: int, last: int) -> int:
    """ "MERGHAD, ZINEDINE": a surname in capitals, a comma and a first name."""
    after = last + 1
    if after >= len(read.words) or read.like[after] is not Likeness.FIRST or read.gap(after) != ", ":
        return last
    surname = range(first, last + 1)
    unexplained = read.like[last] is Likeness.UNKNOWN and all(read.words[at].upper for at in surname)
    return after if unexplained else last
