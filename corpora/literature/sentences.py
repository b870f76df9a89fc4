"""Sentence boundaries in English and French medical text, as character offsets."""

import re

from corpora.literature.word_list import words

# A full stop, question or exclamation mark, then what may close a sentence after it (quotes, brackets, reference
# numbers set as superscripts), then space. A line break always ends a sentence: readers unwrap hard-wrapped lines.
_CANDIDATE = re.compile(
    r"(?P<end>[.!?…]+(?:(?<=[^\W\d_]{2}[.])\d{1,3}(?:[,–-]\d{1,3})*(?=\s+[A-ZÀ-Ý])"
    r"|\[\d[\d,–\- ]*\])?[\"'”’)\]]*(?:\s*»)?)"
    r"(?P<space>[^\S\n]+)(?=(?P<next>\S+))"
    r"|(?P<line>[^\S\n]*\n\s*)"
    r"|(?<=[a-zà-ÿ)%][a-zà-ÿ)%])(?P<glued>[.])(?=(?P<glued_next>[A-ZÀ-Ý][a-zà-ÿ'’]*)\s)"
)
_LAST_WORD = re.compile(r"[^\s(\[«\"“,;:/]*\Z")
_STRIPPED = "\"'”’)]» "

# Never end a sentence: something always follows them.
_OPEN = words(
    "vs i.e e.g viz cf fig figs tab ref refs eq eqs dr drs mr mrs prof st mt approx ca suppl vol pp cont "
    "p.ex c.-à-d c-à-d"
)
_OPEN_FRENCH = _OPEN | words("mme mlle pr prs env ex av resp art chap réf réfs n° pts")
# Announce a number where one follows; otherwise they are the last word of a sentence.
_BEFORE_NUMBER = words("no nos nr n° n p op ch sec sect art min max moy")
# End a sentence only where what follows usually begins one.
_MAYBE = words(
    "al etc inc ltd co corp u.s u.s.a u.k e.u a.m p.m jr sr ph.d m.d ed eds éd coll hosp univ dept j.-c "
    "sp spp ssp var i.v s.c p.o b.i.d t.i.d q.d i.m n.s jan feb mar apr jun jul aug sep sept oct nov dec "
    "janv févr juil déc"
)
_USUAL_STARTERS = words(
    "the this these those that there a an in on at of for from with by to as it its we our they their all "
    "both each no not most many some patients participants methods results conclusion conclusions "
    "background objective objectives purpose after before during among although however thus therefore "
    "while when where if since because compared overall median mean adverse two three four five one "
    "secondary primary further moreover here such he she his her le la les l un une des du de d ce cette "
    "ces cet il elle ils elles on nous notre nos leur leurs en dans au aux à pour par sur avec sans après "
    "avant chez lors ainsi cependant toutefois mais donc or ni car si comme tous toutes méthodes "
    "résultats conclusion objectif objectifs but contexte introduction matériel patients"
)
_ENUMERATOR = re.compile(r"(?:\d{1,2}|[ivxIVX]{1,4}|[a-zA-Z])(?:[.]\d{1,2})*\Z")
_MIXED_CASE = re.compile(r"[a-z]{1,4}-?[A-Z0-9]")
_WORD = re.compile(r"[^\W\d_]+")


def split_sentences(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Spans of the sentences of a text, in order, without the space between them.

    Parameters
    ----------
    text
        Running text. A line break ends a sentence.
    language
        ISO 639-1 code; decides which abbreviations are expected.

    Returns
    -------
    list of (start, end)
        ``text[start:end]`` is a sentence, its punctuation included. Everything but white space is in one.
    """
    never_last = _OPEN_FRENCH if language == "fr" else _OPEN
    spans: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for match in _CANDIDATE.finditer(text):
        if match["line"] is not None:
            end, following = match.start(), match.end()
        elif match["glued"] is not None:
            if match["glued_next"].lower() not in _USUAL_STARTERS or not _ends_here(
                text, start, match, "glued", never_last
            ):
                continue
            end = following = match.end("glued")
        else:
            if not _ends_here(text, start, match, "end", never_last):
                continue
            end, following = match.end("end"), match.end()
        if end > start:
            spans.append((start, end))
        start = max(start, following)
    end = len(text.rstrip())
    if end > start:
        spans.append((start, end))
    return spans


def _ends_here(text: str, start: int, match: re.Match[str], group: str, never_last: frozenset[str]) -> bool:
    """Whether the punctuation at a candidate ends the sentence that began at ``start``."""
    mark = match[group]
    following = match["next"] if group == "end" else match["glued_next"]
    opened = following.lstrip("\"'“‘«([¿¡ ") or following
    first = opened[0]
    if not mark.startswith("."):
        return not first.islower()
    at = match.start(group)
    found = _LAST_WORD.search(text, max(start, at - 40), at)
    word = found.group() if found else ""
    if mark == ".":
        return _stop_ends(text, start, at, word.strip(_STRIPPED), opened, never_last)
    # After a closing bracket or quote only the case of what follows counts.
    return not first.islower() or _begins_in_mixed_case(opened)


def _stop_ends(text: str, start: int, at: int, word: str, following: str, never_last: frozenset[str]) -> bool:
    lowered = word.lower()
    first = following[0]
    if first.islower() and not _begins_in_mixed_case(following):
        return False
    if lowered in never_last or first in ",;:)]":
        return False
    if at - len(word) <= start and _ENUMERATOR.match(word):
        return False  # "1. Introduction"
    if first.isdigit() and (lowered in _BEFORE_NUMBER or lowered == "0"):
        return False
    starter = _WORD.match(following)
    usual = starter is not None and starter.group().lower() in _USUAL_STARTERS
    if lowered in _MAYBE or (len(word) == 1 and word.isupper()) or _is_initials(word):
        return usual and not (len(word) == 1 and len(starter.group() if starter else "") == 1)
    return True


def _is_initials(word: str) -> bool:
    """Whether a word is like ``"J.-P"`` or ``"A.B"``."""
    return (
        len(word) <= 6
        and "." in word
        and all(len(p.strip("-")) == 1 and p.strip("-").isupper() for p in word.split("."))
    )


def _begins_in_mixed_case(word: str) -> bool:
    return bool(_MIXED_CASE.match(word))
