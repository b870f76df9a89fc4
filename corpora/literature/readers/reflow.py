"""Paragraphs from lines that were broken to fit a page."""

import itertools
import re

from corpora.literature.word_list import words

_BULLET = re.compile(r"\s*(?:[-*•–·▪]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]»]*$")
_NARROWEST, _WIDEST = 40, 130
_LONGEST_WORD = 60
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])[-‐]$")

_TAKES_HYPHEN = words(
    "double single triple placebo progression disease event relapse recurrence metastasis symptom health "
    "non long short high low first second third well self dose time intention open cross end site age "
    "half platinum taxane hormone castration treatment cancer tumor tumour drug risk evidence"
)
_AFTER_HYPHEN = words(
    "free blind controlled related specific resistant sensitive naive negative positive based label term "
    "risk grade week old refractory directed driven"
)


def looks_wrapped(text: str) -> bool:
    """Whether a text's lines were broken at a width: most of those inside paragraphs are long and end mid-sentence."""
    lines = text.split("\n")
    inner = [a for a, b in itertools.pairwise(lines) if a.strip() and b.strip() and not _BULLET.match(b)]
    if len(inner) < 3:
        return False
    long = [line for line in inner if _NARROWEST <= len(line.rstrip()) <= _WIDEST]
    unfinished = [line for line in long if not _SENTENCE_END.search(line.rstrip())]
    return len(long) >= 0.6 * len(inner) and len(unfinished) >= 0.4 * len(inner)


def unwrapped(text: str) -> str:
    """The text with the lines of each paragraph joined, where they were broken at a width; else as it is."""
    if not looks_wrapped(text):
        return text
    paragraphs: list[str] = []
    fresh = True
    for line in text.split("\n"):
        stripped = line.strip()
        if not stripped:
            fresh = True
            paragraphs.append("")
        elif fresh or _BULLET.match(line):
            paragraphs.append(stripped)
            fresh = False
        else:
            paragraphs[-1] = joined(paragraphs[-1], stripped)
    return "\n".join(paragraphs)


def joined(line: str, following: str, words: frozenset[str] = frozenset()) -> str:
    """Two lines as one, a word that was hyphenated at the break made whole.

    The hyphen stays where the word is compound: where ``words`` (those seen elsewhere in the document, in lower case)
    hold it with its hyphen and not without, or its first part is one that takes a hyphen.
    """
    # Only its end is looked at: a paragraph grows line by line, and may be long.
    if not _HYPHEN.search(line[-2:]) or not following[:1].islower():
        return f"{line}{following}" if line.endswith(("–", "/", "-")) and len(line) > 1 else f"{line} {following}"
    first = re.split(r"[\s(\[]", line[-_LONGEST_WORD:-1])[-1].lower()
    second = re.split(r"[\s.,;:)\]]", following)[0].lower()
    if f"{first}{second}" in words:
        return line[:-1] + following
    compound = f"{first}-{second}" in words or first in _TAKES_HYPHEN or second in _AFTER_HYPHEN or "-" in first
    return line + following if compound else line[:-1] + following
