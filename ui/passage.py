"""A passage with the sentences that matter marked in it."""

from collections.abc import Iterable, Sequence

from corpora.literature.source import Passage
from ui.markup import Markup, tag, text
from ui.words import Words

Span = tuple[int, int]

_SECTIONS = {
    "trial": "section_trial",
    "question": "section_question",
    "background": "section_background",
    "methods": "section_methods",
    "results": "section_results",
    "safety": "section_safety",
    "interpretation": "section_interpretation",
    "discussion": "section_discussion",
    "conclusion": "section_conclusion",
    "conclusions": "section_conclusion",
    "numbers as printed": "section_numbers",
    "summary": "section_summary",
}


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one; empty and negative ones left out."""
    whole: list[Span] = []
    for start, end in sorted(s for s in spans if 0 <= s[0] < s[1]):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def marked(passage: Passage, spans: Sequence[Span]) -> Markup:
    """A passage's text, with ``spans`` of its source's text marked where they fall into it."""
    pieces: list[Markup] = []
    at = passage.start
    for start, end in merged(spans):
        start, end = max(start, at), min(end, passage.end)
        if start >= end:
            continue
        pieces.append(text(_cut(passage, at, start)))
        pieces.append(tag("mark", _cut(passage, start, end), data_start=start, data_end=end))
        at = end
    pieces.append(text(_cut(passage, at, passage.end)))
    return text(pieces)


def place(passage: Passage, t: Words) -> str:
    """Where in its source a passage stands: section (several with commas between them) and page, as far as known."""
    sections = [t(_SECTIONS[name]) if name in _SECTIONS else name for name in passage.section.split(", ")]
    parts = [", ".join(sections), t("page", page=passage.page) if passage.page else ""]
    return " · ".join(part for part in parts if part)


def _cut(passage: Passage, start: int, end: int) -> str:
    return passage.text[start - passage.start : end - passage.start]
