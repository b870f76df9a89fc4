"""The conclusion that a source itself draws."""

import re

from corpora.literature.sentences import split_sentences
from corpora.literature.source import Source

_CONCLUSION = re.compile(r"interpretation|conclusion|meaning|discussion and conclusion", re.IGNORECASE)
_CONCLUDING = re.compile(
    r"\b(in conclusion|we conclude|in summary|these (results|findings|data)|our (results|findings|data)|"
    r"en conclusion|au total|ces résultats|nos résultats)\b",
    re.IGNORECASE,
)


def conclusion_of(source: Source, most: int = 2) -> str:
    """The text of the source's conclusion, at most ``most`` sentences of it; the starter cards' whole. Empty if none."""
    start, end = conclusion_span(source, most)
    return source.text[start:end]


def conclusion_span(source: Source, most: int = 2) -> tuple[int, int]:
    """Where the conclusion stands in ``source.text``; ``(0, 0)`` where there is none."""
    for section in source.sections:
        if _CONCLUSION.search(section.name):
            if source.origin == "starter":
                return section.start, section.end
            spans = split_sentences(source.text[section.start : section.end], source.language)
            if spans:
                return section.start + spans[0][0], section.start + spans[min(most, len(spans)) - 1][1]
    beginning = source.text[:4000]
    spans = split_sentences(beginning, source.language)
    for start, end in reversed(spans):
        if _CONCLUDING.search(beginning[start:end]):
            return start, end
    return 0, 0
