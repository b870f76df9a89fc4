"""The lines of a PDF page in reading order.

A page is a drawing: text stands where it was put, in any order. Columns are recognised by the places where many lines
begin; a line that reaches across them divides the page.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpora.literature.readers.pdf_fragments import Fragment, fragments_of_page
from corpora.literature.text import cleaned

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_ALIGNED = 2.5
"""Points by which lines of a column may begin apart."""
_FEWEST_ROWS = 5
_SHARE_OF_ROWS = 0.2
_NARROWEST_TEXT = 20
"""Characters that the lines of a text column have on average; a table's have fewer."""
_ACROSS = 0.12
"""Share of the page's width by which a line must reach into the next column to count as one across both."""
_EDGE_LINES = 3
_PAGE_NUMBER = re.compile(
    r"^(?:page|p\.)?\s*[-–]?\s*(?:\d{1,5}|[ivxlc]{1,6}|[es]\d{1,5})\s*[-–]?"
    r"(?:\s*(?:of|/|sur|de)\s*\d{1,5})?$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Line:
    """A line of a page.

    Attributes
    ----------
    x, y
        Where it begins, in points from the lower left corner.
    end
        Where it ends; approximate, since not every font tells its widths.
    size
        Of its type, in points.
    column
        Which stretch of the page it belongs to, counted in reading order.
    """

    text: str
    x: float
    y: float
    end: float
    size: float
    bold: bool
    column: int


def lines_of_page(page: "PageObject", reader: "PdfReader") -> list[Line]:
    """The lines of a page, in reading order."""
    fragments = fragments_of_page(page, reader)
    if not fragments:
        return []
    width = float(page.mediabox.width) or max(f.end for f in fragments)
    starts = _column_starts(fragments, width)
    if not starts:
        return _lines(fragments, 0)
    across = [f for f in fragments if _is_across(f, starts, width)]
    heights = sorted({f.y for f in across}, reverse=True)
    spanning = [f for f in fragments if f in across or any(abs(f.y - y) < 2 and _touches(f, across) for y in heights)]
    lines: list[Line] = []
    stretch = 0
    for zone in _zones(fragments, spanning):
        for group in (zone,) if zone[0] in spanning else _columns(zone, starts):
            if group:
                lines.extend(_lines(group, stretch))
                stretch += 1
    return lines


def _column_starts(fragments: list[Fragment], width: float) -> list[float]:
    """Where columns begin, the first left out; empty for a page of one column."""
    rows = {round(f.y) for f in fragments}
    left = min(f.x for f in fragments)
    starts: list[float] = []
    by_place = Counter(round(f.x / _ALIGNED) for f in fragments if f.text.strip())
    for place, _ in by_place.most_common(12):
        at = place * _ALIGNED
        here = [f for f in fragments if abs(f.x - at) <= _ALIGNED]
        right_of = [f for f in fragments if f.x >= at - _ALIGNED]
        heights = {round(f.y) for f in here}
        if (
            len(heights) < max(_FEWEST_ROWS, _SHARE_OF_ROWS * len(rows))
            or not left + 0.2 * width < at < left + 0.8 * width
        ):
            continue
        if sum(len(f.text) for f in right_of) / max(1, len({round(f.y) for f in right_of})) < _NARROWEST_TEXT:
            continue
        beside = [f for f in fragments if f.x < at - _ALIGNED and min(heights) - 2 <= f.y <= max(heights) + 2]
        crossing = sum(f.end > at + _ACROSS * width for f in beside)
        if not beside or crossing > 0.25 * len(beside):
            continue
        if sum(len(f.text) for f in beside) / max(1, len({round(f.y) for f in beside})) < _NARROWEST_TEXT:
            continue
        if all(abs(at - other) > 0.15 * width for other in starts):
            starts.append(min(f.x for f in here))
    return sorted(starts)


def _is_across(fragment: Fragment, starts: list[float], width: float) -> bool:
    column = bisect_right(starts, fragment.x + _ALIGNED)
    return column < len(starts) and fragment.end > starts[column] + _ACROSS * width


def _touches(fragment: Fragment, across: list[Fragment]) -> bool:
    """Whether a fragment continues a line that reaches across."""
    return any(abs(fragment.y - other.y) < 2 and fragment.x < other.end + 3 * other.size for other in across)


def _zones(fragments: list[Fragment], spanning: list[Fragment]) -> list[list[Fragment]]:
    """The page from top to bottom, divided where lines reach across the columns."""
    known = set(map(id, spanning))
    zones: list[list[Fragment]] = []
    before: bool | None = None
    for fragment in sorted(fragments, key=lambda f: -f.y):
        across = id(fragment) in known
        if across != before:
            zones.append([])
        zones[-1].append(fragment)
        before = across
    return zones


def _columns(zone: list[Fragment], starts: list[float]) -> list[list[Fragment]]:
    columns: list[list[Fragment]] = [[] for _ in range(len(starts) + 1)]
    for fragment in zone:
        columns[bisect_right(starts, fragment.x + _ALIGNED)].append(fragment)
    return columns


def _lines(fragments: Iterable[Fragment], column: int) -> list[Line]:
    """Fragments at one height joined from left to right."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (-f.y, f.x)):
        if rows and _same_row(rows[-1], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [line for row in rows if (line := _line(sorted(row, key=lambda f: f.x), column)).text]


def _same_row(row: list[Fragment], fragment: Fragment) -> bool:
    largest = max(row, key=lambda f: f.size)
    return abs(largest.y - fragment.y) < 0.45 * max(largest.size, fragment.size)


def _line(row: list[Fragment], column: int) -> Line:
    text = ""
    for before, fragment in zip([None, *row], row, strict=False):
        if before is not None and not text.endswith(" ") and not fragment.text.startswith(" "):
            apart = fragment.x - before.end
            text += " " if apart > max(0.9 * fragment.size, 0.06 * (before.end - before.x)) else ""
        text += fragment.text
    main = max(row, key=lambda f: len(f.text.strip()))
    bold = all(f.bold for f in row if f.text.strip())
    return Line(" ".join(cleaned(text).split()), row[0].x, main.y, row[-1].end, main.size, bold, column)


def without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without their running headers and footers, and without page numbers.

    What stands at the edge of a page and recurs at that height on several pages, digits aside, is no part of the text.
    """
    edges = [_edges(lines) for lines in pages]
    counted = Counter(key for page in edges for key in {_key(line) for line in page})
    enough = max(2, round(0.3 * len(pages)))
    kept = []
    for lines, edge in zip(pages, edges, strict=True):
        running = {id(line) for line in edge if counted[_key(line)] >= enough or _PAGE_NUMBER.match(line.text)}
        kept.append([line for line in lines if id(line) not in running])
    return kept


def _edges(lines: list[Line]) -> list[Line]:
    """The lines that stand highest and lowest on a page."""
    heights = sorted({round(line.y) for line in lines})
    if len(heights) <= 2 * _EDGE_LINES:
        outer = set(heights[:1] + heights[-1:])
    else:
        outer = set(heights[:_EDGE_LINES] + heights[-_EDGE_LINES:])
    return [line for line in lines if round(line.y) in outer]


def _key(line: Line) -> tuple[str, int]:
    """What a running line has in common on all pages: its words and its height."""
    return _DIGITS.sub("#", line.text.lower()), round(line.y / 6)
