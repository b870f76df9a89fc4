"""What oncology calls by proper names and numbers, and redaction must leave alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpora.cohorts.deidentify.gazetteer import gazetteer
from corpora.cohorts.deidentify.words import Word, plain
from corpora.lexicon.tables import FILES, table

_COLUMNS = ("en", "fr", "brands")
_LONGEST_PHRASE = 6
_PART = re.compile(r"\w+(?:-\w+)*")
_OF = frozenset({"de", "d", "du", "of", "des", "la", "le"})
# Numbers of publications and trials: a DOI, NCT01234567, PMID 12345678, ISRCTN, EudraCT, CTIS.
_PUBLISHED = re.compile(
    r"\b10\.\d{4,9}/[^\s\"<>]+"
    r"|\b(?:https?://)?(?:dx\.|www\.)?(?:doi\.org|pubmed\.ncbi\.nlm\.nih\.gov|clinicaltrials\.gov|ncbi\.nlm\.nih\.gov)"
    r"[^\s\"<>]*"
    r"|\b(?:NCT|ISRCTN|JPRN|ChiCTR|ACTRN|UMIN|jRCT|DRKS|NTR|PACTR|CTRI)[- ]?[\w/-]*\d{4,}"
    r"|\b\d{4}-\d{6}-\d{2}(?:-\d{2})?\b"
    r"|\b(?:PMID|PMCID|PMC|EudraCT|EU ?CT)(?:\s?(?:no|number|n°|:)?\s{0,2})[\w-]*\d{4,}[\d-]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Vocabulary:
    """The lexicon's names as plain words: whole names of one word, names of several, words within names; and general words."""

    single: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    within: frozenset[str]
    general: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The words of the lexicon's tables and of the list of eponyms."""
    single: set[str] = set()
    phrases: set[tuple[str, ...]] = set()
    within: set[str] = set()
    names = [
        name.removeprefix("~")
        for file in FILES.values()
        for row in table(file)
        for column in _COLUMNS
        for name in row.get(column, "").split("|")
    ]
    names += [form for row in table("composites") for column in ("en", "fr") for form in row[column].split("|")]
    names += [row["form"] for row in table("ambiguous")]
    for name in names:
        parts = tuple(plain(part) for part in _PART.findall(name))
        if len(parts) == 1:
            single.update(_forms(parts[0]))
        elif 1 < len(parts) <= _LONGEST_PHRASE:
            phrases.add(parts)
            if len(parts) == 2 and parts[1].isdigit():  # "Debio 1143": the number is no word
                single.update(_forms(parts[0]))
        within.update(plain(part) for part in _PART.findall(name) if part[0].islower())
    for eponym in gazetteer().eponyms:
        parts = tuple(eponym.split())
        if len(parts) > 1:
            phrases.add(parts)
    general = {plain(part) for row in table("general_fr_en") for word in row.values() for part in _PART.findall(word)}
    return Vocabulary(frozenset(single), frozenset(phrases), frozenset(within), frozenset(general))


def kept_words(found: Sequence[Word]) -> frozenset[int]:
    """Positions of the words that stand in an oncological name of several words, or in "Castleman disease"."""
    phrases, things, of = vocabulary().phrases, gazetteer().things_named, gazetteer().things_of
    lengths = _lengths()
    plains = tuple(word.plain for word in found)
    kept: set[int] = set()
    for at, word in enumerate(found):
        for length in lengths.get(plains[at : at + 2], ()):
            if at + length <= len(found) and plains[at : at + length] in phrases:
                kept.update(range(at, at + length))
                break
        if word.capital and at + 1 < len(found) and found[at + 1].plain in things and _near(word, found[at + 1]):
            kept.update(_run_back(found, at))
        if word.plain in of and at + 2 < len(found):
            after = at + 1 + (found[at + 1].plain in _OF)
            if found[after].capital and found[after].start - word.end <= _LONGEST_GAP:
                kept.update(_run_on(found, after))
    return frozenset(kept)


def published(text: str) -> list[tuple[int, int]]:
    """Where identifiers of publications and trials stand: they identify no patient."""
    return [match.span() for match in _PUBLISHED.finditer(text)]


_LONGEST_GAP = 8


@cache
def _lengths() -> dict[tuple[str, ...], tuple[int, ...]]:
    """How many words the phrases have that start with two words, the longest first."""
    found: dict[tuple[str, ...], set[int]] = {}
    for phrase in vocabulary().phrases:
        found.setdefault(phrase[:2], set()).add(len(phrase))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


def _near(word: Word, after: Word) -> bool:
    return after.start - word.end <= 3


def _run_back(found: Sequence[Word], at: int) -> range:
    """At most two capitalised words that end at ``at``; none where they are a person's: "Emily Johnson test"."""
    first = at
    if at and found[at - 1].capital and _adjoin(found[at - 1], found[at]):
        first = at if found[at - 1].starts else at - 1
    before = max(first - 1, 0)
    if any(_names_a_person(word) for word in found[before : at + 1]):
        return range(0)
    return range(first, at + 1)


def _run_on(found: Sequence[Word], at: int) -> range:
    last = at
    if at + 1 < len(found) and found[at + 1].capital and _adjoin(found[at], found[at + 1]):
        last = at + 1
    return range(0) if any(_names_a_person(word) for word in found[at : last + 1]) else range(at, last + 1)


def _adjoin(word: Word, after: Word) -> bool:
    return after.start - word.end == 1


def _names_a_person(word: Word) -> bool:
    lists = gazetteer()
    return word.plain in _TITLES or (word.plain in lists.first_names and word.plain not in lists.eponyms)


_TITLES = frozenset({"m", "mr", "mrs", "ms", "mme", "dr", "pr", "prof", "madame", "monsieur", "docteur"})


def _forms(word: str) -> set[str]:
    return {word, f"{word}s", word.removesuffix("s")} if len(word) > 3 else {word}
