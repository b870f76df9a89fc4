"""Passages: the spans of a source that are embedded, found and cited as one.

The spans are chosen together, as the cheapest way to cut the text (dynamic programming over sentence boundaries):
few passages, none too short, none across a page, as few as possible across sections.
"""

import itertools
from bisect import bisect_right
from dataclasses import dataclass

from corpora.literature.sentences import split_sentences
from corpora.literature.source import Passage, Section, Source
from corpora.literature.starter.cards import NUMBERS_SECTION

LONGEST = 1_800
"""Characters a passage may have: what an embedder of 512 tokens reads whole. One long sentence may exceed it."""
SHORTEST = 600
"""Characters below which a passage says too little by itself, and is joined to its neighbour where it may be."""

SECTION_SEPARATOR = " › "
"""Between the name of a section and that of its part: ``"methods › statistical analysis"``."""

_UNCITED = frozenset(
    {
        "references",
        "bibliography",
        "bibliographie",
        "références",
        "references cited",
        "literature cited",
        "références bibliographiques",
        "reference list",
    }
)

# What a cut costs, in units of one more passage.
_SHORT = 1.0
_LONG_SECTIONS = 1.2
_SECTION = 0.25
_PART = 0.1


@dataclass(frozen=True)
class _Unit:
    """A sentence, or a line of numbers: what no passage cuts."""

    start: int
    end: int
    section: int
    page: int


def passages_of(source: Source, longest: int = LONGEST, shortest: int = SHORTEST) -> list[Passage]:
    """The passages of a source, in the order of its text.

    ``passage.text == source.text[passage.start:passage.end]``. No passage cuts a sentence, none is longer than
    ``longest`` unless it is a single sentence, none joins sentences of two pages, and the numbers of a card stand
    apart from its prose. A list of references is not evidence of its own, so it is left out.
    """
    sections = _sections(source)
    units = _units(source, sections)
    passages: list[Passage] = []
    for stretch in _stretches(units, sections):
        for first, last in _cuts(stretch, sections, longest, shortest):
            start, end = stretch[first].start, stretch[last].end
            passages.append(
                Passage(
                    id=f"{source.id}#{len(passages)}",
                    source_id=source.id,
                    ordinal=len(passages),
                    text=source.text[start:end],
                    start=start,
                    end=end,
                    section=_name([sections[unit.section].name for unit in stretch[first : last + 1]]),
                    page=stretch[first].page,
                )
            )
    return passages


def _sections(source: Source) -> list[Section]:
    """The sections that cover the text without overlap: those given, innermost first, and the gaps between them."""
    text_end = len(source.text)
    edges = sorted(
        {0, text_end, *(edge for s in source.sections for edge in (s.start, s.end) if 0 <= edge <= text_end)}
    )
    covering: list[Section] = []
    for start, end in itertools.pairwise(edges):
        inside = [s for s in source.sections if s.start <= start and s.end >= end]
        name = min(inside, key=lambda s: s.end - s.start).name if inside else ""
        if covering and covering[-1].name == name:
            covering[-1] = Section(name, covering[-1].start, end)
        else:
            covering.append(Section(name, start, end))
    return covering


def _units(source: Source, sections: list[Section]) -> list[_Unit]:
    page_starts = [page.start for page in source.pages]
    units = []
    for index, section in enumerate(sections):
        text = source.text[section.start : section.end]
        spans = _lines(text) if section.name == NUMBERS_SECTION else split_sentences(text, source.language)
        for start, end in spans:
            page = bisect_right(page_starts, section.start + start) - 1
            number = source.pages[page].number if page >= 0 else 0
            units.append(_Unit(section.start + start, section.start + end, index, number))
    return units


def _lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
        start += len(line) + 1
    return spans


def _stretches(units: list[_Unit], sections: list[Section]) -> list[list[_Unit]]:
    """Runs of units between which a passage may be joined: of one page, of prose or of numbers."""
    stretches: list[list[_Unit]] = []
    before: tuple[int, bool] | None = None
    for unit in units:
        name = sections[unit.section].name
        if _top(name).lower() in _UNCITED:
            before = None
            continue
        kind = (unit.page, name == NUMBERS_SECTION)
        if kind == before:
            stretches[-1].append(unit)
        else:
            stretches.append([unit])
        before = kind
    return stretches


def _cuts(units: list[_Unit], sections: list[Section], longest: int, shortest: int) -> list[tuple[int, int]]:
    """The cheapest cut of a stretch, as (first, last) indices of the units of each passage."""
    between = [_between(sections, a.section, b.section, longest) for a, b in itertools.pairwise(units)]
    cheapest: list[float] = [0.0]
    came_from: list[int] = [0]
    for last, unit in enumerate(units):
        best, origin, crossed = float("inf"), last, 0.0
        for first in range(last, -1, -1):
            if first < last:
                crossed += between[first]
            length = unit.end - units[first].start
            if length > longest and first < last:
                break
            short = max(0.0, (shortest - length) / shortest)
            cost = cheapest[first] + 1 + _SHORT * short + crossed + 0.3 * (length / longest) ** 2
            if cost < best:
                best, origin = cost, first
        cheapest.append(best)
        came_from.append(origin)
    cuts: list[tuple[int, int]] = []
    end = len(units)
    while end:
        cuts.append((came_from[end], end - 1))
        end = came_from[end]
    return cuts[::-1]


def _between(sections: list[Section], one: int, other: int, longest: int) -> float:
    """What it costs a passage to run from one section into another."""
    if one == other:
        return 0.0
    if _top(sections[one].name) == _top(sections[other].name):
        return _PART
    lengths = (sections[one].end - sections[one].start, sections[other].end - sections[other].start)
    return _SECTION + (_LONG_SECTIONS if max(lengths) > longest else 0.0)


def _top(name: str) -> str:
    return name.split(SECTION_SEPARATOR, maxsplit=1)[0]


def _name(names: list[str]) -> str:
    """What a passage's section is called: its sections' names, or what they have in common."""
    distinct = [name for name in dict.fromkeys(names) if name]
    if len(distinct) <= 1:
        return "".join(distinct)
    tops = list(dict.fromkeys(_top(name) for name in distinct))
    return tops[0] if len(tops) == 1 else ", ".join(tops)
