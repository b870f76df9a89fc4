"""An intervention, a comparator and an outcome as the words by which a text's sentences may name them."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_GROUP = re.compile(r"\b(group|arm|cohort|condition)s?\s+([a-z]|[ivx]+|\d)\b")
_WORD = re.compile(r"[a-zα-ω]+_[a-z0-9]+|[a-zα-ω]*\d*[a-zα-ω]+\d*|\d+(?:\.\d+)?")
_STOP = frozenset(
    [
        "the",
        "of",
        "and",
        "in",
        "to",
        "for",
        "with",
        "by",
        "on",
        "at",
        "from",
        "or",
        "as",
        "is",
        "was",
        "were",
        "be",
        "been",
        "are",
        "that",
        "this",
        "these",
        "those",
        "an",
        "than",
        "not",
        "no",
        "group",
        "groups",
        "arm",
        "patients",
        "patient",
        "participants",
        "subjects",
        "mg",
        "kg",
        "ml",
        "day",
        "daily",
        "per",
        "dose",
        "treatment",
        "using",
        "after",
        "before",
        "during",
        "total",
        "mean",
        "rate",
        "level",
        "levels",
        "number",
        "score",
        "scores",
        "change",
        "changes",
        "between",
        "both",
        "all",
        "each",
        "other",
        "received",
        "receiving",
        "given",
        "plus",
        "versus",
        "vs",
        "compared",
        "amp",
        "nbsp",
        "lt",
        "gt",
        "et",
        "al",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
    ]
)
_CONTROL = ("placebo", "control", "sham", "usual", "standard", "convent", "compar", "saline", "untrea", "baseli")
_ACTIVE = ("interv", "active", "experi", "treate")
_SHORT = re.compile(r"\(([A-Za-z][A-Za-z0-9-]{1,9}?)s?[);,]")
_MOST_BEFORE = 120


@dataclass(frozen=True)
class Asked:
    """Stems by which each part may be named; arms without the words that they share."""

    outcome: frozenset[str]
    intervention: frozenset[str]
    comparator: frozenset[str]


def asked(intervention: str, comparator: str, outcome: str, text: str) -> Asked:
    """Read a prompt, with the abbreviations that the text introduces."""
    short = abbreviations(text)
    ours, theirs, measured = (_widened(stems(part), short) for part in (intervention, comparator, outcome))
    first, second = ours - theirs, theirs - ours
    if second & set(_CONTROL):
        second |= set(_CONTROL) - ours
    if not first:
        first = frozenset(_ACTIVE)
    elif second & set(_CONTROL):
        first |= set(_ACTIVE) - theirs
    return Asked(measured, frozenset(first), frozenset(second))


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words of substance."""
    return frozenset(stem for stem in words(text) if stem not in _STOP)


def words(text: str) -> list[str]:
    """Every word of a text as its stem, in order; ``group a`` is one word."""
    plain = html.unescape(html.unescape(text)).lower()
    return [stem(word) for word in _WORD.findall(_GROUP.sub(r"group_\2", plain))]


def stem(word: str) -> str:
    """A word without its plural, cut to its first six letters; words of two or three letters stay as they are."""
    if word in _STOP or "_" in word or len(word) <= 3:
        return word
    return word.removesuffix("s")[:6]


@lru_cache(maxsize=32)
def abbreviations(text: str) -> dict[str, frozenset[str]]:
    """The abbreviations that a text introduces in brackets, as stems, and the stems of what each stands for."""
    found: dict[str, frozenset[str]] = {}
    for match in _SHORT.finditer(text):
        short = match.group(1)
        before = re.findall(r"[A-Za-z][\w'’]*", text[max(0, match.start() - _MOST_BEFORE) : match.start()])[-8:]
        letters = [c for c in short.lower() if c.isalpha()]
        if len(letters) < 2 or not before:
            continue
        for size in range(1, min(len(before), len(letters) + 2) + 1):
            candidate = before[-size:]
            if candidate[0][0].lower() == letters[0] and _spelt(letters, candidate):
                found.setdefault(stem(short.lower()), stems(" ".join(candidate)))
                break
    return found


def _spelt(letters: Iterable[str], long: list[str]) -> bool:
    """Whether the letters come in this order in the words."""
    rest = iter("".join(long).lower())
    return all(letter in rest for letter in letters)


def _widened(named: frozenset[str], short: dict[str, frozenset[str]]) -> frozenset[str]:
    wider = set(named)
    for abbreviation, long in short.items():
        if abbreviation in named:
            wider |= long
        elif long and long <= named:
            wider.add(abbreviation)
    return frozenset(wider)
